"""The nbgrader exporter that reads a submission as a stranger's file."""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from autograder.grading.reading import Unreadable, read_file
from autograder.grading.rebuild import rebuild


class RebuildingExporter(NotebookExporter):
    """Reads what was handed in, and gives nbgrader a notebook rebuilt from the instructor's.

    nbgrader reads a notebook twice: as submitted, and again when it has been put in its place to
    be graded. Here the first reading is the one that trusts nothing. It also takes back the marks
    of an earlier run: whatever goes wrong from here on, none of them is left standing.
    ``nbgrader_config.py`` makes it ``c.Autograde.exporter_class``.
    """

    def from_filename(
        self, filename: str, resources: ResourcesDict | None = None, **options: object
    ) -> tuple[str, ResourcesDict]:
        """Export one notebook file.

        Raises
        ------
        Unreadable
            If it is a submission out of which nothing can be read.
        """
        course, names = CourseDirectory(config=self.config), resources["nbgrader"]
        student, assignment, notebook = (
            names[key] for key in ("student", "assignment", "notebook")
        )
        submitted = Path(course.format_path(course.submitted_directory, student, assignment))
        path = Path(filename)
        if path.absolute().parent != submitted.absolute():
            return super().from_filename(filename, resources, **options)
        _forget_marks(names["db_url"], student, assignment, notebook)
        if any(place.is_symlink() for place in (path, submitted, submitted.parent)):
            raise Unreadable("is behind a symbolic link; hand in the file itself.")
        source = nbformat.read(
            Path(course.format_path(course.source_directory, ".", assignment)) / path.name, 4
        )
        rebuilt = rebuild(source, read_file(path))
        return self.from_notebook_node(rebuilt.notebook, resources, **options)


def _forget_marks(db_url: str, student: str, assignment: str, notebook: str) -> None:
    """Leave every automatic mark of a notebook open."""
    with Gradebook(db_url) as gradebook:
        try:
            submission = gradebook.find_submission_notebook(notebook, assignment, student)
        except MissingEntry:
            return
        for grade in submission.grades:
            grade.auto_score = None
            grade.needs_manual_grade = True
        gradebook.db.commit()
