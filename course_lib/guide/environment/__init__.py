"""Looks at what the course needs from this machine, and says how to get what is missing.

===============  =================================================================================
``finding``      what one look gave
``needs``        which Python and packages the course needs, and in which versions
``versions``     whether a version lies within a range
``packages``     looks at Python, the packages, and what shows sliders in JupyterLab
``data``         looks at the data and the stored runs
``report``       all looks together, as a table
===============  =================================================================================
"""
