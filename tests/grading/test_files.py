"""What lies beside a notebook in the sandbox: the student's files, and over them ours."""

import pytest

from autograder.grading import files
from autograder.grading.files import files_of


@pytest.fixture
def source(tmp_path):
    """The instructor's folder."""
    folder = tmp_path / "source"
    (folder / "datasets").mkdir(parents=True)
    (folder / "small.ipynb").write_text("the solution")
    (folder / "helper.py").write_text("ours")
    (folder / "datasets" / "x.h5").write_bytes(b"\0data")
    return folder


@pytest.fixture
def submitted(tmp_path):
    """The student's folder."""
    folder = tmp_path / "submitted"
    folder.mkdir()
    return folder


def test_ours_are_there_without_the_notebook_that_has_the_solutions_in_it(source):
    assert files_of(source) == {"helper.py": b"ours", "datasets/x.h5": b"\0data"}


def test_ours_win_over_the_students(source, submitted):
    (submitted / "helper.py").write_text("theirs")
    (submitted / "mine").mkdir()
    (submitted / "mine" / "notes.txt").write_text("mine")

    found = files_of(source, submitted)

    assert found["helper.py"] == b"ours"
    assert found["mine/notes.txt"] == b"mine"


@pytest.mark.parametrize("name", ["helper.py/inner.txt", "datasets", "datasets/x.h5/y"])
def test_nothing_of_the_students_stands_in_the_way_of_ours(source, submitted, name):
    (submitted / name).parent.mkdir(parents=True, exist_ok=True)
    (submitted / name).write_text("")

    assert files_of(source, submitted) == files_of(source)


def test_hidden_files_notebooks_and_what_python_leaves_are_left_out(source, submitted):
    for name in (".ssh/key", ".DS_Store", "__pycache__/a.pyc", "a.ipynb", "inner/b.ipynb"):
        (submitted / name).parent.mkdir(exist_ok=True)
        (submitted / name).write_text("")

    assert files_of(source, submitted) == files_of(source)


def test_symbolic_links_are_not_followed(source, submitted, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret")
    (submitted / "key").symlink_to(tmp_path / "secret" / "key")
    (submitted / "folder").symlink_to(tmp_path / "secret")
    linked = tmp_path / "linked"
    linked.symlink_to(tmp_path / "secret")

    assert files_of(source, submitted) == files_of(source)
    assert files_of(source, linked) == files_of(source)


def test_how_much_a_student_brings_is_limited(source, submitted, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILES", 3)
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    for name, size in {"a": 6, "b": 6, "c": 4, "d": 0}.items():
        (submitted / name).write_bytes(b"x" * size)

    found = files_of(source, submitted)

    assert found.keys() - files_of(source) == {"a", "c"}
    assert files_of(source) == {"helper.py": b"ours", "datasets/x.h5": b"\0data"}


def test_a_student_who_brings_nothing_has_ours(source, submitted):
    assert files_of(source, submitted) == files_of(source)
    assert files_of(source, submitted / "not there") == files_of(source)
