"""The nbgrader preprocessor that runs a submission in the sandbox, and its tests outside it."""

import hashlib
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Enum, Float

from autograder.build.source import demonstrations
from autograder.grading.course_key import key_of
from autograder.grading.files import files_of
from autograder.grading.outputs import Room, accepted, error, sanitized_markdown
from autograder.grading.trusted_tests import TrustedTests
from autograder.hidden_tests.seeds import use_course_key
from autograder.sandbox import isolation
from autograder.sandbox.failures import NoAnswer
from autograder.sandbox.running import zygote
from autograder.sandbox.session import Session

DEMONSTRATION = "A demonstration: not run again for grading."


class ExecuteInSandbox(NbGraderPreprocessor):
    """Run a notebook as nbgrader's Execute does, but for who runs what where.

    The student's cells, and the instructor's that they build on, run in the sandbox; the test
    cells run here, and what they know of the student's functions is what a call brings back.
    ``nbgrader_config.py`` puts it in the place of Execute.
    """

    isolation = Enum(
        isolation.LEVELS,
        default_value="bubblewrap",
        help="How student code is kept apart: 'bubblewrap' (namespaces, no network, no files), "
        "or only 'process' (a process of its own, with limits).",
    ).tag(config=True)
    timeout = Float(30.0, help="Seconds that a cell or a call of a function may take.").tag(
        config=True
    )
    timeout_in_all = Float(300.0, help="Seconds that a whole notebook may take.").tag(config=True)
    keep_figures = Bool(False, help="Draw figures for the feedback; it takes a while.").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run the cells and keep their outputs."""
        names = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        folder = Path(course.format_path(course.source_directory, ".", names["assignment"]))
        submitted = Path(
            course.format_path(course.submitted_directory, names["student"], names["assignment"])
        )
        source = nbformat.read(folder / f"{names['notebook']}.ipynb", 4)
        key = key_of(Path(course.root), names["student"], names["assignment"])
        session = Session(
            zygote(self.isolation, [Path(course.root)]),
            files_of(folder, submitted),
            seconds=self.timeout,
            in_all=self.timeout_in_all,
            figures=self.keep_figures,
            seed=int.from_bytes(hashlib.sha256(key + b"student").digest()[:4]),
        )
        use_course_key(key)
        try:
            run_notebook(nb, source, session, folder.resolve())
        finally:
            use_course_key(None)
            session.close()
        return nb, resources


def run_notebook(
    notebook: NotebookNode, source: NotebookNode, session: Session, folder: Path
) -> None:
    """Run all cells of a notebook and put what they show into it.

    Parameters
    ----------
    notebook : the one to run, rebuilt from ``source``, the instructor's.
    session : the submission in the sandbox. folder : that ``source`` is in.
    """
    tests = TrustedTests(session, source, folder)
    left_out, room = demonstrations(source), Room()
    ours = {cell.source for cell in source.cells if cell.cell_type != "code"}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            if cell.source not in ours:
                cell.source = sanitized_markdown(cell.source, room)
        elif is_grade(cell) and not is_solution(cell):
            cell.outputs = tests.run(cell.source, float(cell.metadata.nbgrader.points))
        elif cell.metadata.get("nbgrader", {}).get("grade_id") in left_out:
            told = nbformat.v4.new_output("stream", name="stdout", text=f"{DEMONSTRATION}\n")
            cell.outputs = [told]
        else:
            cell.outputs = _run_cell(session, cell.source, room)


def _run_cell(session: Session, source: str, room: Room) -> list[NotebookNode]:
    try:
        return accepted(session.run_cell(source), room)
    except NoAnswer as stopped:
        return [error("TimeoutError", str(stopped))]
