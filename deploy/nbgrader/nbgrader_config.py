"""nbgrader for the course's notebooks; copy it into the folder of the class (docs/grading.md)."""

import os

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, DeduplicateIds

# An answer that does not pass stops its check's cell. Without it every answer would get its point.
os.environ["COURSE_CHECKS"] = "raise"
os.environ["COURSE_PROGRESS"] = "off"


class Copies(DeduplicateIds):
    """Takes a copied cell for one of the student's own.

    As nbgrader 0.9 has it, one student's copied cell ends the grading of all who come after.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        """Leave the last of them as it is; the others lose their mark altogether."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if not cell.metadata.get("nbgrader", True):
            del cell.metadata["nbgrader"]
        return cell, resources


def steps(converter, name):
    """Give what it does by default."""
    return converter.class_traits()[name].default()


c = get_config()  # noqa: F821 - given by whoever loads this
# The student editions have their stubs already.
c.GenerateAssignment.preprocessors = [
    step for step in steps(GenerateAssignment, "preprocessors") if step is not ClearSolutions
]
c.Autograde.sanitize_preprocessors = [
    Copies if step is DeduplicateIds else step
    for step in steps(Autograde, "sanitize_preprocessors")
]
# A check that a student deleted is asked all the same.
c.OverwriteCells.add_missing_cells = True
