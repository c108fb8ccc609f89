"""A course directory: nbgrader's layout, its configuration, and nbgrader itself at work in it."""

from __future__ import annotations

import logging
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.apps import NbGraderAPI

CONFIG_NAME = "nbgrader_config.py"
PROJECT_ROOT = Path(__file__).parents[1]


class CourseError(Exception):
    """Something about the course directory that its owner can mend; ``str()`` says what."""


class Course:
    """One course directory, and nbgrader opened on it.

    Parameters
    ----------
    root : the folder with ``nbgrader_config.py``, ``source/``, ``release/``, ``submitted/`` ...
    isolation : how student code is kept apart, in the place of what the configuration says.
    keep_figures : whether to draw figures while grading, likewise.

    Raises
    ------
    CourseError
        If there is no ``nbgrader_config.py`` in it.
    """

    def __init__(
        self, root: Path, isolation: str | None = None, keep_figures: bool | None = None
    ) -> None:
        self.root = Path(root).resolve()
        self._settings = {"isolation": isolation, "keep_figures": keep_figures}
        if not (self.root / CONFIG_NAME).exists():
            raise CourseError(
                f"{self.root} is not a course directory: it has no {CONFIG_NAME}. "
                "Change to the folder that has one, or name it with --course."
            )
        self._api: NbGraderAPI | None = None

    @property
    def nbgrader(self) -> NbGraderAPI:
        """Nbgrader's own API on this course, configured by its ``nbgrader_config.py``."""
        if self._api is None:
            self._api = _open_nbgrader(self.root, self._settings)
        return self._api

    def assignments(self) -> list[str]:
        """Return the names of the assignments in ``source/``."""
        return sorted(path.name for path in (self.root / "source").glob("*/"))

    def students(self, assignment: str) -> list[str]:
        """Return the students that have something in ``submitted/`` for an assignment.

        Raises
        ------
        CourseError
            If the name of a folder is no text: neither gradebook nor screen can take it.
        """
        students = sorted(path.parent.name for path in self.root.glob(f"submitted/*/{assignment}"))
        for student in students:
            if student != student.encode(errors="replace").decode():
                raise CourseError(
                    f"a folder in submitted/ has a name that is not UTF-8: {student!a}; rename it"
                )
        return students

    def notebooks(self, assignment: str) -> list[str]:
        """Return an assignment's notebooks, without ``.ipynb``: the one of its own name first."""
        paths = (self.root / "source" / assignment).glob("*.ipynb")
        return sorted((path.stem for path in paths), key=lambda name: (name != assignment, name))

    def generate_release(self, assignment: str) -> None:
        """Let nbgrader make ``release/<assignment>`` and enter the assignment in the gradebook.

        Raises
        ------
        CourseError
            With nbgrader's reason.
        """
        result = self.nbgrader.generate_assignment(assignment, force=True)
        check_not_interrupted(result)
        if not result["success"]:
            raise CourseError(f"nbgrader could not release {assignment}: {reason(result)}")

    def check_sandbox(self) -> None:
        """Start the sandbox that submissions are to run in.

        Raises
        ------
        CourseError
            If this machine does not give it, with what to do.
        """
        from autograder.sandbox.running import zygote
        from autograder.sandbox.zygote_process import SandboxError

        try:
            level = self.nbgrader.config.ExecuteInSandbox.get("isolation", "bubblewrap")
            zygote(level, [self.root])
        except SandboxError as error:
            raise CourseError(str(error)) from error

    def is_registered(self, assignment: str) -> bool:
        """Tell whether the gradebook knows the assignment and all of its notebooks."""
        from nbgrader.api import MissingEntry

        with self.nbgrader.gradebook as gradebook:
            try:
                known = {
                    notebook.name for notebook in gradebook.find_assignment(assignment).notebooks
                }
            except MissingEntry:
                return False
        return known >= set(self.notebooks(assignment))

    def autograde(self, assignment: str, student: str, notebook: str) -> dict:
        """Let nbgrader grade one notebook of a submission and return its result.

        In a run of its own, a notebook that breaks nbgrader costs the student's others nothing.

        Raises
        ------
        KeyboardInterrupt
            If that is what stopped nbgrader.
        """
        directory = self.nbgrader.coursedir
        before, directory.notebook_id = directory.notebook_id, notebook
        try:
            result = self.nbgrader.autograde(assignment, student)
        finally:
            directory.notebook_id = before
        check_not_interrupted(result)
        return result


def check_not_interrupted(result: dict) -> None:
    """Raise KeyboardInterrupt if that is what stopped nbgrader, which reports it as a failure."""
    if not result["success"] and "KeyboardInterrupt" in result.get("error", "").splitlines()[-1:]:
        raise KeyboardInterrupt


def reason(result: dict) -> str:
    """Return the line of an nbgrader result that says best why it failed.

    Parameters
    ----------
    result : what a method of NbGraderAPI returned, with ``success`` False.
    """
    text = f"{result.get('log', '')}\n{result.get('error', '')}"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    exceptions = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Exit)\b", line)]
    # The first exception is the cause; the last one is nbgrader's "please see the log above".
    return exceptions[0] if exceptions else (lines[-1] if lines else "no reason given")


def _open_nbgrader(root: Path, settings: dict) -> NbGraderAPI:
    # Importing nbgrader's applications takes seconds: only when there is work for them.
    from nbformat.warnings import MissingIDFieldWarning
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import DatabaseError, SAWarning
    from traitlets.config.loader import PyFileConfigLoader

    try:
        config = PyFileConfigLoader(CONFIG_NAME, path=str(root)).load_config()
    except Exception as error:  # it is a program: anything may go wrong in it
        raise CourseError(f"{CONFIG_NAME} fails: {type(error).__name__}: {error}") from error
    config.CourseDirectory.root = str(root)
    config.ExecuteInSandbox.update({k: v for k, v in settings.items() if v is not None})
    # nbgrader and recent SQLAlchemy disagree, harmlessly, on when a new submission is filed.
    warnings.filterwarnings("ignore", "Object of type <Submitted", SAWarning)
    # NbGraderAPI logs to the root logger; what matters is in the result of each call.
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    # Notebooks of other editors lack cell ids; nbformat adds them, and says so every time.
    warnings.filterwarnings("ignore", category=MissingIDFieldWarning)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    try:
        api.gradebook.close()
    except DatabaseError as error:
        raise CourseError(f"the gradebook cannot be read: {error.orig}") from error
    return api
