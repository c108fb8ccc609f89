"""Grading a class of attackers with honest students among them, and watching what happens."""

import hashlib
import os
import resource
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import vault_assignment
from attack import LEFT_BEHIND, SURVIVOR, Attack
from vault_assignment import ASSIGNMENT, NOTEBOOK

import autograder.build
from autograder.build import build, new_course
from autograder.course import Course
from autograder.grading.class_grading import Verdict, grade_class
from autograder.grading.feedback import write_feedback
from autograder.variants.submissions import hand_in, reference_submission

SECONDS = 2
"""The time limit of a cell, or a call, in this class."""
HONEST = "honest"
GRADED_INTO = ("autograded", "feedback", "gradebook.db", ".autograder/faults")
PLACES = ("/tmp", "/dev/shm", "/var/tmp", "/", "/tmp/work", os.path.expanduser("~"))


@dataclass
class Outcome:
    """What came of one submission, and what was seen when it was graded."""

    student: str
    verdict: Verdict
    page: str
    """The feedback page, if one was asked for."""
    graded: str
    """The graded notebook, as it lies on the disk; empty if there is none."""
    survivors: list[str]
    """Names of processes that are there, and were not before."""
    seconds: float
    megabytes: float
    """By which the most memory that the grader ever used has grown."""


def write_course(root: Path, authored: Path) -> Course:
    """Build a course with the vault in it.

    Parameters
    ----------
    root : where. authored : a folder for the assignment's text.
    """
    vault_assignment.write(authored)
    kept, autograder.build.AUTHORED = autograder.build.AUTHORED, authored
    try:
        course = new_course(root)
        with (root / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.ExecuteInSandbox.timeout = {SECONDS}\n")
            config.write(f"c.ExecuteInSandbox.timeout_in_all = {10 * SECONDS}\n")
        build(ASSIGNMENT, course)
    finally:
        autograder.build.AUTHORED = kept
    return course


def hand_in_attack(course: Course, attack: Attack) -> None:
    """Let a student of the attack's name hand it in."""
    folder = hand_in(course, ASSIGNMENT, attack.name, {})
    attack.hand_in(course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", folder, course.root)


def graded(
    course: Course, attacks: Iterable[Attack], honest_after: int = 1, pages: Collection[str] = ()
) -> Iterator[Outcome]:
    """Grade attacks with honest students among them, and yield what came of each.

    Parameters
    ----------
    course : with the vault in it. attacks : each is handed in by a student of its name.
    honest_after : so many attacks comes an honest student, and one at the end.
    pages : the attacks for which a feedback page is made; it takes as long as grading.
    """
    reference = nbformat.writes(reference_submission(course, ASSIGNMENT, NOTEBOOK))
    students = []
    for number, attack in enumerate(attacks, 1):
        hand_in_attack(course, attack)
        students.append(attack.name)
        if number % honest_after == 0:
            students.append(f"{HONEST}_{attack.name}")
    students.append(f"{HONEST}_{len(students)}")
    for student in students:
        if student.startswith(HONEST):
            hand_in(course, ASSIGNMENT, student, {NOTEBOOK: reference})
    # The first one starts the sandbox: what runs after it is there to stay.
    hand_in(course, ASSIGNMENT, f"{HONEST}_0", {NOTEBOOK: reference})
    list(grade_class(course, ASSIGNMENT, [f"{HONEST}_0"]))
    before, memory = processes(), most_memory()
    start = time.monotonic()
    for verdict in grade_class(course, ASSIGNMENT, students):
        survivors = sorted((processes() - before) | named_survivors())
        wanted = verdict.student in pages
        written = write_feedback(course, ASSIGNMENT, verdict) if wanted else []
        notebook = course.root / "autograded" / verdict.student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        yield Outcome(
            verdict.student,
            verdict,
            "".join(page.read_text(encoding="utf-8") for page in written),
            notebook.read_text(encoding="utf-8") if notebook.exists() else "",
            survivors,
            time.monotonic() - start,
            most_memory() - memory,
        )
        start, memory = time.monotonic(), most_memory()


def fingerprints(root: Path) -> dict[str, str]:
    """Return a digest of each file of a course that grading has no business to change."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(root).as_posix()).startswith(GRADED_INTO)
    }


def left_behind() -> list[str]:
    """Return what attacks have left in places that others look at."""
    return [str(path) for place in PLACES for path in Path(place).glob(f"{LEFT_BEHIND}*")]


def processes() -> set[str]:
    """Return the processes that this one has started, directly or not."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().partition("(")[2].rpartition(")")
        except OSError:  # it has ended meanwhile
            continue
        parents[int(folder.name)], names[int(folder.name)] = int(rest.split()[1]), name
    ours, last = {os.getpid()}, set()
    while ours != last:
        ours, last = ours | {pid for pid, parent in parents.items() if parent in ours}, ours
    return {f"{names[pid]} ({pid})" for pid in ours - {os.getpid()}}


def named_survivors() -> set[str]:
    """Return processes that call themselves survivors, whoever is their parent by now."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/comm"):
        try:
            if path.read_text().strip() == SURVIVOR:
                found.add(f"{SURVIVOR} ({path.parent.name})")
        except OSError:
            continue
    return found


def most_memory() -> float:
    """Return the megabytes that this process has used at the most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
