"""assignments → source → release: the same bytes every time, and nothing leaks."""

import ast
import functools
import re
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from conftest import ASSIGNMENT, NOTEBOOK, ROOT
from nbclient import NotebookClient
from nbgrader.validator import Validator

from autograder.build import (
    AUTHORED,
    authored_assignments,
    build,
    new_course,
    regions,
    stale_files,
)
from autograder.build.problems import BuildError
from autograder.build.source import build_source
from autograder.course import Course, CourseError
from autograder.proof import notebooks

SLOW = {"deep_network", "initialization", "regularization"}
"""Notebooks that take more than twenty seconds to run."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of an assignment in source/ or release/, built today. Tests must not change it."""
    course, done = new_course(tmp_path_factory.mktemp("everything")), set()

    def folder(room, assignment):
        if assignment not in done:
            build(assignment, course)
            done.add(assignment)
        return course.root / room / assignment

    return folder


def files_in(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_building_twice_gives_the_same_bytes(built_course, tmp_path):
    again = new_course(tmp_path)

    build(ASSIGNMENT, again, notebooks=[NOTEBOOK])

    for room in ("source", "release"):
        assert files_in(again.root / room) == files_in(built_course.root / room)


@pytest.mark.parametrize("assignment", authored_assignments())
def test_what_is_committed_is_what_a_build_gives_today(assignment):
    stale = stale_files(assignment, Course(ROOT))

    assert stale == [], "run `make build` and commit source/ and release/"


def test_a_stale_a_missing_and_a_left_over_file_are_all_noticed(tiny_course):
    release = tiny_course.root / "release" / "tiny"
    (release / "tiny.ipynb").write_text("{}")
    (release / "another.ipynb").unlink()
    (release / "left_over.py").write_text("")

    stale = stale_files("tiny", tiny_course)

    names = ["another.ipynb", "left_over.py", "tiny.ipynb"]
    assert stale == [f"release/tiny/{name}" for name in names]


def test_the_release_holds_the_notebook_and_its_helpers_and_no_other(built_course):
    names = {str(name) for name in files_in(built_course.root / "release" / ASSIGNMENT)}

    assert {name for name in names if not name.startswith("images/")} == {
        f"{NOTEBOOK}.ipynb",
        "derivatives.py", "gc_utils.py", "network.py", "progress.py", "replacing.py",
        "selfcheck.py", "selfcheck_gradient_checking.py", "test_cases.py",
    }  # fmt: skip


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_every_picture_that_a_release_shows_is_in_it(built, notebook):
    folder = built("release", notebooks.ASSIGNMENTS[notebook])
    release = nbformat.read(folder / f"{notebook}.ipynb", 4)
    text = "\n".join(cell.source for cell in release.cells if cell.cell_type == "markdown")

    shown = {a or b for a, b in re.findall(r"!\[[^]]*\]\(([^)]+)\)|<img[^>]*src=\"([^\"]+)", text)}

    assert [name for name in shown if not (folder / name).is_file()] == []
    assert shown or notebook != NOTEBOOK, "pictures are not found any more"


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_no_solution_and_no_hidden_test_is_in_a_release(built, notebook):
    folder = built("release", notebooks.ASSIGNMENTS[notebook])
    release = nbformat.read(folder / f"{notebook}.ipynb", 4)

    released = {line.strip() for cell in release.cells for line in cell.source.split("\n")}
    assert released.isdisjoint(secret_lines(notebooks.source(notebook)))


@pytest.mark.parametrize("assignment", authored_assignments())
def test_no_mark_and_nothing_of_the_grader_is_in_a_release(built, assignment):
    files = files_in(built("release", assignment))
    text = "\n".join(content.decode(errors="replace") for content in files.values())

    for mark in (*regions.MARKS, "hidden_tests", "autograder.", "BEGIN ", "END SOLUTION"):
        assert mark not in text


def secret_lines(source):
    """The lines that are inside solution and hidden regions, and nowhere else in the source."""
    secret, shown = set(), set()
    for cell in source.cells:
        inside = None
        for line in map(str.strip, cell.source.split("\n")):
            if line in regions.MARKS:
                inside = line if line in (regions.BEGIN_SOLUTION, regions.BEGIN_HIDDEN) else None
            elif line:
                (secret if inside else shown).add(line.removeprefix("#").strip())
    return secret - shown


def test_secret_lines_are_really_found(source):
    secret = secret_lines(source)

    assert {"dtheta = x", "hidden_tests.gradient_check(gradient_check)"} <= secret
    assert "import numpy as np" not in secret


def test_the_release_hands_out_the_two_planted_mistakes(release):
    (cell,) = [cell for cell in release.cells if cell.id == "backward_propagation_n"]

    assert "dW2 = 1 / m * dZ2 @ A1.T * 2" in cell.source
    assert "db1 = 4 / m * np.sum(dZ1, axis=1, keepdims=True)" in cell.source
    assert "NotImplementedError" not in cell.source


@pytest.mark.parametrize("assignment", authored_assignments())
def test_a_release_stands_alone(built, assignment):
    folder = built("release", assignment)
    helpers = {path.stem for path in folder.glob("*.py")}
    code = [path.read_text() for path in folder.glob("*.py")]
    for path in folder.glob("*.ipynb"):
        cells = [c.source for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        code += [cell.replace("%matplotlib", "# ") for cell in cells]

    imported = set()
    for text in code:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.partition(".")[0])

    students_have = {"numpy", "scipy", "matplotlib", "h5py", "tqdm", *sys.stdlib_module_names}
    assert imported <= helpers | students_have


def test_ids_points_and_locks_are_what_the_markers_say(release):
    cells = {cell.id: cell.metadata.get("nbgrader", {}) for cell in release.cells}
    points = {name: m["points"] for name, m in cells.items() if m.get("grade")}

    assert points == {
        "test_forward_propagation": 10,
        "test_backward_propagation": 10,
        "test_gradient_check": 20,
        "test_gradient_check_n": 30,
        "test_backward_propagation_n": 30,
    }
    assert cells["forward_propagation_n"]["locked"]
    assert not cells["gradient_check"]["locked"]
    assert cells["gradient_check"]["solution"]
    assert len(cells) == len(release.cells), "a cell id occurs twice"


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
@pytest.mark.parametrize("room", ["source", "release"])
def test_the_notebooks_are_valid(built, notebook, room):
    folder = built(room, notebooks.ASSIGNMENTS[notebook])

    nbformat.validate(nbformat.read(folder / f"{notebook}.ipynb", 4))


def test_data_is_copied_and_left_overs_are_removed(tmp_path):
    authored, destination = tmp_path / "authored", tmp_path / "source"
    (authored / "data").mkdir(parents=True)
    (authored / "data" / "numbers.csv").write_text("1,2\n")
    (authored / "tiny.py").write_text('# %% given="one"\nx = 1\n')
    destination.mkdir()
    (destination / "old.txt").write_text("left over")

    build_source(authored, destination)

    assert {str(name) for name in files_in(destination)} == {"data/numbers.csv", "tiny.ipynb"}


def test_hidden_files_and_backups_are_not_data(tmp_path):
    authored, destination = tmp_path / "authored", tmp_path / "source"
    authored.mkdir()
    (authored / "tiny.py").write_text('# %% given="one"\nx = 1\n')
    for name in (".tiny.py.swp", "tiny.py~", ".ipynb_checkpoints"):
        (authored / name).write_text("solutions")

    build_source(authored, destination)

    assert {str(name) for name in files_in(destination)} == {"tiny.ipynb"}


def test_a_notebook_beside_the_authored_text_is_refused(tmp_path):
    (tmp_path / "tiny.py").write_text('# %% given="one"\nx = 1\n')
    (tmp_path / "tiny.ipynb").write_text("{}")

    with pytest.raises(BuildError, match=r"tiny\.ipynb:1: a notebook beside the authored text"):
        build_source(tmp_path, tmp_path / "source")


def test_a_release_that_fails_leaves_source_and_release_as_they_were(tiny_course, monkeypatch):
    course = tiny_course
    before = files_in(course.root / "source"), files_in(course.root / "release")

    def fail(assignment):
        shutil.rmtree(course.root / "release" / assignment)
        raise CourseError("nbgrader gave up")

    monkeypatch.setattr(course, "generate_release", fail)
    monkeypatch.setattr(
        "autograder.build.source.to_notebook", lambda cells: nbformat.v4.new_notebook()
    )
    with pytest.raises(CourseError):
        build("tiny", course)

    assert (files_in(course.root / "source"), files_in(course.root / "release")) == before


def test_opening_the_release_in_jupyter_does_not_make_it_stale(tiny_course):
    checkpoints = tiny_course.root / "release" / "tiny" / ".ipynb_checkpoints"
    checkpoints.mkdir()
    (checkpoints / "tiny-checkpoint.ipynb").write_text("{}")

    assert stale_files("tiny", tiny_course) == []


def test_an_inconsistent_notebook_leaves_the_source_as_it_was(tmp_path):
    authored, destination = tmp_path / "authored", tmp_path / "source"
    authored.mkdir()
    (authored / "broken.py").write_text('# %% test="x"\n1\n')
    destination.mkdir()
    (destination / "old.txt").write_text("still here")

    with pytest.raises(BuildError):
        build_source(authored, destination)

    assert (destination / "old.txt").read_text() == "still here"


def slow_ones_marked(names):
    return [pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in names]


@pytest.mark.parametrize("notebook", slow_ones_marked(notebooks.NOTEBOOKS))
def test_nbgrader_validates_the_source(built, notebook):
    folder = built("source", notebooks.ASSIGNMENTS[notebook])

    assert Validator().validate(str(folder / f"{notebook}.ipynb")) == {}


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_nbgrader_validate_fails_on_every_test_of_the_release(built, notebook):
    folder = built("release", notebooks.ASSIGNMENTS[notebook])

    result = Validator().validate(str(folder / f"{notebook}.ipynb"))

    assert len(result["failed"]) == len(notebooks.points(notebook))


@functools.cache
def executed(notebook):
    """The instructor's notebook after it has run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        authored = AUTHORED / notebooks.ASSIGNMENTS[notebook]
        build_source(authored, Path(folder) / "run", notebooks=[notebook])
        source = nbformat.read(Path(folder) / "run" / f"{notebook}.ipynb", 4)
        place = {"metadata": {"path": Path(folder) / "run"}}
        return NotebookClient(source, timeout=180, resources=place).execute()


@pytest.mark.parametrize("notebook", slow_ones_marked(notebooks.NOTEBOOKS))
def test_the_source_runs_from_top_to_bottom_without_a_warning(notebook):
    outputs = [o for cell in executed(notebook).cells for o in cell.get("outputs", [])]

    assert not [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    assert any("image/png" in o.get("data", {}) for o in outputs)


def test_the_gradient_checking_notebook_shows_the_published_figure():
    outputs = [o for cell in executed(NOTEBOOK).cells for o in cell.get("outputs", [])]

    printed = "".join(o.text for o in outputs if o.output_type == "stream")
    assert re.search(r"gradient is correct: difference = 1\.1\d+e-07", printed)
    assert sum("image/png" in o.get("data", {}) for o in outputs) == 2
