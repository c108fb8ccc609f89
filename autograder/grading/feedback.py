"""Feedback pages: nbgrader's own for a graded notebook, a plain one where there is none."""

import shutil
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape

from autograder.course import Course, check_not_interrupted, reason
from autograder.grading.class_grading import Verdict


def write_feedback(course: Course, assignment: str, verdict: Verdict) -> list[Path]:
    """Write the feedback pages for one student and return their paths.

    Parameters
    ----------
    course : where to: ``feedback/<student>/<assignment>/``. Pages of an earlier run are removed.
    assignment : which assignment. verdict : what came of grading it.
    """
    folder = course.root / "feedback" / verdict.student / assignment
    shutil.rmtree(folder, ignore_errors=True)
    faults = dict(verdict.faults)
    if verdict.scores:
        result = course.nbgrader.generate_feedback(assignment, verdict.student)
        check_not_interrupted(result)
        if not result["success"]:
            fault = f"The feedback page could not be made: {reason(result)}"
            faults |= dict.fromkeys(verdict.scores, fault)
    folder.mkdir(parents=True, exist_ok=True)
    for notebook, fault in faults.items():
        page = _ungraded_page(assignment, notebook, verdict.student, fault)
        (folder / f"{notebook}.html").write_text(page, encoding="utf-8")
    return sorted(folder.glob("*.html"))


def _ungraded_page(assignment: str, notebook: str, student: str, fault: str) -> str:
    environment = Environment(
        loader=PackageLoader("autograder", "grading"), autoescape=select_autoescape(["j2"])
    )
    template = environment.get_template("ungraded.html.j2")
    return template.render(assignment=assignment, notebook=notebook, student=student, fault=fault)
