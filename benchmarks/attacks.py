"""How many ways to cheat work under stock nbgrader, and under ours?

Baseline: nbgrader with its own preprocessors, each attack in a course of its own, behind walls
(bubblewrap, limits on memory and processes) that protect the machine and not the marks.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "attacks"), str(ROOT / "utils")]

from all_attacks import ALL, TOPICS  # noqa: E402
from attack import Attack  # noqa: E402
from campaign import HONEST, fingerprints, graded, write_course  # noqa: E402
from pages import Live  # noqa: E402
from vault_assignment import ASSIGNMENT, NOTEBOOK, SECRETS  # noqa: E402

PATIENCE = 60
"""Seconds after which a grader that hangs on one submission is given up."""
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 5
"""
LIMITS = ["prlimit", "--as=6000000000", "--nproc=600", "--fsize=200000000", "--core=0"]


def run(count: int = 1_000) -> Table:
    """Try every attack on both; ``count`` is how many of each topic."""
    names = [a.name for topic in TOPICS.values() for a in topic[:count]]
    with tempfile.TemporaryDirectory() as folder:
        stock = on_stock(Path(folder), [name for name in names if not ALL[name].too_dangerous])
    with tempfile.TemporaryDirectory() as folder:
        ours = on_ours(Path(folder), names)
    tried = [name for name in names if name in stock]
    wins = sum(stock[name] != "harmless" for name in tried)
    won = sum(ours[name] != "harmless" for name in names)
    title = (
        f"{wins} of {len(tried)} attacks succeed under stock nbgrader, "
        f"{won} of {len(names)} under ours"
    )
    table = Table(title=title, title_justify="left")
    for column in ("attack", "what it does", "stock nbgrader", "ours"):
        table.add_column(column)
    for name in names:
        untried = f"not tried: {ALL[name].too_dangerous}"
        table.add_row(name, ALL[name].tries, stock.get(name, untried), ours[name])
    return table


def on_ours(root: Path, names: list[str]) -> dict[str, str]:
    """Return attack → what it achieves under our pipeline."""
    course = write_course(root / "course", root / "authored")
    attacks, before = [ALL[name] for name in names], {}
    found, honest = {}, True
    for outcome in graded(course, attacks, honest_after=10):
        before = before or fingerprints(course.root)
        if outcome.student.startswith(HONEST):
            honest = honest and outcome.verdict.total == 25
            continue
        found[outcome.student] = summary(
            outcome.verdict.total,
            is_leaked=leaks(outcome.graded),
            is_changed=fingerprints(course.root) != before,
            survivors=len(outcome.survivors),
        )
    if not honest:
        raise RuntimeError("an honest student lost points")
    return found


def on_stock(root: Path, names: list[str]) -> dict[str, str]:
    """Return attack → what it achieves under stock nbgrader."""
    template = write_course(root / "template", root / "authored").root
    (template / "nbgrader_config.py").write_text(STOCK)
    release = template / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    for name in names:
        course = root / "courses" / name
        shutil.copytree(template, course)
        submitted = course / "submitted" / name / ASSIGNMENT
        shutil.copytree(release.parent, submitted)
        honest = course / "submitted" / f"{HONEST}_0" / ASSIGNMENT
        shutil.copytree(release.parent, honest)
        ALL[name].hand_in(release, submitted, course)
    found: dict[str, str] = {}
    while left := [name for name in names if name not in found]:
        for name, told in _behind_walls(root / "courses", left):
            found[name] = told
    return found


def summary(
    points: float, is_leaked: bool, is_changed: bool, survivors: int, more: str = ""
) -> str:
    """Say in words what an attack achieved."""
    told = [f"gains {points:g} points"] if points > 0 else []
    told += ["sees a hidden test"] if is_leaked else []
    told += ["writes into the course"] if is_changed else []
    told += ["leaves processes"] if survivors else []
    return ", ".join([*told, *filter(None, [more])]) or "harmless"


