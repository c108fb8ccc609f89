"""Running test cells: instructor's code, in the instructor's process, on proxies."""

import ast
import builtins
import contextlib
import io
import numbers
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.grading.cell_code import may_define
from autograder.grading.outputs import MAX_TEXT, accepted, error
from autograder.sandbox.failures import NoAnswer
from autograder.sandbox.memory import bounded
from autograder.sandbox.proxy import Proxy
from autograder.sandbox.session import Session

HIDDEN = "### BEGIN HIDDEN TESTS"
FILE = "<test cell>"
IMPORTS = (ast.Import, ast.ImportFrom)


class TrustedTests:
    """The namespace in which the test cells of one notebook run, one after the other.

    A name means, in this order: what an earlier test cell defined or imported; what the
    instructor's own cells import; what Python itself calls so, whatever the student calls ``abs``;
    and what the student's notebook defines, a function as a
    :class:`~autograder.sandbox.proxy.Proxy`, anything else as a copy.

    Parameters
    ----------
    session : the submission.
    source : the instructor's notebook. folder : the folder that it is in, with its helper modules.
    """

    def __init__(self, session: Session, source: NotebookNode, folder: Path) -> None:
        self._session, self._folder = session, folder
        self._exercises = _exercises(source)
        self._imports, self._given = {}, {}
        for name, node in _given(source):
            kept = self._imports if isinstance(node, IMPORTS) else self._given
            if name not in self._exercises:
                kept[name] = node
        self._ours: dict[str, Any] = {"__name__": "__main__"}

    def run(self, source: str, points: float) -> list[NotebookNode]:
        """Run a test cell and return its outputs, from which nbgrader reads the points.

        What hidden tests look like does not show in them: an exception is told without its
        traceback, and what goes to stderr, warnings above all, is dropped.

        Parameters
        ----------
        source : the cell. points : what it is worth.
        """
        printed = io.StringIO()
        failure, value = None, None
        with _as_in_grading(self._folder, printed), bounded():
            try:
                value = self._execute(source)
            except KeyboardInterrupt:
                raise
            except BaseException as raised:  # a SystemExit of an instructor's, too
                failure = _told(raised, source)
        outputs = []
        if text := printed.getvalue()[:MAX_TEXT]:
            outputs += accepted([{"output_type": "stream", "name": "stdout", "text": text}])
        is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if failure is None and is_number and not 0 <= value <= points:
            failure = error("ValueError", f"The test gave {value} of {points:g} points.")
        if failure is not None:
            outputs.append(failure)
        elif value is not None:
            words = repr(float(value)) if is_number else repr(value)[:MAX_TEXT]
            data = {"text/plain": words}
            outputs.append(nbformat.v4.new_output("execute_result", data=data))
        return outputs

    def _execute(self, source: str) -> Any:
        """Run the statements, and return the value of the last line if it has one."""
        tree = ast.parse(source)
        visible = len(source.split(HIDDEN)[0].split("\n")) if HIDDEN in source else 0
        namespace = {**self._meant(tree, visible), **self._ours}
        before = dict(namespace)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        try:
            exec(_compiled(tree), namespace)
            return eval(_compiled(ast.Expression(last.value)), namespace) if last else None
        finally:
            for name, value in namespace.items():
                if name not in before or before[name] is not value:
                    self._ours[name] = value

    def _meant(self, tree: ast.Module, visible: int) -> dict[str, Any]:
        """Return what the names mean that no test cell has defined.

        A student may define ``abs`` and ``close``, but not those by which a hidden test judges.
        So many lines of the cell are ``visible``.
        """
        given, hidden = {}, [node for node in tree.body if node.lineno > visible]
        names = [name for node in hidden for name in _names(node)]
        while found := [name for name in names if name in self._given and name not in given]:
            given |= {name: self._given[name] for name in found}
            names = [name for node in map(given.get, found) for name in _names(node)]
        everything = [name for node in (tree, *given.values()) for name in _names(node)]
        names = [
            name
            for name in dict.fromkeys(everything)
            if not (name in self._ours or name in given or self._is_builtin(name))
        ]
        meant = {}
        for name in ["*", *names]:
            if name in self._imports:
                with contextlib.suppress(ImportError):
                    exec(_compiled(ast.Module([self._imports[name]], [])), meant)
        for name, (kind, *value) in self._session.look(names).items():
            if name not in meant and (kind == "function" or value):
                is_function = kind == "function"
                meant[name] = Proxy(self._session, name) if is_function else value[0]
        definitions = sorted(set(given.values()), key=lambda node: (node.lineno, node.col_offset))
        exec(_compiled(ast.Module(definitions, [])), meant)
        return meant

    def _is_builtin(self, name: str) -> bool:
        return hasattr(builtins, name) and name not in self._exercises


