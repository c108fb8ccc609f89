import importlib
from pathlib import Path

import numpy as np
import pytest

import data_files
from data_files import DataFileError
from image_data import flatten_images, load_cat_dataset

DATASETS = Path(data_files.__file__).parent / "datasets"

# Drawing all of a set takes many seconds; this many pictures between two that are drawn anew.
EVERY = {"train": 16, "test": 7}


@pytest.fixture(scope="module")
def script():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DATASETS))
        yield importlib.import_module("make_images")


@pytest.fixture(scope="module")
def cats():
    return load_cat_dataset()


@pytest.fixture
def write(script, tmp_path, monkeypatch):
    """Write both files into another folder, from where they are then read."""
    monkeypatch.setattr(data_files, "FOLDER", tmp_path)

    def write_files(train=6, test=3, **changes):
        rng = np.random.default_rng(0)
        for part, size in {"train": train, "test": test}.items():
            arrays = {
                "list_classes": np.array([b"non-cat", b"cat"]),
                f"{part}_set_x": rng.integers(0, 256, (size, 64, 64, 3), dtype=np.uint8),
                f"{part}_set_y": rng.integers(0, 2, size),
            }
            arrays |= {name: array for name, array in changes.items() if name in arrays}
            script.write_arrays(tmp_path / f"{part}_catvnoncat.h5", arrays)

    return write_files


class TestCommittedFiles:
    @pytest.mark.parametrize("part", ["train", "test"])
    def test_pictures_are_those_that_the_script_draws(self, script, cats, part):
        images = cats[0] if part == "train" else cats[2]
        indices = range(0, len(images), EVERY[part])

        drawn = script.draw(part, indices)

        np.testing.assert_array_equal(drawn, images[indices])

    @pytest.mark.parametrize("part", ["train", "test"])
    def test_labels_are_those_of_the_script(self, script, cats, part):
        labels = cats[1] if part == "train" else cats[3]

        assert labels[0].tolist() == script.labels(part).tolist()

    @pytest.mark.parametrize("part, size", [("train", 209), ("test", 50)])
    def test_files_have_the_well_known_layout(self, part, size):
        with data_files.h5py.File(DATASETS / f"{part}_catvnoncat.h5") as file:
            found = {name: (array.shape, array.dtype.str) for name, array in file.items()}

        assert found == {
            f"{part}_set_x": ((size, 64, 64, 3), "|u1"),
            f"{part}_set_y": ((size,), "<i8"),
            "list_classes": ((2,), "|S7"),
        }

    def test_running_the_script_twice_writes_the_same_bytes(
        self, script, cats, tmp_path, monkeypatch
    ):
        drawn = {"train": cats[0], "test": cats[2]}
        monkeypatch.setattr(script, "draw", drawn.get)
        monkeypatch.setattr(script, "FOLDER", tmp_path)
        monkeypatch.setattr(data_files, "FOLDER", tmp_path)

        runs = []
        for _ in range(2):
            script.main()
            runs.append([path.read_bytes() for path in sorted(tmp_path.iterdir())])

        assert runs[0] == runs[1]
        for written, committed in zip(load_cat_dataset(), cats):
            np.testing.assert_array_equal(written, committed)

    def test_no_picture_comes_twice(self, cats):
        columns = np.hstack([flatten_images(cats[0]), flatten_images(cats[2])])

        assert len(np.unique(columns, axis=1).T) == 259

    def test_mean_colour_does_not_tell_cats_from_the_rest(self, cats):
        train_x, train_y, test_x, test_y, _ = cats
        train, test = (
            np.column_stack([x.mean(axis=(1, 2)), np.ones(len(x))]) for x in (train_x, test_x)
        )

        weights = np.linalg.lstsq(train, 2.0 * train_y[0] - 1)[0]

        assert np.mean((train @ weights > 0) == train_y[0]) < 0.75
        assert np.mean((test @ weights > 0) == test_y[0]) < 0.75


