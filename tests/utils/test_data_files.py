"""Reading a data file gives what was asked for, or says in words what is wrong with the file."""

import re

import h5py
import numpy as np
import pytest

import data_files
from data_files import DataFileError, read_arrays

LAYOUT = {
    "x": ((None, 2), "f"),
    "y": ((50,), "iu"),
    "pictures": ((None, 8, 8, 3), "u"),
    "classes": ((2,), "SO"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(data_files, "FOLDER", tmp_path)
    return tmp_path


def arrays(**changed):
    rng = np.random.default_rng(0)
    good = {
        "x": rng.normal(size=(400, 2)),
        "y": rng.integers(0, 2, 50),
        "pictures": rng.integers(0, 256, (30, 8, 8, 3), dtype=np.uint8),
        "classes": np.array([b"non-cat", b"cat"]),
    }
    return {name: array for name, array in (good | changed).items() if array is not None}


def write(path, contents):
    with h5py.File(path, "w") as file:
        for name, array in contents.items():
            large = isinstance(array, np.ndarray) and array.nbytes > 4000
            file.create_dataset(name, data=array, compression="gzip" if large else None)


def complaint():
    """What reading the file ``points.h5`` is refused with."""
    with pytest.raises(DataFileError) as error:
        read_arrays("points.h5", LAYOUT)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__ or error.value.__context__ is None
    message = str(error.value)
    assert message.startswith("The data file points.h5 ")
    assert message.endswith(data_files.ADVICE)
    return message


def test_arrays_come_back_as_they_were_written(folder):
    written = arrays()
    write(folder / "points.h5", written)

    found = read_arrays("points.h5", LAYOUT)

    assert list(found) == list(LAYOUT)
    for name, array in written.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype


def test_only_what_the_layout_names_is_read(folder):
    write(folder / "points.h5", arrays(y=np.full(50, np.nan)))

    assert list(read_arrays("points.h5", {"x": ((400, 2), "f")})) == ["x"]


def test_text_of_varying_length_is_read_as_byte_strings(folder):
    with h5py.File(folder / "points.h5", "w") as file:
        file["classes"] = ["non-cat", "cat"]

    found = read_arrays("points.h5", {"classes": ((2,), "SO")})

    assert list(found["classes"]) == [b"non-cat", b"cat"]


def test_a_single_number_comes_back_as_an_array(folder):
    write(folder / "points.h5", {"n": np.float64(2.5)})

    found = read_arrays("points.h5", {"n": ((), "f")})["n"]

    assert isinstance(found, np.ndarray)
    assert found.shape == ()
    assert found == 2.5


def test_what_was_read_outlives_the_file(folder):
    write(folder / "points.h5", arrays())
    found = read_arrays("points.h5", LAYOUT)

    (folder / "points.h5").unlink()

    np.testing.assert_array_equal(found["x"], arrays()["x"])


def test_the_folder_is_the_one_beside_the_module():
    assert data_files.FOLDER.name == "datasets"
    assert data_files.FOLDER.parent.samefile(data_files.__file__[: -len("data_files.py")])


def test_a_missing_file_is_refused_and_its_place_told(folder):
    assert f"is not there; it belongs in the folder {folder}. " in complaint()


def test_a_missing_folder_is_refused(folder):
    folder.rmdir()

    assert "is not there" in complaint()


def test_a_folder_in_place_of_the_file_is_refused(folder):
    (folder / "points.h5").mkdir()

    assert "cannot be opened" in complaint()


def test_an_empty_file_is_refused(folder):
    (folder / "points.h5").touch()

    assert "points.h5 is empty." in complaint()


def test_a_file_of_text_is_refused(folder):
    (folder / "points.h5").write_text("version https://git-lfs.github.com/spec/v1\n")

    assert "is not an HDF5 file, though it has 43 bytes." in complaint()


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_truncated_file_is_refused(folder, share):
    path = folder / "points.h5"
    write(path, arrays())
    content = path.read_bytes()

    path.write_bytes(content[: int(share * len(content))])

    assert "is damaged" in complaint()


def test_a_file_with_overwritten_numbers_is_refused(folder):
    path = folder / "points.h5"
    write(path, arrays())
    with h5py.File(path) as file:
        packed = file["pictures"].id.get_chunk_info(0)
    content = path.read_bytes()
    middle = packed.byte_offset + packed.size // 2

    path.write_bytes(content[:middle] + bytes(64) + content[middle + 64 :])

    assert "is damaged" in complaint()


def test_a_missing_data_set_is_refused_and_those_that_exist_are_named(folder):
    write(folder / "points.h5", arrays(y=None))

    assert "has no data set 'y'; it holds classes, pictures, x." in complaint()


def test_a_file_without_data_sets_is_refused(folder):
    write(folder / "points.h5", {})

    assert "has no data set 'x'; it holds nothing at all." in complaint()


def test_a_group_in_place_of_a_data_set_is_refused(folder):
    write(folder / "points.h5", arrays(x=None) | {"x/deeper": np.zeros((400, 2))})

    assert "has no data set 'x'" in complaint()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"y": np.zeros(49, int)}, "'y' should have the shape (50,), not (49,)."),
        ({"y": np.zeros((50, 1), int)}, "'y' should have the shape (50,), not (50, 1)."),
        ({"x": np.zeros((2, 7))}, "'x' should have the shape (any, 2), not (2, 7)."),
        ({"x": np.float64(1)}, "'x' should have the shape (any, 2), not ()."),
        ({"x": h5py.Empty("f8")}, "'x' should have the shape (any, 2), not none at all."),
    ],
)
def test_a_wrong_shape_is_refused_and_both_shapes_told(folder, changed, words):
    write(folder / "points.h5", arrays(**changed))

    assert f"is not as it should be: {words}" in complaint()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"x": np.zeros((9, 2), int)}, "'x' should hold floats, not signed integers."),
        (
            {"y": np.zeros(50)},
            "'y' should hold signed integers or unsigned integers, not floats.",
        ),
        (
            {"pictures": np.zeros((3, 8, 8, 3), np.int8)},
            "'pictures' should hold unsigned integers, not signed integers.",
        ),
        (
            {"classes": np.zeros(2)},
            "'classes' should hold byte strings or byte strings of varying length, not floats.",
        ),
        ({"x": np.zeros((9, 2), [("a", "f8")])}, "'x' should hold floats, not records."),
    ],
)
def test_a_wrong_type_is_refused_and_both_types_told(folder, changed, words):
    write(folder / "points.h5", arrays(**changed))

    assert f"is not as it should be: {words}" in complaint()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused_and_counted(folder, value):
    x = np.zeros((400, 2))
    x[[3, 5], 1] = value
    write(folder / "points.h5", arrays(x=x))

    assert "2 of the 800 numbers in 'x' are NaN or infinite." in complaint()


def test_a_complaint_is_two_sentences_of_which_the_last_says_what_to_do(folder):
    message = complaint().replace(str(folder), "folder")

    sentences = re.split(r"(?<=\.) ", message)
    assert len(sentences) == 2
    assert sentences[1].startswith("Get a fresh copy of the assignment folder")
