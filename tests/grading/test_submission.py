"""What is wrong with a submission is said without running it, and a renamed notebook is found."""

import json
import os
from pathlib import Path

import nbformat
import pytest
import tiny_assignment
from tiny_assignment import ASSIGNMENT

from autograder.build.source import build_source
from autograder.grading.reading import Unreadable
from autograder.grading.submission import at_its_place, find_obstacle, find_strangers

SOLVED = "def double(x):\n    return 2 * x"


def notebook(*sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": cells}).encode()


def other():
    return notebook("def triple(x):\n    return 3 * x")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The instructor's folder, with the notebooks `tiny` and `another` in it."""
    root = tmp_path_factory.mktemp("instructor")
    build_source(tiny_assignment.write(root / "assignments"), root / "source")
    (root / "source" / "helper.py").write_text("x = 1\n")
    (root / "source" / "data").mkdir()
    (root / "source" / "data" / "x.csv").write_text("1\n")
    return root / "source"


@pytest.fixture
def folder(tmp_path):
    """A student's folder, empty so far."""
    folder = tmp_path / "ada" / ASSIGNMENT
    folder.mkdir(parents=True)
    return folder


def notes_on(folder, source):
    with at_its_place(folder, "tiny", source) as notes:
        assert (folder / "tiny.ipynb").is_file()
        return notes


def complaint_about(folder, source):
    with pytest.raises(Unreadable) as error, at_its_place(folder, "tiny", source):
        pass
    return str(error.value)


# Obstacles


def test_an_ordinary_folder_is_no_obstacle(folder, source):
    (folder / "tiny.ipynb").write_bytes(notebook(SOLVED))
    (folder / "helper.py").write_text("")
    (folder / "data").mkdir()

    assert find_obstacle(folder, source) is None


@pytest.mark.parametrize("student", ["a*", "b?", "[c]", "{d}", " e", "f ", "g\nh", "\ti"])
def test_names_that_nbgrader_takes_for_other_names_are_refused(tmp_path, source, student):
    folder = tmp_path / student / ASSIGNMENT
    folder.mkdir(parents=True)

    assert "rename it" in find_obstacle(folder, source)


def test_links_are_refused_wherever_they_are(folder, source):
    (folder / "inner").mkdir()
    (folder / "inner" / "link.txt").symlink_to(source / "tiny.ipynb")

    assert find_obstacle(folder, source).startswith("link.txt is a symbolic link")
    linked = folder.parent / "linked"
    linked.symlink_to(folder)
    assert find_obstacle(linked, source).startswith("The folder is a symbolic link")


def test_a_file_in_the_place_of_the_folder_is_refused(folder, source):
    folder.rmdir()
    folder.write_text("homework")

    assert "There is a file where the folder should be" in find_obstacle(folder, source)


def test_folders_and_files_that_are_in_each_others_place_are_refused(folder, source):
    (folder / "helper.py").mkdir()
    assert "helper.py is a folder where a file was handed out" in find_obstacle(folder, source)

    (folder / "helper.py").rmdir()
    (folder / "data").write_text("")
    assert "data is a file where a folder was handed out" in find_obstacle(folder, source)


# Strangers


def test_python_files_that_are_not_ours_are_told(folder, source):
    (folder / "helper.py").write_text("x = 2\n")
    (folder / "mine.py").write_text("")
    (folder / "numpy.py").write_text("")

    assert find_strangers(folder, source) == (
        "It brings Python files of its own: mine.py, numpy.py. "
        "helper.py had been changed; yours was used."
    )
    (folder / "helper.py").write_bytes((source / "helper.py").read_bytes())
    (folder / "mine.py").unlink(), (folder / "numpy.py").unlink()
    assert find_strangers(folder, source) is None


def test_a_file_that_cannot_be_read_counts_as_changed(folder, source, monkeypatch):
    (folder / "helper.py").write_bytes((source / "helper.py").read_bytes())

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert find_strangers(folder, source) == "helper.py had been changed; yours was used."


# The notebook


def test_a_notebook_at_its_place_is_left_alone(folder, source):
    (folder / "tiny.ipynb").write_bytes(notebook(SOLVED))

    note, *_ = notes_on(folder, source)

    assert "recognised by the function that it defines" in note
    assert (folder / "tiny.ipynb").read_bytes() == notebook(SOLVED)


def test_nothing_is_noted_of_an_untouched_release(folder, source):
    text = (source / "tiny.ipynb").read_text()
    text = text.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
    handed = nbformat.reads(text, 4)
    handed.cells[1].source = handed.cells[1].source.split("### BEGIN HIDDEN TESTS")[0]
    nbformat.write(handed, folder / "tiny.ipynb")

    assert notes_on(folder, source) == []


@pytest.mark.parametrize("name", ["tiny (1).ipynb", "final.ipynb", "inner/tiny.ipynb"])
def test_a_notebook_under_another_name_is_graded_and_stays_where_it_was(folder, source, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(notebook(SOLVED))

    notes = notes_on(folder, source)

    assert notes[0] == f"tiny.ipynb was missing; {name} was graded in its place."
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb")] == [name]


def test_the_one_of_several_that_has_the_exercises_in_it_is_taken(folder, source):
    (folder / "notes.ipynb").write_bytes(notebook("1 + 1"))
    (folder / "broken.ipynb").write_bytes(b"{")
    (folder / "final.ipynb").write_bytes(notebook(SOLVED))

    assert "final.ipynb was graded" in notes_on(folder, source)[0]


def test_nobody_guesses_which_of_two_is_meant(folder, source):
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_bytes(notebook(SOLVED))

    assert complaint_about(folder, source) == (
        "is missing, and several may be meant: a.ipynb, b.ipynb."
    )


def test_the_assignments_other_notebooks_are_not_taken_for_it(folder, source):
    (folder / "another.ipynb").write_bytes(notebook(SOLVED))

    assert complaint_about(folder, source) == "is missing."


def test_what_an_editor_saved_by_itself_is_not_taken_for_it(folder, source):
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "tiny.ipynb").write_bytes(notebook(SOLVED))

    assert complaint_about(folder, source) == "is missing."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tiny.ipynb", b"{", "is not JSON (line 1"),
        ("tiny.ipynb", b"", "is empty."),
        ("tiny.ipynb", other(), "has none of the exercises in it"),
        ("notes.ipynb", other(), "is missing; found instead: notes.ipynb."),
        ("notes.txt", b"", "is missing; there is no notebook at all."),
        ("tiny.ipynb/x.txt", b"", "is a folder; hand in the notebook itself."),
    ],
)
def test_what_cannot_be_graded_is_told(folder, source, name, content, words):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)

    assert words in complaint_about(folder, source)


def test_the_copy_is_gone_even_if_grading_fails(folder, source):
    (folder / "final.ipynb").write_bytes(notebook(SOLVED))

    with pytest.raises(ZeroDivisionError), at_its_place(folder, "tiny", source):
        raise ZeroDivisionError

    assert not (folder / "tiny.ipynb").exists()


def test_what_nbgrader_should_not_copy_is_refused(tmp_path):
    source, folder = tmp_path / "source", tmp_path / "ada" / "tiny"
    source.mkdir()
    folder.mkdir(parents=True)
    assert find_obstacle(folder, source) is None

    os.mkfifo(folder / "pipe")
    assert "neither a file nor a folder" in find_obstacle(folder, source)
    (folder / "pipe").unlink()
    with (folder / "huge.py").open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk
    assert "more than 2000 files or 200 MB" in find_obstacle(folder, source)
    (folder / "huge.py").unlink()
    deep = folder.joinpath(*["d"] * 30)
    deep.mkdir(parents=True)
    assert "inside one another" in find_obstacle(folder, source)
