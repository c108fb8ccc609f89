"""assignments → source → release: the same bytes every time, and nothing leaks."""

import ast
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import ASSIGNMENT, NOTEBOOK, ROOT

from autograder.build import build, new_course, regions, stale_files
from autograder.build.problems import BuildError
from autograder.build.source import build_source
from autograder.course import Course, CourseError


def files_in(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_building_twice_gives_the_same_bytes(built_course, tmp_path):
    again = new_course(tmp_path)

    build(ASSIGNMENT, again)

    for room in ("source", "release"):
        assert files_in(again.root / room) == files_in(built_course.root / room)


def test_what_is_committed_is_what_a_build_gives_today():
    stale = stale_files(ASSIGNMENT, Course(ROOT))

    assert stale == [], "run `make build` and commit source/ and release/"


def test_a_stale_a_missing_and_a_left_over_file_are_all_noticed(course):
    release = course.root / "release" / ASSIGNMENT
    (release / "gc_utils.py").write_text("# stale\n")
    (release / "selfcheck.py").unlink()
    (release / "left_over.py").write_text("")

    stale = stale_files(ASSIGNMENT, course)

    names = ["gc_utils.py", "left_over.py", "selfcheck.py"]
    assert stale == [f"release/{ASSIGNMENT}/{name}" for name in names]


def test_the_release_holds_the_notebook_its_helpers_and_its_pictures(built_course):
    names = {str(name) for name in files_in(built_course.root / "release" / ASSIGNMENT)}

    assert names == {
        f"{NOTEBOOK}.ipynb",
        "derivatives.py", "gc_utils.py", "replacing.py", "selfcheck.py",
        "selfcheck_gradient_checking.py", "test_cases.py",
        "images/one_dimension.svg", "images/three_layers.svg",
    }  # fmt: skip


def test_no_solution_and_no_hidden_test_is_in_the_release(built_course, source, release):
    texts = files_in(built_course.root / "release" / ASSIGNMENT).values()
    text = "\n".join(content.decode() for content in texts)

    for mark in (*regions.MARKS, "hidden_tests", "autograder.", "BEGIN ", "END SOLUTION"):
        assert mark not in text
    released = {line.strip() for cell in release.cells for line in cell.source.split("\n")}
    assert released.isdisjoint(solution_lines(source))


def solution_lines(source):
    """The lines inside solution regions, without their indentation."""
    for cell in source.cells:
        inside = False
        for line in cell.source.split("\n"):
            if line.strip() in regions.MARKS:
                inside = line.strip() == regions.BEGIN_SOLUTION
            elif inside and line.strip():
                yield line.strip()


def test_solution_lines_are_really_found(source):
    assert "dtheta = x" in set(solution_lines(source))


def test_the_release_hands_out_the_two_planted_mistakes(release):
    (cell,) = [cell for cell in release.cells if cell.id == "backward_propagation_n"]

    assert "dW2 = 1 / m * dZ2 @ A1.T * 2" in cell.source
    assert "db1 = 4 / m * np.sum(dZ1, axis=1, keepdims=True)" in cell.source
    assert "NotImplementedError" not in cell.source


def test_a_release_stands_alone(built_course, release):
    folder = built_course.root / "release" / ASSIGNMENT
    helpers = {path.stem for path in folder.glob("*.py")}
    code = [path.read_text() for path in folder.glob("*.py")]
    code += [c.source.replace("%matplotlib", "# ") for c in release.cells if c.cell_type == "code"]

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


def test_the_notebooks_are_valid(source, release):
    nbformat.validate(source)
    nbformat.validate(release)


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


def test_a_release_that_fails_leaves_source_and_release_as_they_were(course, monkeypatch):
    before = files_in(course.root / "source"), files_in(course.root / "release")

    def fail(assignment):
        shutil.rmtree(course.root / "release" / assignment)
        raise CourseError("nbgrader gave up")

    monkeypatch.setattr(course, "generate_release", fail)
    monkeypatch.setattr(
        "autograder.build.source.to_notebook", lambda cells: nbformat.v4.new_notebook()
    )
    with pytest.raises(CourseError):
        build(ASSIGNMENT, course)

    assert (files_in(course.root / "source"), files_in(course.root / "release")) == before


def test_opening_the_release_in_jupyter_does_not_make_it_stale(course):
    checkpoints = course.root / "release" / ASSIGNMENT / ".ipynb_checkpoints"
    checkpoints.mkdir()
    (checkpoints / "gradient_checking-checkpoint.ipynb").write_text("{}")

    assert stale_files(ASSIGNMENT, course) == []


def test_an_inconsistent_notebook_leaves_the_source_as_it_was(tmp_path):
    authored, destination = tmp_path / "authored", tmp_path / "source"
    authored.mkdir()
    (authored / "broken.py").write_text('# %% test="x"\n1\n')
    destination.mkdir()
    (destination / "old.txt").write_text("still here")

    with pytest.raises(BuildError):
        build_source(authored, destination)

    assert (destination / "old.txt").read_text() == "still here"


@pytest.mark.parametrize(("room", "verdict"), [("source", "Success!"), ("release", "FAILED ON 5")])
def test_nbgrader_validate_passes_on_the_source_and_fails_on_the_release(course, room, verdict):
    folder = course.root / room / ASSIGNMENT
    nbgrader = shutil.which("nbgrader", path=str(ROOT / ".venv" / "bin")) or "nbgrader"

    result = subprocess.run(
        [nbgrader, "validate", str(folder / f"{NOTEBOOK}.ipynb")],
        capture_output=True,
        text=True,
        cwd=course.root,
        timeout=300,
    )

    assert verdict in result.stdout


def test_the_source_runs_from_top_to_bottom_without_a_warning(built_course, source, tmp_path):
    from nbclient import NotebookClient

    shutil.copytree(built_course.root / "source" / ASSIGNMENT, tmp_path / "run")
    notebook = nbformat.from_dict(source)

    place = {"metadata": {"path": tmp_path / "run"}}
    NotebookClient(notebook, timeout=120, resources=place).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    printed = "".join(o.text for o in outputs if o.output_type == "stream")
    assert re.search(r"gradient is correct: difference = 1\.1\d+e-07", printed)
    assert sum("image/png" in o.get("data", {}) for o in outputs) == 2
