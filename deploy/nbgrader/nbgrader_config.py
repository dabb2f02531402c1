"""nbgrader for the course's notebooks; copy it into the folder of the class (docs/grading.md)."""

import os

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, DeduplicateIds, OverwriteCells

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


class Checks(OverwriteCells):
    """Asks a check at the end where a student deleted its cell.

    nbgrader 0.9 gives up a notebook from which both cells of an exercise were deleted.
    """

    def add_missing_grade_cells(self, notebook, resources):
        """Put them below all others."""
        book = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        there = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells}
        sources = {cell.name: cell for cell in book.source_cells}
        for check in book.grade_cells:
            if check.name not in there:
                added = self.missing_cell_transform(sources[check.name], check.max_score)
                notebook.cells.append(added)
        return notebook, resources


INSTEAD = {DeduplicateIds: Copies, OverwriteCells: Checks}


def steps(converter, name):
    """Give what it does by default."""
    return converter.class_traits()[name].default()


c = get_config()  # noqa: F821 - given by whoever loads this
# The student editions have their stubs already.
c.GenerateAssignment.preprocessors = [
    step for step in steps(GenerateAssignment, "preprocessors") if step is not ClearSolutions
]
c.Autograde.sanitize_preprocessors = [
    INSTEAD.get(step, step) for step in steps(Autograde, "sanitize_preprocessors")
]
c.OverwriteCells.add_missing_cells = True
c.Execute.timeout = 120  # seconds for a cell; nbgrader's 30 are few for one that trains
