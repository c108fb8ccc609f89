"""Grading a class with nbgrader, one submission at a time, whatever the submissions are like."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Course, CourseError, reason
from autograder.grading.reading import Unreadable
from autograder.grading.submission import (
    at_its_place,
    find_obstacle,
    find_strangers,
    printable,
)

Points = dict[str, dict[str, float]]
"""Notebook → graded item → points. Two notebooks may have items of the same name."""


@dataclass
class Verdict:
    """What came of grading one student's submission."""

    student: str
    scores: Points = field(default_factory=dict)
    """Points of the notebooks that could be graded."""
    faults: dict[str, str] = field(default_factory=dict)
    """Why the other notebooks could not be graded, a sentence each."""
    note: str | None = None
    """What the instructor should know of what was graded."""

    @property
    def total(self) -> float:
        """Return the points in all; a notebook that could not be graded has none."""
        return sum(sum(items.values()) for items in self.scores.values())

    @property
    def fault(self) -> str | None:
        """Return why nothing of it could be graded; None if something was."""
        if self.scores:
            return None
        return " ".join(dict.fromkeys(self.faults.values())) or None


def max_scores(course: Course, assignment: str) -> Points:
    """Return what each graded item of an assignment is worth, in the notebooks' order."""
    with course.nbgrader.gradebook as gradebook:
        by_notebook = {
            notebook.name: {item_name(cell.name): cell.max_score for cell in notebook.grade_cells}
            for notebook in gradebook.find_assignment(assignment).notebooks
        }
    return {notebook: by_notebook[notebook] for notebook in course.notebooks(assignment)}


def item_name(grade_id: str) -> str:
    """Return the name of the graded item that a test cell belongs to."""
    return grade_id.removeprefix("test_")


def grade_class(
    course: Course, assignment: str, students: Sequence[str] | None = None
) -> Iterator[Verdict]:
    """Grade submissions one after the other and yield a verdict on each.

    Each notebook is graded by nbgrader in a run of its own, so that one that breaks nbgrader, or
    makes it give up on the batch, costs nobody else anything, nor the student's other notebooks.
    A mark from an earlier run is forgotten first: if grading fails this time, the gradebook says
    so.

    Parameters
    ----------
    course : its ``submitted/`` holds the work, its gradebook gets the marks.
    assignment : which assignment. students : whose; everybody's unless told.

    Raises
    ------
    CourseError
        If the assignment is not there, or nobody handed anything in.
    """
    if assignment not in course.assignments():
        known = ", ".join(course.assignments()) or "none"
        raise CourseError(f"there is no assignment {assignment!r} in source/; there are: {known}")
    missing = set(students or []) - set(course.students(assignment))
    if missing:
        raise CourseError(f"nothing submitted for {assignment} by {', '.join(sorted(missing))}")
    if not course.students(assignment):
        raise CourseError(f"nothing submitted: there is no submitted/<student>/{assignment}/")
    if not course.is_registered(assignment):
        course.generate_release(assignment)
    course.check_sandbox()
    for student in students or course.students(assignment):
        yield grade_submission(course, assignment, student)


def grade_submission(course: Course, assignment: str, student: str) -> Verdict:
    """Grade one submission; see :func:`grade_class`."""
    _forget(course, assignment, student)
    try:
        verdict = _grade(course, assignment, student)
    except (CourseError, KeyboardInterrupt):
        raise
    except Exception as error:  # whatever it is that a submission can do: the class goes on
        fault = f"It could not be graded ({type(error).__name__}: {error})."
        verdict = Verdict(student, faults=dict.fromkeys(course.notebooks(assignment), fault))
    # They name files, and the names of files may be anything: also what no terminal can show.
    verdict.faults = {notebook: printable(fault) for notebook, fault in verdict.faults.items()}
    verdict.note = verdict.note and printable(verdict.note)
    _keep_faults(course, assignment, verdict)
    return verdict


