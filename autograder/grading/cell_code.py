"""What a cell's code defines and says, found out without running or parsing it.

A student's cell is cut into tokens, never given to Python's parser: in a thread with a small stack
a line of a hundred thousand minus signs crashes the process that parses it, and the marks of
everybody else with it.
"""

import io
import re
import tokenize
from dataclasses import dataclass

MAX_CHARACTERS = 20_000
"""Longer cells are looked at line by line only: cutting them up takes long."""
DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$", re.MULTILINE)
"""A line that is IPython, not Python; such as ``%timeit f(2)``, ``!ls`` and ``f?``."""
SKIPPED = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER)


@dataclass(frozen=True)
class Code:
    """What is to be known about a cell's code."""

    defined: frozenset[str]
    """Functions and classes that it defines at its top level."""
    gist: tuple[str, ...]
    """The same for two cells that differ in comments and empty lines only."""
    whole: bool
    """Whether brackets, strings and indentation are complete; not that it is right Python."""


def look_at(text: str) -> Code:
    """Return what is to be known about a cell's code, whatever stands in it."""
    python = MAGIC.sub(r"\1pass", text)
    try:
        return _cut(python) if len(python) <= MAX_CHARACTERS else _by_lines(text)
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return _by_lines(text)


def may_define(text: str) -> set[str]:
    """Return the names that a cell may define, and maybe others: a quick look, line by line."""
    return set(DEFINITION.findall(text))


def _cut(python: str) -> Code:
    defined, gist, depth, before = set(), [], 0, ""
    for token in tokenize.generate_tokens(io.StringIO(python).readline):
        if token.type in SKIPPED:
            continue
        if token.type == tokenize.ERRORTOKEN:
            # Stop here: looking for the end of a string from each next character takes for ever.
            raise tokenize.TokenError("not Python")
        depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
        if token.type == tokenize.NAME and before in ("def", "class") and depth == 0:
            defined.add(token.string)
        before = token.string
        # How wide an indentation is, and how a line ends, says nothing.
        laid_out = token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE)
        gist.append(tokenize.tok_name[token.type] if laid_out else token.string)
    return Code(frozenset(defined), tuple(gist), whole=True)


def _by_lines(text: str) -> Code:
    lines = (line.strip() for line in text.split("\n"))
    gist = tuple(line for line in lines if line and not line.startswith("#"))
    return Code(frozenset(may_define(text)), gist, whole=False)
