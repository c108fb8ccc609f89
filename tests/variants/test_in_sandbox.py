"""In the sandbox, every honest solution gets the marks that it gets where nothing is walled off."""

import pytest
from in_process import marks_in_process
from in_sandbox import marks_in_sandbox

from autograder.build import AUTHORED
from autograder.build.source import build_source
from autograder.proof import notebooks
from autograder.proof.notebooks import ASSIGNMENTS, NOTEBOOKS
from autograder.sandbox import isolation
from autograder.sandbox.zygote_process import ZygoteProcess
from autograder.variants.submissions import changed_submission

A_FEW = 3
"""Of the bugged and of the right variants of each notebook; all go through the pipeline."""


@pytest.fixture(scope="module")
def zygote():
    """A warm process at the best level that there is."""
    process = ZygoteProcess(isolation.probe().level)
    yield process
    process.close()


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The source folder of each assignment."""
    made = {}
    for assignment in set(ASSIGNMENTS.values()):
        made[assignment] = tmp_path_factory.mktemp(assignment) / assignment
        build_source(AUTHORED / assignment, made[assignment])
    return made


def differences(notebook, variants, zygote, folder):
    """Return the variants whose marks in the sandbox are not those in this process."""
    source, reference = notebooks.source(notebook), notebooks.reference(notebook)
    different = {}
    for variant in variants:
        inside = changed_submission(reference, variant.changes)
        outside = changed_submission(reference, variant.changes)
        marks = marks_in_sandbox(inside, source, folder, zygote)
        expected = {**notebooks.points(notebook), **variant.marks}
        if not marks == expected == marks_in_process(outside, source):
            different[variant.name] = (expected, marks)
    return different


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_some_variants_get_the_same_marks_in_the_sandbox(notebook, zygote, folders):
    catalogue = notebooks.catalogue(notebook)
    some = [*catalogue.BUGGED[:: len(catalogue.BUGGED) // A_FEW], *catalogue.RIGHT[:A_FEW]]

    assert differences(notebook, some, zygote, folders[ASSIGNMENTS[notebook]]) == {}


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_untouched_release_gets_nothing(notebook, zygote, folders):
    folder = folders[ASSIGNMENTS[notebook]]

    marks = marks_in_sandbox(
        notebooks.release(notebook), notebooks.source(notebook), folder, zygote
    )

    assert set(marks.values()) == {0}
