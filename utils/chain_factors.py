"""Mistakes in a parameter's gradient that are multiples and terms: fitted, not listed."""

from collections.abc import Iterator, Sequence

import numpy as np

from chain_mistakes import Here, of_term
from gradcheck_causes import (
    Cause,
    could_be_written,
    factor_causes,
    fit,
    fitted_factor,
    same,
    term_causes,
)

Arrays = Sequence[np.ndarray]
"""One array for each check point."""


def fitted_causes(
    heres: Sequence[Here], name: str, given: Arrays, expected: Arrays, tolerance: float
) -> list[Cause]:
    """Return multiples of the whole, of the parameter itself, and of the data's part.

    Parameters
    ----------
    heres : the check points. name : of the parameter, "W2" or "b2".
    given, expected : its gradient as claimed and as due, at each point, of one shape.
    tolerance : relative, up to which a factor fits.
    """
    chain = heres[0].chain
    of = f"what dZ{name[1:]} gives"
    whole = fitted_factor(given, expected, chain.m, chain.keep_prob, tolerance)
    causes = [] if whole is None else factor_causes(whole, of, chain.m)
    due = chain.lambd / chain.m * (name[0] == "W")
    own = [here.parameters[name] for here in heres]
    gaps = [g - e for g, e in zip(given, expected)]
    term = fit(gaps, own)
    if term is not None and _is_likely(heres, 1 + float(term[0]) / due if due else 1.0):
        causes += term_causes(float(term[0]), name, chain.m, chain.lambd)
    if not due:
        return causes
    parts = ([x - due * p for x, p in zip(each, own)] for each in (given, expected))
    factor = fitted_factor(*parts, chain.m, chain.keep_prob, tolerance)
    if factor == 0:
        causes.append(Cause("L2 term alone", "is its L2 term alone: the rest is missing", 0.0))
    elif factor is not None:
        of_the_rest = f"{of} without its L2 term (which is right)"
        causes += factor_causes(factor, of_the_rest, chain.m)
    return causes or list(_other_terms(heres, name, [g + due * p for g, p in zip(gaps, own)], due))


def _other_terms(heres: Sequence[Here], name: str, terms: Arrays, due: float) -> Iterator[Cause]:
    """Yield what an L2 term is made of that is no multiple of W, ``due`` being λ/m."""
    if heres[0].parameters[name].size == 1:
        return  # there, almost anything is a multiple of anything
    columns = [of_term(here.parameters[name]) for here in heres]
    for kind in columns[0]:
        found = fit(terms, [column[kind] for column in columns])
        if found is None:
            continue
        factor = float(found[0]) / due
        if _is_likely(heres, factor):
            times = "" if same(factor, 1) else f"{factor:.4g} × "
            words = f"has {times}λ/m · {kind.replace('W', name)} in place of λ/m · {name}"
            yield Cause("L2 term", words, factor)


def _is_likely(heres: Sequence[Here], factor: float) -> bool:
    """Tell whether to believe a fitted factor: at a single point only a plain one."""
    return len(heres) > 1 or could_be_written(factor, heres[0].chain.m)
