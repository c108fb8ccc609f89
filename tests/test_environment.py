"""pyproject.toml, environment.yml and requirements.txt say the same."""

import tomllib

import yaml
from conftest import ROOT
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
GROUPS = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
DECLARED = {dependency for group in GROUPS for dependency in group}
ON_CONDA = {"msgpack": "msgpack-python"}
"""Packages that have another name there."""


def test_conda_installs_what_pip_installs():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())

    assert environment["channels"] == ["conda-forge"]
    python = f"python{PROJECT['requires-python']}"
    declared = {
        dependency.replace(name, ON_CONDA.get(name, name))
        for dependency in DECLARED
        for name in [Requirement(dependency).name]
    }
    assert set(environment["dependencies"]) == declared | {python, "pip"}


def test_every_requirement_is_pinned_plainly_and_without_a_url():
    lines = (ROOT / "requirements.txt").read_text().splitlines()

    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    assert all(str(pin.specifier).startswith("==") and pin.url is None for pin in pins)


def test_the_pins_are_within_the_declared_ranges():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pinned = dict(line.lower().split("==") for line in lines if not line.startswith("#"))

    for dependency in map(Requirement, DECLARED):
        assert dependency.specifier.contains(pinned[dependency.name.lower()]), dependency
