"""The ``autograder variants`` command: the proof of the hidden tests."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli_tools import console, errors_in_words, fail, track

if TYPE_CHECKING:
    from autograder.proof.result import Proof
    from autograder.variants.variant import Variant

Catalogues = dict[str, "list[Variant]"]
"""Notebook → variants."""
LISTED = 40
"""Problems that are printed; the page has all of them."""


def variants(
    assignment: Annotated[
        str | None, typer.Argument(help="A folder name in assignments/; all unless told.")
    ] = None,
    notebook: Annotated[
        str | None, typer.Option("--notebook", help="Only the variants of this notebook.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only this variant; may be repeated.")
    ] = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Mutate every reference solution, too.")
    ] = False,
    pairs: Annotated[
        int, typer.Option("--pairs", help="Also so many pairs of bugs at once, and those declared.")
    ] = 0,
    repeat: Annotated[
        int, typer.Option("--repeat", help="Also judge everything so often on fresh inputs.")
    ] = 0,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with it all.")] = None,
    readme: Annotated[
        Path | None,
        typer.Option("--readme", help="Renew the table of counts in this file; needs --mutants."),
    ] = None,
    pipeline: Annotated[
        bool,
        typer.Option(
            "--pipeline", help="Hand the variants in instead: build, sandbox, nbgrader, gradebook."
        ),
    ] = False,
) -> None:
    """Prove the hidden tests on solutions that are known to be wrong, or right.

    Every variant in `autograder/variants/<notebook>.py` must get exactly the marks written beside
    it. The kill matrix shows which line of a rubric finds which bug, and which lines find nothing
    of their own.

    `--mutants` adds every small change that a machine can think of. A mutant that keeps all points
    must be equal to the reference on 200 random calls, which `<notebook>_inputs.py` draws.

    The command fails if a bug gets away, a right solution is refused, a mutant survives, a pair
    costs more than the sum, the feedback names a wrong cause, or a verdict changes with the inputs.
    """
    with errors_in_words():
        if readme and not (mutants and assignment is None and not only):
            fail("--readme needs --mutants, and all notebooks")
        catalogues = _catalogues(assignment, notebook, only)
        if pipeline:
            _hand_in(catalogues)
            return
        proofs = [_prove(name, chosen, mutants) for name, chosen in catalogues.items()]
        problems = [problem for proof in proofs for problem in proof.problems()]
        if not only:
            problems += [each for name in catalogues for each in _without_bugs(name, proofs)]
        _show(proofs)
        if html:
            from autograder.proof.page import write_page

            write_page(proofs, html)
            console.print(f"The whole of it: {html}", soft_wrap=True, markup=False)
        if readme:
            from autograder.proof.result import renew_counts

            renew_counts(readme, proofs)
        problems += [each for name in catalogues for each in _pairs(name, pairs)]
        problems += [
            each for name, chosen in catalogues.items() for each in _repeat(name, chosen, repeat)
        ]
        if problems:
            more = len(problems) - LISTED
            fail(*problems[:LISTED], *([f"... and {more} more"] if more > 0 else []))


def _catalogues(assignment: str | None, notebook: str | None, only: list[str] | None) -> Catalogues:
    """Return what is asked for; what does not exist is said."""
    from autograder.build import authored_assignments
    from autograder.proof import notebooks
    from autograder.variants.pipeline import variants_of

    if assignment is not None and assignment not in authored_assignments():
        fail(f"there is no assignments/{assignment}/; there are: {_list(authored_assignments())}")
    known = [name for name, its in notebooks.authored().items() if assignment in (None, its)]
    if notebook and notebook not in known:
        place = "it" if assignment else "assignments/"
        fail(f"there is no notebook {notebook} in {place}; there are: {_list(known)}")
    catalogues = {name: list(variants_of(name)) for name in known if notebook in (None, name)}
    unknown = set(only or []) - {v.name for listed in catalogues.values() for v in listed}
    if unknown:
        fail(f"there is no variant {_list(sorted(unknown))}")
    chosen = {
        name: [variant for variant in listed if not only or variant.name in only]
        for name, listed in catalogues.items()
    }
    return {name: listed for name, listed in chosen.items() if listed}


def _list(names: list[str]) -> str:
    return ", ".join(names)


def _prove(notebook: str, chosen: "list[Variant]", mutants: bool) -> "Proof":
    from autograder.proof.kill_matrix import matrices, rows_of
    from autograder.proof.mutation_run import mutants_of, run_mutant
    from autograder.proof.parallel import in_processes
    from autograder.proof.result import Proof

    judged = in_processes(rows_of, [(notebook, variant) for variant in chosen])
    rows = [row for each in track(judged, notebook, len(chosen)) for row in each]
    proof = Proof(notebook, matrices(notebook, rows))
    if mutants:
        made = [
            (notebook, mutant)
            for matrix in proof.matrices
            for mutant in mutants_of(notebook, matrix.item)
        ]
        fates = in_processes(run_mutant, made)
        proof.mutants = list(track(fates, f"{notebook}: mutants", len(made)))
    return proof


def _without_bugs(notebook: str, proofs: "list[Proof]") -> list[str]:
    """Return in words which graded items have no wrong solution, and so no proof."""
    from autograder.proof import notebooks

    proven = {m.item for p in proofs for m in p.matrices if p.notebook == notebook and m.bugs}
    return [
        f"{notebook}: there is no wrong solution of {item}: nothing is proven of its hidden test"
        for item in notebooks.points(notebook)
        if item not in proven
    ]


def _show(proofs: "list[Proof]") -> None:
    from autograder.proof import terminal

    for proof in proofs:
        for matrix in proof.matrices:
            console.print(terminal.kill_table(matrix))
    every = [matrix for proof in proofs for matrix in proof.matrices]
    console.print(terminal.slowest_table(every))
    console.print(terminal.redundant_lines(every))
    if any(proof.mutants for proof in proofs):
        console.print(terminal.mutants_table(proofs))
    console.print(terminal.summary(proofs))


def _pairs(notebook: str, count: int) -> list[str]:
    """Judge some pairs of bugs, evenly chosen, and all that are declared to cost more.

    Returns what is wrong with that.
    """
    if not count:
        return []
    from autograder.proof.pairs import declared_pairs, evenly, pairs_of, run_pair
    from autograder.proof.parallel import in_processes

    chosen = evenly(pairs_of(notebook), count)
    chosen += [pair for pair in declared_pairs(notebook) if pair not in chosen]
    judged = in_processes(run_pair, [(notebook, *pair) for pair in chosen])
    outcomes = [o for each in track(judged, f"{notebook}: pairs", len(chosen)) for o in each]
    wrong = [f"{notebook}: {outcome}" for outcome in outcomes if not outcome.as_it_must_be]
    more = sum(o.as_it_must_be and o.together > o.alone for o in outcomes)
    console.print(
        f"{notebook}: of {len(chosen)} pairs of bugs, {len(wrong)} do not cost what they must; "
        f"{more} more cost more than the sum, of which the catalogue says so."
    )
    return wrong


def _repeat(notebook: str, chosen: "list[Variant]", times: int) -> list[str]:
    """Judge everything on fresh inputs and return the verdicts that are not what they must be."""
    if not times:
        return []
    from autograder.proof.parallel import in_processes
    from autograder.proof.repeats import fresh_seeds, wrong_verdicts

    tasks = [(notebook, v, seeds) for v in chosen for seeds in fresh_seeds(times)]
    found = track(in_processes(wrong_verdicts, tasks), f"{notebook}: repeats", len(tasks))
    flips = [flip for each in found for flip in each]
    console.print(
        f"{notebook}: {len(chosen)} variants on {times} fresh draws of the hidden inputs, "
        f"{len(flips)} verdicts changed."
    )
    return flips


def _hand_in(catalogues: Catalogues) -> None:
    """Send variants through the whole pipeline and print expected against actual points."""
    from autograder.proof.notebooks import authored
    from autograder.tables import variants_table
    from autograder.variants.pipeline import run_variants

    all_right = True
    for name, chosen in catalogues.items():
        outcomes = list(track(run_variants(authored()[name], name, chosen), name, len(chosen)))
        console.print(variants_table(name, outcomes))
        right = sum(outcome.as_expected for outcome in outcomes)
        console.print(f"{right} of {len(outcomes)} got the marks they must get.")
        all_right &= right == len(outcomes)
    if not all_right:
        raise typer.Exit(1)
