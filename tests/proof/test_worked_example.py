"""The README's worked example: what an author copies from there builds, and is proven."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```python\n# (\w[\w/]*\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {
    "assignments/statistics/standardize.py",
    "autograder/hidden_tests/standardize.py",
    "autograder/variants/standardize.py",
    "autograder/variants/standardize_inputs.py",
}
BUGGED = ("keeps_mean", "one_mean", "by_variance", "of_a_sample", "divides_by_zero", "in_place")
RIGHT = ("right_tiny", "right_loop")
WEAKENED = {
    "np.diff(X, axis=0) / X.std(axis=0)": "1",
    "np.diff(answer(X.copy()), axis=0)": "answer(X.copy()).std(axis=0)",
}
"""The line about the standard deviation, as the README says that it would not do."""


@pytest.fixture
def project(tmp_path):
    """A copy of the project in which the worked example is the only assignment."""
    blocks = dict(BLOCK.findall(README.read_text(encoding="utf-8")))
    assert blocks.keys() == FILES
    for room in ("autograder", "utils"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    for name, text in blocks.items():
        path = tmp_path / name
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def autograder(project, *arguments):
    """Run the command in a project, as its author would, and return exit code and output."""
    rooms = os.pathsep.join([str(project), str(project / "utils")])
    # A wide terminal, so that nothing is folded.
    environment = os.environ | {"PYTHONPATH": rooms, "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    return done.returncode, done.stdout


def shown_after(command):
    """The lines that the README shows after a command, without blanks at their ends."""
    block = README.read_text(encoding="utf-8").split(f"$ {command}\n")[1].split("```")[0]
    return [line.rstrip() for line in block.split("\n$ ")[0].split("\n") if line not in ("", "...")]


def missing(lines, output):
    """The lines that are not in an output, column by column."""
    said = {line.rstrip() for line in output.split("\n")}
    return [line for line in lines if line not in said]


def test_the_example_builds(project):
    code, output = autograder(project, "build", "statistics")

    assert code == 0, output
    assert shown_after("autograder build statistics") == ["Built source/ and release/."]
    assert missing(shown_after("autograder build statistics"), output) == []
    release = (project / "release" / "statistics" / "standardize.ipynb").read_text()
    assert "YOUR CODE HERE" in release
    assert "np.std(X" not in release
    assert "hidden_tests" not in release


def test_its_hidden_test_is_proven_and_prints_what_the_readme_shows(project):
    proof = ("variants", "statistics", "--mutants", "--pairs", "6", "--repeat", "2")
    code, output = autograder(project, *proof, "--html", "proof.html")

    assert code == 0, output
    page = (project / "proof.html").read_text(encoding="utf-8")
    assert not [name for name in (*BUGGED, *RIGHT) if name not in page]
    shown = shown_after("autograder variants statistics --mutants --html proof.html")
    assert len(shown) > 10
    assert missing(shown, output) == []


def test_a_weaker_line_lets_a_mutant_survive_and_the_command_says_which(project):
    path = project / "autograder" / "hidden_tests" / "standardize.py"
    text = path.read_text(encoding="utf-8")
    for old, new in WEAKENED.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")

    code, output = autograder(project, "variants", "statistics", "--mutants")

    assert code == 1
    survivor = r"survived: standardize, line \d+: X - mu  →  mu - X; it is not the reference on "
    assert len(re.findall(survivor + r"standardize\(array", output)) == 1


@pytest.mark.slow
def test_it_goes_through_the_pipeline(project):
    chosen = ("--only", "right_loop", "--only", "of_a_sample")
    code, output = autograder(project, "variants", "statistics", "--pipeline", *chosen)

    assert code == 0, output
    assert "2 of 2 got the marks they must get." in output
