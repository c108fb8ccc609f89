"""The ``autograder`` command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli_tools import console, errors_in_words, fail, track
from autograder.cli_variants import variants

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="""Build assignments, grade a class, send feedback, and prove that the hidden tests work.

A term, from the folder that has `nbgrader_config.py` in it:

1. `autograder build` makes `release/<assignment>/`, which students get.
2. Collect their work as `submitted/<student>/<assignment>/<notebook>.ipynb`.
3. `autograder grade <assignment>` marks it and prints who got what.
4. `autograder feedback <assignment>` writes a page per student; `nbgrader export` the marks.

Never seen it? `autograder demo` does all of this on a sample class, in a folder of its own.
""",
)

CourseOption = Annotated[
    Path, typer.Option("--course", help="The course directory, with nbgrader_config.py in it.")
]
AssignmentArgument = Annotated[str, typer.Argument(help="A folder name in source/.")]


@app.command()
def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Folder names in assignments/; all unless told.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if source/ or release/ is stale.")
    ] = False,
    course: CourseOption = Path("."),
) -> None:
    """Make `source/` and `release/` from `assignments/`.

    Refuses, with file and line, what does not fit together: a test without points, a duplicate
    name, a solution region that never ends, a stub with another signature than its solution.
    """
    from autograder import build as rooms
    from autograder.course import Course

    with errors_in_words():
        known = rooms.authored_assignments()
        for name in assignments or known:
            if name not in known:
                fail(f"there is no assignments/{name}/; there are: {', '.join(known)}")
        stale = []
        opened = Course(course)
        if not known:
            fail("there is nothing to build: no assignments/<name>/<notebook>.py")
        for name in track(assignments or known, "checking" if check else "building"):
            if check:
                stale += rooms.stale_files(name, opened)
            else:
                rooms.build(name, opened)
        if stale:
            fail("these files are not what a build gives today; run `autograder build`:", *stale)
        console.print("Up to date." if check else "Built source/ and release/.")


IsolationOption = Annotated[
    str | None,
    typer.Option(
        "--isolation",
        help="How to keep student code apart: `bubblewrap`, the default, or only `process`.",
    ),
]


@app.command()
def grade(
    assignment: AssignmentArgument,
    students: Annotated[
        list[str] | None, typer.Option("--student", help="Only this one; may be repeated.")
    ] = None,
    course: CourseOption = Path("."),
    isolation: IsolationOption = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Draw the figures of each notebook, too.")
    ] = False,
) -> None:
    """Grade what is in `submitted/` with nbgrader and print student × item.

    Every submission is graded in a run of its own: one that is broken is named and explained, and
    costs nobody else anything. Marks go into nbgrader's gradebook, for formgrader and
    `nbgrader export`. Grading again replaces the automatic marks; manual ones stay.

    Student code runs in a sandbox: no network, no files but its own, limited time and memory. The
    tests run outside it. `autograder doctor` tells whether this machine has a sandbox; without
    one, `--isolation process` grades in a separate process only, which can read your files.
    """
    from autograder.course import Course

    with errors_in_words():
        _grade(Course(course, isolation, figures or None), assignment, students)


@app.command()
def doctor() -> None:
    """Tell how well this machine keeps student code apart, why, and how to raise it.

    Starts a sandbox and, inside it, one as each submission gets. Ends with exit code 1 if there
    is no sandbox here.
    """
    from autograder.sandbox.isolation import probe

    diagnosis = probe()
    console.print(str(diagnosis), markup=False, highlight=False, soft_wrap=True)
    if diagnosis.level == "bubblewrap":
        console.print(
            "Student code gets namespaces of its own, no network, none of your files, limited time "
            "and memory.",
            style="green",
        )
        return
    console.print(
        "Without a sandbox, `autograder grade --isolation process` runs student code in a process "
        "of its own, with limits; but it can read what you can read, and use the network.",
        style="yellow",
    )
    raise typer.Exit(1)


@app.command()
def feedback(assignment: AssignmentArgument, course: CourseOption = Path(".")) -> None:
    """Write a feedback page per student into `feedback/`.

    A submission that could not be graded gets a page too, with the reason and what to do.
    """
    from autograder.course import Course
    from autograder.grading.class_grading import read_verdicts

    with errors_in_words():
        opened = Course(course)
        verdicts = list(read_verdicts(opened, assignment))
        if not verdicts:
            fail(f"nothing submitted: there is no submitted/<student>/{assignment}/")
        _write_feedback(opened, assignment, verdicts)


app.command()(variants)


@app.command()
def demo(course: CourseOption = Path("demo_course")) -> None:
    """Grade a sample class in a scratch course directory and show where everything is.

    The class has handed in every assignment: from a right solution to a file that is no notebook.
    """
    from autograder.build import authored_assignments
    from autograder.demo import hand_in_sample_class, new_demo_course
    from autograder.sandbox.isolation import probe

    with errors_in_words():
        level = probe().level
        opened = new_demo_course(course, level)
        if level != "bubblewrap":
            console.print(
                f"There is no sandbox on this machine ({probe().reason}). The sample class is "
                "ours, and is graded without one.",
                style="yellow",
            )
        assignments = authored_assignments()
        for assignment in track(assignments, "building"):
            hand_in_sample_class(opened, assignment)
        for assignment in assignments:
            _write_feedback(opened, assignment, _grade(opened, assignment, None))
        console.print(
            f"This demo's course directory is {opened.root}. In it:", soft_wrap=True, markup=False
        )
        console.print("  submitted/    what the class handed in")
        console.print("  autograded/   their notebooks as they were run")
        console.print("  feedback/     a page per student and notebook")
        console.print("  gradebook.db  the marks; `nbgrader export` makes a table of them")


def _grade(course, assignment: str, students: list[str] | None) -> list:
    from autograder.grading.class_grading import grade_class, max_scores
    from autograder.tables import class_tables

    total = len(students or course.students(assignment))
    graded = grade_class(course, assignment, students)
    verdicts = list(track(graded, f"grading {assignment}", total))
    console.print(*class_tables(assignment, verdicts, max_scores(course, assignment)), sep="\n")
    for verdict in verdicts:
        faults = [verdict.fault] if verdict.fault else verdict.faults.values()
        for fault in faults:
            console.print(f"[red]{escape(verdict.student)}[/]: {escape(fault)}")
        if verdict.note:
            console.print(f"[yellow]{escape(verdict.student)}[/]: {escape(verdict.note)}")
    return verdicts


def _write_feedback(course, assignment: str, verdicts: list) -> None:
    from autograder.grading.feedback import write_feedback

    pages = []
    for verdict in track(verdicts, "writing feedback"):
        pages += write_feedback(course, assignment, verdict)
    console.print(f"{len(pages)} feedback pages, for instance:")
    for page in pages[:3]:
        console.print(f"  {page}", soft_wrap=True, highlight=False, markup=False)
