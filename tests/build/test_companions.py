"""A release gets the helper modules that it imports and the datasets that they name."""

import shutil

import pytest

from autograder.build import companions, source
from autograder.build.problems import BuildError
from autograder.build.source import build_source

NOTEBOOK = """\
# %% [markdown]
# A file like wind.h5 is mentioned here, and unknown.h5 as well.

# %% given="imports"
# %matplotlib inline
import numpy as np
from loader import load

# %% given="load"
load("rain.h5")
"""
LOADER = '''\
"""Reads sun.h5 and others, from data.h5"""
import reader
MOON = f"{reader.FOLDER}/moon.h5"
STARS = "stars_of_{}.h5", "*.h5", f"{reader.SUN}{MOON}.h5"

def load(name):
    raise OSError(f"there is no {name}.h5")

def load_part(part):
    return load(f"{part}_frost.h5")
'''
READER = 'FOLDER = "datasets"\nSUN = "datasets/sun.h5"\nELSEWHERE = "/tmp/my own data.h5"\n'


@pytest.fixture
def utils(tmp_path, monkeypatch):
    """A folder ``utils/`` with two helpers, one that nobody imports, and datasets."""
    folder = tmp_path / "utils"
    (folder / "datasets").mkdir(parents=True)
    for name in ("rain", "sun", "moon", "wind", "snow", "early_frost", "late_frost"):
        (folder / "datasets" / f"{name}.h5").write_bytes(name.encode())
    (folder / "datasets" / "make_weather.py").write_text('print("rain.h5")')
    (folder / "loader.py").write_text(LOADER)
    (folder / "reader.py").write_text(READER)
    (folder / "snow_plough.py").write_text('SNOW = "snow.h5"')
    for module in (companions, source):
        monkeypatch.setattr(module, "UTILS", folder)
        monkeypatch.setattr(module, "DATASETS", folder / "datasets")
    return folder


@pytest.fixture
def authored(tmp_path):
    folder = tmp_path / "assignments" / "weather"
    folder.mkdir(parents=True)
    (folder / "weather.py").write_text(NOTEBOOK)
    return folder


def names_in(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_what_is_named_in_code_is_copied_and_nothing_else(utils, authored, tmp_path):
    build_source(authored, tmp_path / "source")

    assert names_in(tmp_path / "source") == {
        "weather.ipynb", "loader.py", "reader.py",
        "datasets/rain.h5", "datasets/sun.h5", "datasets/moon.h5",
        "datasets/early_frost.h5", "datasets/late_frost.h5",
    }  # fmt: skip
    assert (tmp_path / "source" / "datasets" / "moon.h5").read_bytes() == b"moon"


def test_only_what_the_chosen_notebook_needs_is_copied(utils, authored, tmp_path):
    (authored / "winter.py").write_text('# %% given="imports"\nimport snow_plough\n')
    (authored / "picture.svg").write_text("<svg/>")

    build_source(authored, tmp_path / "source", notebooks=["winter"])

    assert names_in(tmp_path / "source") == {
        "winter.ipynb", "snow_plough.py", "datasets/snow.h5", "picture.svg",
    }  # fmt: skip


def test_datasets_that_are_not_there_are_named_with_the_place_that_names_them(
    utils, authored, tmp_path
):
    (authored / "weather.py").write_text(NOTEBOOK.replace("rain.h5", "hail.h5"))
    (utils / "reader.py").write_text(READER + '\nFOG = "datasets/fog.h5", f"{FOLDER}_ice.h5"\n')
    shutil.copytree(authored, tmp_path / "source")

    with pytest.raises(BuildError) as refusal:
        build_source(authored, tmp_path / "source")

    assert str(refusal.value).splitlines() == [
        f"{authored / 'weather.py'}:10: there is no file hail.h5 in utils/datasets/",
        f"{utils / 'reader.py'}:5: there is no file datasets/fog.h5 in utils/datasets/",
        f"{utils / 'reader.py'}:5: there is no file *_ice.h5 in utils/datasets/",
    ]
    assert names_in(tmp_path / "source") == {"weather.py"}, "nothing has been written"