def _grade(course: Course, assignment: str, student: str) -> Verdict:
    folder = course.root / "submitted" / student / assignment
    source = course.root / "source" / assignment
    notebooks = course.notebooks(assignment)
    obstacle = find_obstacle(folder, source) or _find_no_time(course, folder)
    if obstacle:
        return Verdict(student, faults=dict.fromkeys(notebooks, obstacle))
    verdict, notes = Verdict(student), []
    for notebook in notebooks:
        try:
            with at_its_place(folder, notebook, source) as found:
                notes += found
                result = course.autograde(assignment, student, notebook)
        except Unreadable as error:
            verdict.faults[notebook] = f"{notebook}.ipynb {error}"
            continue
        except OSError as error:  # it may be locked, and its folder, too
            why = f"{error.strerror}: {error.filename}"
            verdict.faults[notebook] = f"{notebook}.ipynb could not be opened ({why})."
            continue
        marks = _read_marks(course, assignment, student)[notebook]
        open_marks = [item for item, points in marks.items() if points is None]
        if not result["success"]:
            verdict.faults[notebook] = f"nbgrader gave up on {notebook}.ipynb: {reason(result)}"
        elif open_marks:
            no_mark = f"{notebook}.ipynb got no mark for {', '.join(open_marks)}."
            verdict.faults[notebook] = no_mark
        else:
            verdict.scores[notebook] = marks
    notes.append(find_strangers(folder, source))
    verdict.note = " ".join(dict.fromkeys(filter(None, notes))) or None
    return verdict


def _find_no_time(course: Course, folder: Path) -> str | None:
    """Say in a sentence that nbgrader cannot tell when a submission was handed in, or None."""
    try:
        course.nbgrader.coursedir.get_existing_timestamp(str(folder))
    except Exception:  # an AttributeError above all: nbgrader stumbles over its own complaint
        return "timestamp.txt does not hold a time; remove it, or write one in it."
    return None


def read_verdicts(course: Course, assignment: str) -> Iterator[Verdict]:
    """Yield what came of grading earlier, as the gradebook has it."""
    for student in course.students(assignment):
        graded = course.root / "autograded" / student / assignment
        kept = _fault_path(course, assignment, student)
        verdict = Verdict(student)
        if kept.exists():
            verdict.faults = json.loads(kept.read_text(encoding="utf-8"))
        for notebook in course.notebooks(assignment):
            if notebook in verdict.faults:
                continue
            if (graded / f"{notebook}.ipynb").exists():
                marks = _read_marks(course, assignment, student)[notebook]
                verdict.scores[notebook] = {item: points or 0 for item, points in marks.items()}
            else:
                verdict.faults[notebook] = f"{notebook}.ipynb has not been graded."
        yield verdict


def _keep_faults(course: Course, assignment: str, verdict: Verdict) -> None:
    """Remember why grading failed: nbgrader only remembers that there is no mark."""
    path = _fault_path(course, assignment, verdict.student)
    path.unlink(missing_ok=True)
    if verdict.faults:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(verdict.faults), encoding="utf-8")


def _fault_path(course: Course, assignment: str, student: str) -> Path:
    return course.root / ".autograder" / "faults" / assignment / f"{student}.json"


def _forget(course: Course, assignment: str, student: str) -> None:
    """Enter the submission with every automatic mark open, and remove what was graded before."""
    with course.nbgrader.gradebook as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(assignment, student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
        gradebook.db.commit()
    shutil.rmtree(course.root / "autograded" / student / assignment, ignore_errors=True)


def _read_marks(
    course: Course, assignment: str, student: str
) -> dict[str, dict[str, float | None]]:
    """Return notebook → item → points, None where there is no automatic mark."""
    with course.nbgrader.gradebook as gradebook:
        return {
            notebook.name: {
                item_name(grade.name): None if grade.auto_score is None else grade.score
                for grade in notebook.grades
            }
            for notebook in gradebook.find_submission(assignment, student).notebooks
        }
