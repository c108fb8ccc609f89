"""What a gradient check prints: judged by whether it tells right gradients from wrong ones."""

import contextlib
import io
import re
from collections.abc import Callable

import numpy as np

import gc_utils
from replacing import replaced, seen_by

BAD = 2e-7
"""The notebook's threshold: a ratio above it means that the gradient is wrong."""
LETTERS = str.maketrans("0123456789", "abcdefghij")


def printed_by(student: Callable, call: Callable[[], float], is_right: bool) -> str:
    """Return what a student's check printed.

    Parameters
    ----------
    student : the check; what it hands to ``print_verdict`` is looked at. call : calls it, and
        returns the difference. is_right : whether the gradients are.

    Raises
    ------
    AssertionError
        If ``print_verdict`` is made to say the opposite of what is returned, and of the truth.
    """
    stream, verdicts = io.StringIO(), []

    def print_verdict(difference, threshold=BAD):
        verdicts.append(bool(np.asarray(difference).item() <= threshold))
        gc_utils.print_verdict(difference, threshold)

    stand_ins = {"print_verdict": print_verdict} if _sees_ours(student) else {}
    with (
        replaced(student, **stand_ins),
        contextlib.redirect_stdout(stream),
        contextlib.redirect_stderr(stream),
    ):
        returned = call()
    assert all(verdict in (returned <= BAD, is_right) for verdict in verdicts), (
        f"it returned {returned:.3g}, and print_verdict said the opposite of that"
    )
    return stream.getvalue()


def _sees_ours(student: Callable) -> bool:
    """Tell whether a student's ``print_verdict`` is that of the helpers: it prints the same."""
    texts = []
    for function in (gc_utils.print_verdict, seen_by(student, "print_verdict")):
        with contextlib.redirect_stdout(io.StringIO()) as stream:
            try:
                function(0.0)
                function(1.0)
            except Exception:  # the student's
                return False
        texts.append(stream.getvalue())
    return texts[0] == texts[1]


def expect_verdicts(right: list[str], wrong: list[str], unasked: str) -> None:
    """Fail unless each text has a line that no text of the other kind has.

    Numbers and blanks do not count, colours do, and other lines are welcome: the notebook
    advises to print the rows in which the gradients disagree. No such line may stand in what was
    printed unasked, of right gradients.
    """
    assert all(text.strip() for text in right + wrong), "print_msg=True printed nothing"
    kinds = [[_lines_without_numbers(text) for text in kind] for kind in (right, wrong)]
    for kind, other in (kinds, kinds[::-1]):
        tells_apart = all(lines - set.union(*other) for lines in kind)
        assert tells_apart, "what it prints does not tell correct gradients from wrong ones"
    verdicts = set.union(*kinds[0]) - set.union(*kinds[1])
    assert not verdicts & _lines_without_numbers(unasked), "it prints its verdict unasked, too"


def _lines_without_numbers(text: str) -> set[str]:
    text = re.sub(r"\x1b\[([\d;]*)m", lambda m: f"<{m[1].translate(LETTERS)}>", text)
    text = re.sub(r"[-+]?\d[\d.]*(e[-+]?\d+)?", "#", text, flags=re.IGNORECASE)
    return {" ".join(line.split()) for line in text.splitlines()}
