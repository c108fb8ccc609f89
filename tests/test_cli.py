"""The autograder command: what it prints, and errors in words."""

import re
import shutil

import pytest
import tiny_assignment
from conftest import ASSIGNMENT, NOTEBOOK
from typer.testing import CliRunner

import autograder.build
from autograder.build import AUTHORED
from autograder.cli import app
from autograder.proof import notebooks, proving
from autograder.proof.notebooks import NOTEBOOKS
from autograder.proof.result import MARKS, Proof
from autograder.variants import pipeline
from autograder.variants.pipeline import Outcome
from autograder.variants.variant import edited


def run(*arguments):
    # A wide terminal, so that nothing is folded.
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200", "NO_COLOR": "1"})


def run_demo(folder):
    """Return what the demo prints, and its course directory."""
    result = run("demo", "--course", str(folder / "demo"))
    assert result.exit_code == 0, result.output
    return result.output, folder / "demo"


@pytest.fixture(scope="module")
def graded_demo(tmp_path_factory):
    """What the demo of all assignments printed, and its course directory."""
    return run_demo(tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize("command", ["build", "grade", "feedback", "variants", "demo"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")

    assert result.exit_code == 0
    assert len(result.output) > 300


def tables_in(output):
    """The rows of each table, student → cells, by the title above it."""
    tables, title = {}, ""
    for line in output.splitlines():
        cells = [cell.strip() for cell in re.split("[│┃]", line)[1:-1]]
        if cells and re.fullmatch(r"\w+", cells[0]):
            tables.setdefault(title, {})[cells[0]] = cells[1:]
        elif re.fullmatch(r"\w+(: all notebooks)?", line.strip()):
            title = line.strip()
    return tables


def test_the_demo_grades_the_sample_class(tmp_path, monkeypatch):
    authored = shutil.copytree(AUTHORED / ASSIGNMENT, tmp_path / "assignments" / ASSIGNMENT)
    for path in set(authored.glob("*.py")) - {authored / f"{NOTEBOOK}.py"}:
        path.unlink()
    monkeypatch.setattr(autograder.build, "AUTHORED", authored.parent)

    output, course = run_demo(tmp_path)

    rows = tables_in(output)["gradient_checking"]
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
    assert "not_json: gradient_checking.ipynb is not JSON" in output
    assert len(list((course / "feedback").rglob("*.html"))) == 7


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_demo_shows_full_partial_and_no_credit_in_every_notebook(graded_demo, notebook):
    output, course = graded_demo
    rows = tables_in(output)[notebook]

    full = float(rows["student"][-1].strip("()"))
    assert float(rows["reference"][-1]) == full
    assert 0 < float(rows["planted_bugs_left"][-1]) < float(rows["half_fixed"][-1]) < full
    assert 0 < float(rows["raises"][-1]) < full
    assert float(rows["untouched"][-1]) == 0
    assert rows["not_json"][-1] == "not graded"
    assert len(list((course / "feedback").rglob(f"{notebook}.html"))) == 7


def test_the_demo_does_not_touch_a_folder_that_is_not_its_own(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")

    result = run("demo", "--course", str(tmp_path))

    assert result.exit_code == 1
    assert "is not a demo course" in result.output
    assert (tmp_path / "thesis.tex").exists()


def test_build_check_fails_on_a_stale_release(tiny_course):
    course = tiny_course.root
    assert run("build", "--check", "--course", str(course)).exit_code == 0
    (course / "release" / "tiny" / "tiny.ipynb").write_text("{}")

    result = run("build", "--check", "--course", str(course))

    assert result.exit_code == 1
    assert "release/tiny/tiny.ipynb" in result.output


def test_build_tells_an_author_the_file_and_the_line(tiny_course):
    notebook = autograder.build.AUTHORED / "tiny" / "another.py"
    text = notebook.read_text().replace('test="triple" points=2', 'test="triple"')
    notebook.write_text(text)

    result = run("build", "--course", str(tiny_course.root))

    line = text[: text.index('# %% test="triple"\n')].count("\n") + 1
    assert result.exit_code == 1
    assert f"{notebook}:{line}: a test needs points" in result.output


def test_variants_are_told_notebook_by_notebook(tmp_path, monkeypatch):
    tiny_assignment.write(tmp_path)
    monkeypatch.setattr(autograder.build, "AUTHORED", tmp_path)
    right = edited("right", "adds", "double", "2 * x", "x + x")
    wrong = edited("wrong", "is said to be right", "double", "2 * x", "x + 1")
    catalogues = {"tiny": [wrong, right], "another": [right]}
    monkeypatch.setattr(notebooks, "variants_of", catalogues.get)
    monkeypatch.setattr(pipeline, "run_variants", pretend_to_run)

    both = run("variants", "tiny", "--pipeline")
    one = run("variants", "tiny", "--pipeline", "--notebook", "another")

    assert both.exit_code == 1
    assert "Variants of another" in both.output
    assert "1 of 1 got the marks they must get." in both.output
    assert "1 of 2 got the marks they must get." in both.output
    assert one.exit_code == 0
    assert "Variants of tiny" not in one.output
    assert run("variants", "tiny", "--pipeline", "--only", "right").exit_code == 0


def test_the_proof_of_some_variants_is_printed_and_written(tmp_path):
    page = tmp_path / "proof.html"
    names = ["--only", "dW2_times_2", "--only", "right_m_folded", "--only", "db1_times_4"]

    result = run("variants", ASSIGNMENT, *names, "--pairs", "2", "--repeat", "2", "--html", page)

    assert result.exit_code == 0, result.output
    assert "db1_times_4" in result.output
    assert "✓ Of 1 pair of bugs none costs more than is allowed; 1 costs more" in result.output
    assert "On 2 fresh draws of the hidden inputs 4 solutions got no verdict other" in result.output
    assert "right_m_folded" in page.read_text(encoding="utf-8")


def test_a_bug_that_gets_away_fails_the_proof(monkeypatch):
    tests = notebooks.hidden_tests(NOTEBOOK)
    monkeypatch.setattr(tests, "backward_propagation_n", lambda student, seed=None: 30.0)

    result = run("variants", ASSIGNMENT, "--only", "dW2_times_2")

    assert result.exit_code == 1
    assert result.output.count("dW2_times_2 (dW2 is still doubled) got 30 points") == 1


def test_the_counts_of_hidden_tests_with_a_hole_are_not_written(tmp_path, monkeypatch):
    readme = tmp_path / "README.md"
    readme.write_text("\n".join(MARKS))
    hole = Proof(NOTEBOOK, [], gaps=["there is no wrong solution"])
    monkeypatch.setattr(proving, "prove", lambda *_, **__: hole)

    result = run("variants", "--mutants", "--readme", readme)

    assert result.exit_code == 1
    assert "README.md is left as it was" in result.output
    assert readme.read_text() == "\n".join(MARKS)


def test_a_catalogue_with_nothing_in_it_fails_the_proof(monkeypatch):
    monkeypatch.setattr(notebooks, "variants_of", lambda notebook: [])

    result = run("variants", "--notebook", NOTEBOOK)

    assert result.exit_code == 1
    assert "there is no wrong solution of gradient_check_n" in result.output
    assert "there is no right solution of gradient_check_n" in result.output


def pretend_to_run(assignment, notebook, variants):
    for variant in variants:
        yield Outcome(variant, {"double": 3}, {"double": 3 if variant.name == "right" else 0})


@pytest.mark.parametrize("option", ["--pairs", "--repeat"])
def test_what_is_asked_for_less_than_never_is_refused(option):
    result = run("variants", "--only", "dW2_times_2", option, "-1")

    assert result.exit_code == 2
    assert f"Invalid value for '{option}'" in result.output


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
        (["variants", ASSIGNMENT, "--notebook", NOTEBOOK, "--only", "x"], "there is no variant x"),
        (["variants", "gradient_checking", "--notebook", "x"], "there is no notebook x in it"),
        (["variants", "--readme", "x"], "--readme needs --mutants"),
        (["variants", "--mutants", "--readme", "x", "--notebook", NOTEBOOK], "all notebooks"),
        (["variants", "--pipeline", "--mutants", "--pairs", "3"], "leave out --mutants, --pairs"),
        (["variants", "--pipeline", "--html", "x", "--repeat", "3"], "out --repeat, --html"),
        (["variants", "--pipeline", "--readme", "x"], "leave out --readme"),
    ],
)
def test_what_a_user_can_mend_is_said_in_a_sentence(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = run(*arguments)

    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output
