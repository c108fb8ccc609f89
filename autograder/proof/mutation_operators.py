"""The ways to change one node of a syntax tree, each a mistake that people make.

Each operator takes a node and yields what may stand in its place; None drops a statement. A node
that it has nothing to say about gives nothing.
"""

import ast
from collections.abc import Callable, Iterator
from copy import copy, deepcopy

Replacement = ast.AST | None

ARITHMETIC = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
}
COMPARISONS = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
FUNCTIONS = {
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "sum": "mean",
    "mean": "sum",
    "maximum": "minimum",
    "minimum": "maximum",
    "randn": "rand",
    "rand": "randn",
    "log": "exp",
    "exp": "log",
    "square": "abs",
    "hstack": "vstack",
    "vstack": "hstack",
    "multiply": "dot",
    "any": "all",
    "all": "any",
    "relu": "sigmoid",
    "sigmoid": "relu",
}


def another_arithmetic(node: ast.AST) -> Iterator[Replacement]:
    """Plus for minus, times for divided by, an elementwise product for a matrix product."""
    if isinstance(node, ast.BinOp):
        for operator in ARITHMETIC.get(type(node.op), ()):
            yield ast.BinOp(node.left, operator(), node.right)
    if isinstance(node, ast.AugAssign):
        for operator in ARITHMETIC.get(type(node.op), ()):
            yield ast.AugAssign(node.target, operator(), node.value)


def dropped_factor(node: ast.AST) -> Iterator[Replacement]:
    """One of two operands alone: a forgotten 1/m, a term that is missing."""
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value)


def turned_operands(node: ast.AST) -> Iterator[Replacement]:
    """The operands in the other order, where that matters."""
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.Sub | ast.Div | ast.Pow | ast.MatMult
    ):
        yield ast.BinOp(node.right, node.op, node.left)


def another_sign(node: ast.AST) -> Iterator[Replacement]:
    """A minus forgotten, or put before what is assigned, returned or handed over.

    But a draw has the same law with it.
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield node.operand
    if (
        isinstance(node, ast.Assign | ast.Return)
        and isinstance(node.value, ast.BinOp | ast.Call | ast.Name)
        and "randn(" not in ast.unparse(node)
    ):
        changed = copy(node)
        changed.value = ast.UnaryOp(ast.USub(), node.value)
        yield changed
    if isinstance(node, ast.Call):
        yield from _with_arguments(node, lambda argument: ast.UnaryOp(ast.USub(), argument))


def _with_arguments(call: ast.Call, change: Callable[[ast.expr], ast.expr]) -> Iterator[ast.Call]:
    """Yield a call with one of its arguments changed, for each that is a name or an expression."""
    for i, argument in enumerate(call.args):
        if isinstance(argument, ast.Name | ast.BinOp | ast.Call | ast.Attribute | ast.Subscript):
            changed = copy(call)
            changed.args = [*call.args[:i], change(argument), *call.args[i + 1 :]]
            yield changed


def another_comparison(node: ast.AST) -> Iterator[Replacement]:
    """Greater or equal for greater, less for greater; ``or`` for ``and``; a turned condition."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [operator()], node.comparators)
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
        yield from node.values
    if isinstance(node, ast.If | ast.IfExp):
        turned = deepcopy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield turned


def another_constant(node: ast.AST) -> Iterator[Replacement]:
    """One more, one less, doubled, halved, zero; the other truth value; a longer text."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        for other in (value + 1, value - 1, 2 * value, 0):
            yield ast.Constant(other)
    elif isinstance(value, float):
        yield ast.Constant(value * 2)
        yield ast.Constant(value / 2)
    elif isinstance(value, str) and value:
        yield ast.Constant(value + "_")


def another_argument(node: ast.AST) -> Iterator[Replacement]:
    """Two neighbours in the wrong order, or a keyword argument (axis, keepdims) left out."""
    if not isinstance(node, ast.Call):
        return
    for i in range(len(node.args) - 1):
        changed = deepcopy(node)
        changed.args[i], changed.args[i + 1] = changed.args[i + 1], changed.args[i]
        yield changed
    for i in range(len(node.keywords)):
        changed = deepcopy(node)
        del changed.keywords[i]
        yield changed


def another_function(node: ast.AST) -> Iterator[Replacement]:
    """``ones`` for ``zeros``, ``rand`` for ``randn``, or the argument or object as it is."""
    if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
        yield ast.Attribute(node.value, FUNCTIONS[node.attr], node.ctx)
    if isinstance(node, ast.Name) and node.id in FUNCTIONS:
        yield ast.Name(FUNCTIONS[node.id], node.ctx)
    if isinstance(node, ast.Call) and node.args:
        yield node.args[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        *start, stop = node.args
        yield ast.Call(node.func, [*start, ast.BinOp(stop, ast.Sub(), ast.Constant(1))], [])
        if not start:
            yield ast.Call(node.func, [ast.Constant(1), stop], [])


def another_transposition(node: ast.AST) -> Iterator[Replacement]:
    """A transposition forgotten, or one too many: in a product, or of what is handed over."""
    if _is_transposed(node):
        yield node.value
    if isinstance(node, ast.Call):
        yield from _with_arguments(node, _transposed)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        if not _is_transposed(node.left):
            yield ast.BinOp(_transposed(node.left), node.op, node.right)
        if not _is_transposed(node.right):
            yield ast.BinOp(node.left, node.op, _transposed(node.right))


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _is_transposed(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def another_order(node: ast.AST) -> Iterator[Replacement]:
    """Two neighbours in a tuple or a list, the first two of several, in the wrong order."""
    if isinstance(node, ast.Tuple | ast.List) and len(node.elts) > 1:
        for i in range(len(node.elts) - 1):
            changed = deepcopy(node)
            changed.elts[i], changed.elts[i + 1] = changed.elts[i + 1], changed.elts[i]
            yield changed


def dropped_entry(node: ast.AST) -> Iterator[Replacement]:
    """An entry of a dictionary or tuple left out, two values exchanged, an index forgotten."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for entry in node.value.elts:
            yield ast.Return(entry)
    if isinstance(node, ast.Dict):
        for i in range(len(node.keys)):
            changed = deepcopy(node)
            del changed.keys[i], changed.values[i]
            yield changed
        for i in range(len(node.keys) - 1):
            changed = deepcopy(node)
            values = changed.values
            values[i], values[i + 1] = values[i + 1], values[i]
            yield changed


def dropped_statement(node: ast.AST) -> Iterator[Replacement]:
    """A statement forgotten; a body run once instead of in a loop or under a condition."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Return | ast.For | ast.If):
        yield None
    if isinstance(node, ast.If):
        always = deepcopy(node)
        always.test = ast.Constant(True)
        yield always


def early_end(node: ast.AST) -> Iterator[Replacement]:
    """A loop that ends after its first round."""
    if isinstance(node, ast.For):
        changed = deepcopy(node)
        changed.body.append(ast.Break())
        yield changed


OPERATORS = (
    another_arithmetic,
    dropped_factor,
    turned_operands,
    another_sign,
    another_comparison,
    another_constant,
    another_argument,
    another_function,
    another_transposition,
    another_order,
    dropped_entry,
    dropped_statement,
    early_end,
)
