"""The README's table of counts is what a proof of everything finds today."""

import re

import pytest
from conftest import ROOT

from autograder.proof.notebooks import NOTEBOOKS, variants_of
from autograder.proof.proving import prove
from autograder.proof.result import HEADINGS, MARKS, counts

README = (ROOT / "README.md").read_text(encoding="utf-8")


def cells_of(line):
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


HEADING, _, *ROWS = map(cells_of, README.split(MARKS[0])[1].split(MARKS[1])[0].strip().split("\n"))


def numbers(row):
    found = re.findall(r"[\d,]+", " ".join(row[1:]))
    return [int(number.replace(",", "")) for number in found]


def test_the_table_has_a_row_for_each_notebook_and_their_sum():
    *notebooks, total = ROWS

    assert HEADING == HEADINGS
    assert [row[0] for row in ROWS] == [*(f"`{notebook}`" for notebook in NOTEBOOKS), "all"]
    assert numbers(total) == [sum(column) for column in zip(*map(numbers, notebooks))]


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_variant_and_every_mutant_is_judged_as_it_must_be_and_counted(notebook):
    proof = prove(notebook, variants_of(notebook), lambda items, *_: items, mutants=True)

    assert list(proof.problems()) == []
    assert list(counts([proof])) == [ROWS[NOTEBOOKS.index(notebook)]]
