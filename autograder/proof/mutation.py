"""Generated mistakes: first-order mutants of a reference solution, made on its syntax tree.

Every mutant differs from the reference in one place. What an author
thinks of when they write variants is what they also thought of when they wrote the tests; a
machine has no such blind spot.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from autograder.proof.mutation_operators import OPERATORS, Replacement
from autograder.variants.variant import Rewrite


@dataclass(frozen=True)
class Mutant:
    """The solution of one item with one node of its syntax tree changed."""

    item: str
    operator: str
    """What kind of change: the name of the function in ``mutation_operators`` that made it."""
    line: int
    """Of the solved cell, counted from 1."""
    before: str
    after: str
    source: str
    """The whole cell."""

    @property
    def changes(self) -> tuple[Rewrite]:
        """Return it as a change to the reference, as variants have them."""
        return (Rewrite(self.item, self.source),)

    def __str__(self) -> str:
        return f"{self.item}, line {self.line}: {self.before}  →  {self.after or '(nothing)'}"


def mutants(
    item: str, source: str, alike: Mapping[str, Collection[str]] | None = None
) -> Iterator[Mutant]:
    """Yield every mutant of a solution cell, each other text once.

    Parameters
    ----------
    item : the name of the cell and of the function in it.
    source : its text, with the solution in it.
    alike : name → other names that may stand for it: values of the same kind and shape.

    What is handed out round the solution is changed, too, for students may write into it, the
    defaults of the arguments among it; but not what only seeds a generator: other seeds are as
    good.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    keys = _keys(tree)
    for path, node in _nodes(tree):
        for operator, replacement in _replacements(node, alike or {}, keys):
            changed = deepcopy(tree)
            _put(changed, path, replacement)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text in seen:
                continue
            seen.add(text)
            before, after = _words(node), _words(replacement) if replacement else ""
            yield Mutant(item, operator, getattr(node, "lineno", 1), before, after, text)


Path = tuple[tuple[str, int | None], ...]
"""Where a node is in a tree: field and index, from the root."""


def _nodes(node: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.AST]]:
    """Yield every node but names of arguments, docstrings and what only seeds a generator."""
    yield path, node
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if isinstance(child, ast.AST) and not _is_left_alone(child):
                step = (name, index if isinstance(value, list) else None)
                yield from _nodes(child, (*path, step))


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.arg | ast.Import | ast.ImportFrom):
        return True
    if not isinstance(node, ast.Expr):
        return False
    text = ast.unparse(node)
    return isinstance(node.value, ast.Constant) or ".seed(" in text


def _keys(tree: ast.AST) -> set[str]:
    """Return the texts by which something is looked up or stored: "W1", or "W" of f"W{layer}"."""
    places = [node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
    places += [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys]
    texts = [part for place in places if place for part in ast.walk(place)]
    return {part.value for part in texts if _is_text(part)}


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _replacements(
    node: ast.AST, alike: Mapping[str, Collection[str]], keys: Collection[str]
) -> Iterator[tuple[str, ast.AST | None]]:
    for operator in OPERATORS:
        for replacement in operator(node):
            yield operator.__name__, replacement
    if isinstance(node, ast.Name):
        for name in sorted(alike.get(node.id, ())):
            yield "another_name", ast.Name(name, node.ctx)
    if _is_text(node) and node.value in keys:
        for key in sorted(keys):
            if _differ_in_one_letter(key, node.value):
                yield "another_key", ast.Constant(key)


def _differ_in_one_letter(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other)) == 1


def _put(tree: ast.AST, path: Path, replacement: Replacement) -> None:
    """Put a node where another one is; None drops a statement."""
    node = tree
    for name, index in path[:-1]:
        node = getattr(node, name) if index is None else getattr(node, name)[index]
    name, index = path[-1]
    new = ast.Pass() if replacement is None else deepcopy(replacement)
    if index is None:
        setattr(node, name, new)
    else:
        getattr(node, name)[index] = new


def _words(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(node)).split("\n")
    return text[0] + (" …" if len(text) > 1 else "")
