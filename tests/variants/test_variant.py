"""Variants are made from the reference, and an edit that does not fit is refused."""

import pytest

from autograder.variants.submissions import changed_submission
from autograder.variants.variant import Edit, Rewrite


def test_an_edit_changes_one_cell_of_a_copy(reference):
    edit = Edit("forward_propagation", "theta * x", "theta + x")

    changed = changed_submission(reference, [edit])

    differing = [a.id for a, b in zip(changed.cells, reference.cells) if a.source != b.source]
    assert differing == ["forward_propagation"]


@pytest.mark.parametrize("old", ["not there", "theta"])
def test_a_piece_that_is_not_there_exactly_once_is_refused(reference, old):
    with pytest.raises(ValueError, match=r"occurs \d+ times in forward_propagation, not once"):
        changed_submission(reference, [Edit("forward_propagation", old, "")])


def test_a_cell_that_is_not_there_is_refused(reference):
    with pytest.raises(ValueError, match="no solution cell 'backwards'"):
        changed_submission(reference, [Rewrite("backwards", "pass")])


def test_the_reference_has_no_mark_left_in_it(reference):
    text = "\n".join(cell.source for cell in reference.cells)

    assert "###" not in text.replace("### Exercise", "")
    assert "NotImplementedError()" not in text
