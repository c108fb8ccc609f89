"""Regions become stubs for students, and plain text for reference submissions."""

from autograder.build import regions

CELL = """\
def f(x):
    '''Doc.'''
    ### BEGIN SOLUTION
    y = x
    ### END SOLUTION
    if y:
        ### BEGIN SOLUTION
        y += 1
        ### STUB
        # y += 2  # wrong
        #
        # if y:
        #     y = 0
        ### END SOLUTION
    return y
"""
STUB = ["# YOUR CODE HERE", "raise NotImplementedError()"]


def test_the_release_has_the_default_stub_or_the_authors_own():
    released = regions.released(
        CELL.split("\n"), ["# YOUR CODE HERE", "raise NotImplementedError()"]
    )

    assert (
        "\n".join(released)
        == """\
def f(x):
    '''Doc.'''
    # YOUR CODE HERE
    raise NotImplementedError()
    if y:
        y += 2  # wrong

        if y:
            y = 0
    return y
"""
    )


def test_a_reference_submission_has_the_solution_and_no_mark():
    assert (
        "\n".join(regions.solved(CELL.split("\n")))
        == """\
def f(x):
    '''Doc.'''
    y = x
    if y:
        y += 1
    return y
"""
    )


def test_hidden_tests_are_in_neither():
    cell = ["f(1)", regions.BEGIN_HIDDEN, "assert f(1) == 2", regions.END_HIDDEN]

    assert regions.released(cell, []) == ["f(1)"]
    assert regions.solved(cell) == ["f(1)"]
