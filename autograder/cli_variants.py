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
        int,
        typer.Option(
            "--pairs", min=0, help="Also so many pairs of bugs at once, and those declared."
        ),
    ] = 0,
    repeat: Annotated[
        int,
        typer.Option("--repeat", min=0, help="Also judge everything so often on fresh inputs."),
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
    costs more than the sum, the feedback names a wrong cause, or a verdict changes with the inputs;
    and if an item has no wrong solution, or no right one.
    """
    with errors_in_words():
        if pipeline:
            more = {"--mutants": mutants, "--pairs": pairs, "--repeat": repeat}
            _nothing_else(more | {"--html": html, "--readme": readme})
            _hand_in(_catalogues(assignment, notebook, only))
            return
        if readme and (not mutants or assignment or notebook or only):
            fail("--readme needs --mutants, and all variants of all notebooks")
        catalogues = _catalogues(assignment, notebook, only)
        from autograder.proof.proving import prove

        asked = {"is_whole": not only, "mutants": mutants, "pairs": pairs, "repeat": repeat}
        proofs = [prove(name, chosen, track, **asked) for name, chosen in catalogues.items()]
        _show(proofs)
        if html:
            from autograder.proof.page import write_page

            write_page(proofs, html)
            console.print(f"The whole of it: {html}", soft_wrap=True, markup=False)
        if any(True for proof in proofs for _ in proof.problems()):
            if readme:
                fail(f"{readme} is left as it was")
            raise typer.Exit(1)
        if readme:
            from autograder.proof.result import renew_counts

            renew_counts(readme, proofs)


def _nothing_else(options: dict[str, object]) -> None:
    """Refuse to hand variants in and seem to do more."""
    if given := [name for name, value in options.items() if value]:
        fail(f"--pipeline hands the variants in and does nothing else: leave out {_list(given)}")


def _catalogues(assignment: str | None, notebook: str | None, only: list[str] | None) -> Catalogues:
    """Return what is asked for; what does not exist is said."""
    from autograder.build import authored_assignments
    from autograder.proof import notebooks

    if assignment is not None and assignment not in authored_assignments():
        fail(f"there is no assignments/{assignment}/; there are: {_list(authored_assignments())}")
    known = [name for name, its in notebooks.authored().items() if assignment in (None, its)]
    if notebook and notebook not in known:
        place = "it" if assignment else "assignments/"
        fail(f"there is no notebook {notebook} in {place}; there are: {_list(known)}")
    catalogues = {name: notebooks.variants_of(name) for name in known if notebook in (None, name)}
    unknown = set(only or []) - {v.name for listed in catalogues.values() for v in listed}
    if unknown:
        fail(f"there is no variant {_list(sorted(unknown))}")
    if not only:
        return catalogues
    chosen = {
        name: [variant for variant in listed if variant.name in only]
        for name, listed in catalogues.items()
    }
    return {name: listed for name, listed in chosen.items() if listed}


def _list(names: list[str]) -> str:
    return ", ".join(names)


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