class TestLoadCatDataset:
    def test_shapes_and_types_are_the_documented_ones(self, cats):
        train_x, train_y, test_x, test_y, classes = cats

        assert (train_x.shape, train_y.shape) == ((209, 64, 64, 3), (1, 209))
        assert (test_x.shape, test_y.shape) == ((50, 64, 64, 3), (1, 50))
        assert (train_x.dtype, test_x.dtype) == (np.uint8, np.uint8)
        assert [name.decode() for name in classes] == ["non-cat", "cat"]

    def test_a_third_of_train_and_two_thirds_of_test_are_cats(self, cats):
        _, train_y, _, test_y, _ = cats

        assert (train_y.sum(), test_y.sum()) == (72, 33)

    def test_files_of_the_well_known_layout_may_take_their_place(self, write):
        write(train=209, test=50)

        train_x, train_y, test_x, test_y, classes = load_cat_dataset()

        assert (train_x.shape, train_y.shape) == ((209, 64, 64, 3), (1, 209))
        assert (test_x.shape, test_y.shape) == ((50, 64, 64, 3), (1, 50))
        assert classes.tolist() == [b"non-cat", b"cat"]

    def test_files_of_other_sizes_are_read(self, write):
        write(test=3, test_set_y=np.array([0, 1, 1]))

        _, _, test_x, test_y, _ = load_cat_dataset()

        assert (test_x.shape, test_y.tolist()) == ((3, 64, 64, 3), [[0, 1, 1]])

    def test_names_of_varying_length_become_byte_strings(self, write):
        write(list_classes=np.array(["non-cat", "cat"], dtype=data_files.h5py.string_dtype()))

        classes = load_cat_dataset()[4]

        assert classes.tolist() == [b"non-cat", b"cat"]

    def test_unsigned_labels_become_signed(self, write):
        write(train_set_y=np.zeros(6, np.uint8))

        train_y = load_cat_dataset()[1]

        assert (train_y - 1).min() == -1

    @pytest.mark.parametrize(
        "name, array, trouble",
        [
            ("train_set_x", np.zeros((6, 32, 32, 3), np.uint8), r"\(any, 64, 64, 3\)"),
            ("train_set_x", np.zeros((6, 64, 64, 3)), "unsigned integers"),
            ("train_set_x", np.zeros((6, 64, 64, 3), np.uint16), "uint8, not uint16"),
            ("train_set_x", np.zeros((0, 64, 64, 3), np.uint8), "has no pictures"),
            ("train_set_y", np.zeros((1, 6), np.int64), r"not \(1, 6\)"),
            ("train_set_y", np.zeros(6), "should hold signed integers or unsigned"),
            ("train_set_y", np.zeros(5, np.int64), "6 pictures, but 5 labels"),
            ("train_set_y", np.full(6, 2), "6 are not, such as 2"),
            ("test_set_y", np.full(3, -1), "3 are not, such as -1"),
            ("list_classes", np.array([b"cat"]), r"\(2,\)"),
        ],
    )
    def test_files_of_another_layout_are_refused_by_name(self, write, name, array, trouble):
        write(**{name: array})
        filename = "test_catvnoncat.h5" if name.startswith("test") else "train_catvnoncat.h5"

        with pytest.raises(DataFileError, match=f"{filename} is not as it should be.*{trouble}"):
            load_cat_dataset()

    def test_a_missing_file_is_named(self, write, tmp_path):
        write()
        (tmp_path / "test_catvnoncat.h5").unlink()

        with pytest.raises(DataFileError, match=r"test_catvnoncat\.h5 is not there"):
            load_cat_dataset()


class TestFlattenImages:
    def test_a_column_goes_by_row_then_column_then_colour(self):
        images = np.zeros((2, 64, 64, 3), np.uint8)
        images[1, 5, 7, 2] = 255

        columns = flatten_images(images)

        assert columns.shape == (12288, 2)
        assert np.argwhere(columns).tolist() == [[(5 * 64 + 7) * 3 + 2, 1]]

    def test_numbers_run_from_0_to_1(self):
        images = np.zeros((1, 64, 64, 3), np.uint8)
        images[0, 0, 0] = [0, 51, 255]

        columns = flatten_images(images)

        assert columns[:3, 0].tolist() == [0, 0.2, 1]

    @pytest.mark.parametrize(
        "shape", [(64, 64), (2, 12288), (12288, 2), (2, 64, 64), (2, 64, 64, 1), (0, 64, 64, 3)]
    )
    def test_other_shapes_are_refused(self, shape):
        with pytest.raises(ValueError, match=r"\(m, 64, 64, 3\), not \("):
            flatten_images(np.zeros(shape, np.uint8))

    def test_a_single_picture_is_refused_with_the_remedy(self):
        with pytest.raises(ValueError, match=r"pass picture\[np\.newaxis\]"):
            flatten_images(np.zeros((64, 64, 3), np.uint8))

    @pytest.mark.parametrize("dtype", [float, np.int64, bool])
    def test_other_types_are_refused(self, dtype):
        with pytest.raises(ValueError, match="must be of type uint8"):
            flatten_images(np.zeros((1, 64, 64, 3), dtype))
