"""Proving the hidden tests of one notebook, on all cores."""

from collections.abc import Callable, Iterator

from autograder.proof import notebooks
from autograder.proof.kill_matrix import Matrix, matrices, rows_of
from autograder.proof.mutation_run import MutantOutcome, mutants_of, run_mutant
from autograder.proof.pairs import PairOutcome, declared_pairs, evenly, pairs_of, run_pair
from autograder.proof.parallel import in_processes
from autograder.proof.repeats import Repeats, fresh_seeds, wrong_verdicts
from autograder.proof.result import Proof
from autograder.variants.variant import Variant

Track = Callable[[Iterator, str, int], Iterator]
"""Passes on what an iterator yields: with what it is, and how many there will be."""


def prove(
    notebook: str,
    variants: list[Variant],
    track: Track,
    *,
    is_whole: bool = True,
    mutants: bool = False,
    pairs: int = 0,
    repeat: int = 0,
) -> Proof:
    """Return what the hidden tests of a notebook make of variants, and of more if it is asked for.

    Parameters
    ----------
    notebook : its name. variants : from its catalogue. track : shows the progress.
    is_whole : whether these variants are all that there are, so that some of each kind must be.
    mutants : whether to judge the mutants of the items that the variants touch.
    pairs : how many pairs of these variants to judge, besides the declared ones.
    repeat : on how many fresh draws of the hidden inputs to judge them again.
    """
    judged = in_processes(rows_of, [(notebook, variant) for variant in variants])
    rows = [row for each in track(judged, notebook, len(variants)) for row in each]
    proof = Proof(notebook, matrices(notebook, rows))
    if is_whole:
        proof.gaps = list(_gaps(notebook, proof.matrices))
    if mutants:
        items = [matrix.item for matrix in proof.matrices]
        proof.mutants = _outcomes_of_mutants(notebook, items, track)
    if pairs:
        proof.pairs = _outcomes_of_pairs(notebook, variants, pairs, track)
    if repeat:
        tasks = [(notebook, v, seeds) for v in variants for seeds in fresh_seeds(repeat)]
        found = track(in_processes(wrong_verdicts, tasks), f"{notebook}: repeats", len(tasks))
        proof.repeats = Repeats(len(variants), repeat, [wrong for each in found for wrong in each])
    return proof


def _gaps(notebook: str, found: list[Matrix]) -> Iterator[str]:
    """Yield in words which graded items have no wrong solution, or no right one."""
    proven = {matrix.item: matrix for matrix in found}
    for item in notebooks.points(notebook):
        matrix = proven.get(item, Matrix(notebook, item, []))
        if not matrix.bugs:
            yield f"there is no wrong solution of {item}: nothing is proven of its hidden test"
        if not matrix.right:
            yield f"there is no right solution of {item}: its hidden test may refuse any other"


def _outcomes_of_mutants(notebook: str, items: list[str], track: Track) -> list[MutantOutcome]:
    tasks = [(notebook, item) for item in items]
    made = track(in_processes(mutants_of, tasks, few=2), f"{notebook}: mutating", len(tasks))
    tasks = [(notebook, mutant) for each in made for mutant in each]
    return list(track(in_processes(run_mutant, tasks), f"{notebook}: mutants", len(tasks)))


def _outcomes_of_pairs(
    notebook: str, variants: list[Variant], count: int, track: Track
) -> list[PairOutcome]:
    """Judge some pairs of these bugs, evenly chosen, and all that are declared to cost more."""
    names = {variant.name for variant in variants}
    possible = [pair for pair in pairs_of(notebook) if names >= {each.name for each in pair}]
    declared = [pair for pair in declared_pairs(notebook) if pair in possible]
    chosen = evenly(possible, count)
    chosen += [pair for pair in declared if pair not in chosen]
    judged = in_processes(run_pair, [(notebook, *pair) for pair in chosen])
    tracked = track(judged, f"{notebook}: pairs", len(chosen))
    return [outcome for each in tracked for outcome in each]