def leaks(notebook: str) -> bool:
    """Tell whether the outputs in a graded notebook have a secret in them."""
    cells = json.loads(notebook)["cells"] if notebook else []
    # A traceback of a test shows the test: stock nbgrader does that to honest students, too.
    shown = [
        json.dumps(output)
        for cell in cells
        for output in cell.get("outputs", [])
        if not (cell["metadata"].get("nbgrader", {}).get("grade") and "ename" in output)
    ]
    return any(secret in text for secret in SECRETS for text in shown)


def _behind_walls(courses: Path, names: list[str]) -> Iterator[tuple[str, str]]:
    """Grade one after the other until the grader dies or hangs; yield attack, what it achieved."""
    walls = ["bwrap", "--die-with-parent", "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev"]
    walls += ["--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/dev/shm"]
    walls += ["--bind", str(courses), str(courses), "--setenv", "HOME", "/tmp"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "utils")])
    walls += ["--setenv", "PYTHONPATH", path, "--chdir", str(ROOT), "--"]
    bin_folder = str(Path(sys.executable).parent)
    log = courses / "told.jsonl"
    log.write_text("")
    command = [*walls, *LIMITS, sys.executable, "-m", "benchmarks.attacks", str(courses), *names]
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    grader = subprocess.Popen(command, env=environment, start_new_session=True, **quiet)
    told, changed = 0, time.monotonic()
    try:
        while True:
            is_over = grader.poll() is not None
            lines = log.read_text().splitlines()
            if len(lines) > told:
                changed = time.monotonic()
            for line in lines[told:]:
                yield tuple(json.loads(line))
            told = len(lines)
            if told == len(names):
                return
            if is_over or time.monotonic() - changed > PATIENCE:
                yield names[told], "stops the grading of the class"
                return
            time.sleep(0.2)
    finally:
        grader.kill()
        grader.wait()


def _grade(courses: Path, names: list[str]) -> None:
    """Behind the walls: grade each in its course with stock nbgrader and write what came of it."""
    from autograder.course import Course

    for name in names:
        course = Course(courses / name)
        before = fingerprints(course.root)
        result = course.nbgrader.autograde(ASSIGNMENT, name)
        told = _achieved(course, ALL[name], before, result["success"])
        if "nbgrader update" in f"{result.get('error')}{result.get('log')}":
            # On what it takes for an old format nbgrader gives up, and on all who come after.
            told = "stops the grading of the class"
        with (courses / "told.jsonl").open("a") as log:
            log.write(json.dumps([name, told]) + "\n")


def _achieved(course, attack: Attack, before: dict[str, str], is_graded: bool) -> str:
    survivors = [path for path in Path("/proc").glob("[0-9]*") if _outlives(path)]
    for path in survivors:
        os.kill(int(path.name), 9)
    with course.nbgrader.gradebook as gradebook:
        points = gradebook.find_submission(ASSIGNMENT, attack.name).score
    notebook = course.root / "autograded" / attack.name / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    text = notebook.read_text() if notebook.exists() else ""
    alive = ""
    if is_graded and attack in TOPICS["feedback"]:
        course.nbgrader.generate_feedback(ASSIGNMENT, attack.name)
        page = course.root / "feedback" / attack.name / ASSIGNMENT / f"{NOTEBOOK}.html"
        found = Live(page.read_text()).found if page.exists() else {}
        alive = "runs a script on the page" * any("alert(1)" in each for each in found)
    changed = {
        name for name, digest in fingerprints(course.root).items() if before.get(name) != digest
    }
    return summary(points, leaks(text), bool(changed), len(survivors), alive)


def _outlives(path: Path) -> bool:
    """Tell whether a process is neither this one nor one that started it."""
    ours, pid = {1}, os.getpid()
    while pid > 1:
        ours.add(pid)
        pid = int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    try:
        state = (path / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return int(path.name) not in ours and state != "Z"


if __name__ == "__main__":
    _grade(Path(sys.argv[1]), sys.argv[2:])
