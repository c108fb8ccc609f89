"""The autograder command: what it prints, and errors in words."""

import re
import shutil

import pytest
from conftest import ASSIGNMENT
from typer.testing import CliRunner

import autograder.build
from autograder.cli import app


def run(*arguments):
    # A wide terminal, so that nothing is folded.
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.mark.parametrize("command", ["build", "grade", "feedback", "variants", "demo"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")

    assert result.exit_code == 0
    assert len(result.output) > 300


def test_the_demo_grades_the_sample_class(tmp_path):
    result = run("demo", "--course", str(tmp_path / "demo"))

    assert result.exit_code == 0, result.output
    rows = {}
    for line in result.output.splitlines():
        cells = [cell.strip() for cell in re.split("[│┃]", line)[1:-1]]
        if len(cells) == 7 and re.fullmatch(r"\w+", cells[0]):
            rows[cells[0]] = cells[1:]
    assert rows.pop("student") == ["(10)", "(10)", "(20)", "(30)", "(30)", "(100)"]
    assert rows == {
        "reference": ["10", "10", "20", "30", "30", "100"],
        "planted_bugs_left": ["10", "10", "20", "30", "0", "70"],
        "half_fixed": ["10", "10", "20", "30", "19", "89"],
        "raises": ["10", "10", "20", "0", "30", "70"],
        "loops_forever": ["10", "10", "0", "30", "30", "80"],
        "untouched": ["0", "0", "0", "0", "0", "0"],
        "not_json": ["—", "—", "—", "—", "—", "not graded"],
    }
    assert "not_json: gradient_checking.ipynb is not a notebook" in result.output
    pages = list((tmp_path / "demo" / "feedback").rglob("*.html"))
    assert len(pages) == 7


def test_the_demo_does_not_touch_a_folder_that_is_not_its_own(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")

    result = run("demo", "--course", str(tmp_path))

    assert result.exit_code == 1
    assert "is not a demo course" in result.output
    assert (tmp_path / "thesis.tex").exists()


def test_build_check_fails_on_a_stale_release(course):
    assert run("build", "--check", "--course", str(course.root)).exit_code == 0
    (course.root / "release" / ASSIGNMENT / "gc_utils.py").write_text("# stale\n")

    result = run("build", "--check", "--course", str(course.root))

    assert result.exit_code == 1
    assert f"release/{ASSIGNMENT}/gc_utils.py" in result.output


def test_build_tells_an_author_the_file_and_the_line(tmp_path, course, monkeypatch):
    authored = tmp_path / "assignments"
    shutil.copytree(autograder.build.AUTHORED, authored)
    notebook = authored / ASSIGNMENT / f"{ASSIGNMENT}.py"
    text = notebook.read_text().replace('test="gradient_check" points=20', 'test="gradient_check"')
    notebook.write_text(text)
    monkeypatch.setattr(autograder.build, "AUTHORED", authored)

    result = run("build", "--course", str(course.root))

    line = text[: text.index('# %% test="gradient_check"\n')].count("\n") + 1
    assert result.exit_code == 1
    assert f"{notebook}:{line}: a test needs points" in result.output


def test_a_broken_course_is_said_in_a_sentence(tmp_path):
    config = tmp_path / "nbgrader_config.py"
    for text, gradebook, words in [
        ("1 / 0", b"", "nbgrader_config.py fails: ZeroDivisionError"),
        ("c = get_config()", b"not a database" * 100, "the gradebook cannot be read"),
    ]:
        config.write_text(text)
        (tmp_path / "gradebook.db").write_bytes(gradebook)
        (tmp_path / "source" / ASSIGNMENT).mkdir(parents=True, exist_ok=True)
        (tmp_path / "submitted" / "ada" / ASSIGNMENT).mkdir(parents=True, exist_ok=True)

        result = run("grade", ASSIGNMENT, "--course", str(tmp_path))

        assert result.exit_code == 1
        assert words in result.output


def test_a_demo_in_the_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    result = run("demo", "--course", str(tmp_path / "file"))

    assert result.exit_code == 1
    assert "is a file" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grade", "gradient_checking"], "is not a course directory"),
        (["feedback", "gradient_checking"], "is not a course directory"),
        (["build", "nonsense"], "there is no assignments/nonsense/"),
        (["variants", "nonsense"], "there is no assignments/nonsense/"),
        (["variants", "gradient_checking", "--only", "nobody"], "there is no variant nobody"),
    ],
)
def test_what_a_user_can_mend_is_said_in_a_sentence(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = run(*arguments)

    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output
