"""Grading a class with nbgrader, one submission at a time, whatever the submissions are like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Course, CourseError, check_not_interrupted, reason
from autograder.grading.submission import (
    find_fault,
    find_obstacle,
    find_strangers,
    grade_ids,
)


@dataclass
class Verdict:
    """What came of grading one student's submission."""

    student: str
    scores: dict[str, float] = field(default_factory=dict)
    """Points per graded item; empty if the submission could not be graded."""
    fault: str | None = None
    """Why it could not be graded, in a sentence."""
    note: str | None = None
    """What the instructor should know of a graded submission, in a sentence."""

    @property
    def total(self) -> float:
        """Return the points in all."""
        return sum(self.scores.values())


def max_scores(course: Course, assignment: str) -> dict[str, float]:
    """Return what each graded item of an assignment is worth, in the notebook's order."""
    with course.nbgrader.gradebook as gradebook:
        notebooks = gradebook.find_assignment(assignment).notebooks
        by_notebook = {
            notebook.name: {cell.name: cell.max_score for cell in notebook.grade_cells}
            for notebook in notebooks
        }
    return {
        item_name(cell): points
        for name in sorted(by_notebook)
        for cell, points in by_notebook[name].items()
    }


def item_name(grade_id: str) -> str:
    """Return the name of the graded item that a test cell belongs to."""
    return grade_id.removeprefix("test_")


def grade_class(
    course: Course, assignment: str, students: Sequence[str] | None = None
) -> Iterator[Verdict]:
    """Grade submissions one after the other and yield a verdict on each.

    Each is graded by nbgrader in a run of its own, so that a submission that breaks nbgrader, or
    makes it give up on the batch, costs nobody else anything. A mark from an earlier run is
    forgotten first: if grading fails this time, the gradebook says so.

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
    for student in students or course.students(assignment):
        yield grade_submission(course, assignment, student)


def grade_submission(course: Course, assignment: str, student: str) -> Verdict:
    """Grade one submission; see :func:`grade_class`."""
    _forget_marks(course, assignment, student)
    verdict = _grade(course, assignment, student)
    _keep_fault(course, assignment, verdict)
    return verdict


def _grade(course: Course, assignment: str, student: str) -> Verdict:
    folder = course.root / "submitted" / student / assignment
    if obstacle := find_obstacle(folder):
        return Verdict(student, fault=obstacle)
    result = course.nbgrader.autograde(assignment, student)
    check_not_interrupted(result)
    fault = _find_first_fault(course, assignment, folder)
    if not result["success"]:
        return Verdict(student, fault=fault or f"nbgrader gave up: {reason(result)}")
    scores = _read_marks(course, assignment, student)
    if None in scores.values():
        unmarked = [item for item, score in scores.items() if score is None]
        return Verdict(student, fault=fault or f"no mark for {', '.join(unmarked)}")
    strangers = find_strangers(folder, course.root / "source" / assignment)
    return Verdict(student, scores, note=fault or strangers)


def read_verdicts(course: Course, assignment: str) -> Iterator[Verdict]:
    """Yield what came of grading earlier: the reason where it failed, without the scores."""
    for student in course.students(assignment):
        graded = course.root / "autograded" / student / assignment
        kept = _fault_path(course, assignment, student)
        if kept.exists():
            yield Verdict(student, fault=kept.read_text(encoding="utf-8"))
        elif any(graded.glob("*.ipynb")):
            yield Verdict(student)
        else:
            yield Verdict(student, fault="It has not been graded.")


def _keep_fault(course: Course, assignment: str, verdict: Verdict) -> None:
    """Remember why grading failed: nbgrader only remembers that there is no mark."""
    path = _fault_path(course, assignment, verdict.student)
    path.unlink(missing_ok=True)
    if verdict.fault:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(verdict.fault, encoding="utf-8")


def _fault_path(course: Course, assignment: str, student: str) -> Path:
    return course.root / ".autograder" / "faults" / assignment / f"{student}.txt"


def _find_first_fault(course: Course, assignment: str, folder: Path) -> str | None:
    for notebook in course.notebooks(assignment):
        source = course.root / "source" / assignment / f"{notebook}.ipynb"
        if fault := find_fault(folder, notebook, grade_ids(source)):
            return fault
    return None


def _forget_marks(course: Course, assignment: str, student: str) -> None:
    """Enter the submission in the gradebook with every automatic mark open."""
    with course.nbgrader.gradebook as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(assignment, student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
        gradebook.db.commit()


def _read_marks(course: Course, assignment: str, student: str) -> dict[str, float | None]:
    with course.nbgrader.gradebook as gradebook:
        notebooks = gradebook.find_submission(assignment, student).notebooks
        return {
            item_name(grade.name): None if grade.auto_score is None else grade.score
            for notebook in notebooks
            for grade in notebook.grades
        }