def _exercises(source: NotebookNode) -> set[str]:
    """Return the functions and classes that students are to define."""
    cells = [c for c in source.cells if c.metadata.get("nbgrader", {}).get("solution")]
    return {name for cell in cells for name in may_define(cell.source)}


def _given(source: NotebookNode) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the names that the instructor's cells import or define, and how.

    Of what they assign, only what is written down there: anything else may be the work of the
    student's functions, and take long.
    """
    for cell in source.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or nbgrader.get("solution") or not nbgrader.get("locked"):
            continue
        lines = ["" if line.startswith(("%", "!")) else line for line in cell.source.split("\n")]
        with contextlib.suppress(SyntaxError):
            for statement in ast.parse("\n".join(lines)).body:
                if isinstance(statement, IMPORTS):
                    for alias in statement.names:
                        yield alias.asname or alias.name.partition(".")[0], statement
                elif nbgrader.get("grade"):
                    continue
                elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
                    yield statement.name, statement
                elif isinstance(statement, ast.Assign) and _is_literal(statement.value):
                    for name in statement.targets:
                        if isinstance(name, ast.Name):
                            yield name.id, statement


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return True


def _names(tree: ast.AST) -> list[str]:
    """Return the names that are read anywhere in the code, each once."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return list(dict.fromkeys(node.id for node in nodes if isinstance(node.ctx, ast.Load)))


def _compiled(tree: ast.Module | ast.Expression) -> CodeType:
    mode = "eval" if isinstance(tree, ast.Expression) else "exec"
    return compile(ast.fix_missing_locations(tree), FILE, mode)


def _told(raised: BaseException, source: str) -> NotebookNode:
    """Return an exception as an output: the line of the visible test that failed, and why."""
    if isinstance(raised, NoAnswer):
        message = f"{str(raised)[:1].upper()}{str(raised)[1:]}."
        return error("TimeoutError", message)
    name = type(raised).__name__
    lines = [frame.lineno for frame in traceback.extract_tb(raised.__traceback__)
             if frame.filename == FILE]  # fmt: skip
    shown = ""
    if lines and lines[0]:
        visible = source.split(HIDDEN)[0].split("\n")
        if lines[0] <= len(visible):
            shown = f"----> {lines[0]} {visible[lines[0] - 1]}"
    words = str(raised) or ("a hidden test failed" if not shown else "this test failed")
    return error(name, f"{name}: {words}"[:4_000], shown)


@contextlib.contextmanager
def _as_in_grading(folder: Path, printed: io.StringIO) -> Iterator[None]:
    """Make this process look as a kernel does in which nbgrader grades, for a while."""
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    sys.path.insert(0, str(folder))
    loaded = set(sys.modules)
    try:
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - loaded:
            # Another assignment may have a module of the same name.
            if str(getattr(sys.modules[name], "__file__", "")).startswith(f"{folder}{os.sep}"):
                del sys.modules[name]
        if before is None:
            del os.environ["NBGRADER_EXECUTION"]
        else:
            os.environ["NBGRADER_EXECUTION"] = before
