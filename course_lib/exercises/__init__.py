"""Checks of the reader's answers, one package per notebook: each says in words what it found.

A notebook takes its own: ``from course_lib.exercises import gradients as check``.
"""
