"""What a student's cells showed, made safe for the graded notebook and the feedback page."""

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import nbformat
from bleach import ALLOWED_TAGS
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat.notebooknode import NotebookNode

PICTURES = {"image/png": "iVBORw0KGgo", "image/jpeg": "/9j/"}
"""Pictures that are kept, and how they begin in base64."""
BASE64 = re.compile(r"[A-Za-z0-9+/\n]*={0,2}\n?")
MAX_TEXT = 1_200_000
"""Characters of one text."""
MAX_OUTPUTS = 200
"""Of a cell."""
MAX_HTML = 50_000
"""Characters of one output in HTML."""
MAX_MARKDOWN = 10_000
"""Characters of one cell of words."""
MAX_COUNT = 10**6
CODE = re.compile(r"(javascript|vbscript|livescript|mocha|[^a-z](data|file|blob|filesystem)):")
"""Schemes of links that run something, or look at the reader's files."""
CUT = "\n\n[The rest was cut off.]\n"
TABLES = ["table", "thead", "tbody", "tr", "th", "td", "caption", "p", "div", "span", "pre"]

_html = SanitizeHTML(tags=[*ALLOWED_TAGS, *TABLES], strip=True)


@dataclass
class Room:
    """What a notebook has left to show, so that its page can be made and opened.

    Programs that clean HTML, read markdown and colour text take long for what was made to keep
    them busy: the square of its length.
    """

    text: int = 4_000_000
    pictures: int = 40_000_000
    html: int = 200_000
    tags: int = 2_000
    colours: int = 20_000
    markdown: int = 100_000


def accepted(sent: list, room: Room | None = None) -> list[NotebookNode]:
    """Return what came out of the sandbox as outputs of a notebook.

    Text stays text, pictures must be pictures, HTML loses everything that runs or loads; anything
    else (JavaScript, SVG, LaTeX, widgets) is dropped, and so is what exceeds the bounds.

    Parameters
    ----------
    sent : from the sandbox, and not to be trusted: it should be a list of outputs.
    room : what the notebook has left, and what there is here is taken from.
    """
    outputs, room = [], room or Room()
    for output in sent[:MAX_OUTPUTS] if isinstance(sent, list) else []:
        if isinstance(output, dict) and (kept := _one(output, room)) is not None:
            outputs.append(kept)
    return outputs


def error(name: str, message: str, shown: str = "") -> NotebookNode:
    """Return an output that says in red why a cell failed; nbgrader gives no points for it.

    Parameters
    ----------
    name : of the exception. message : in words. shown : lines to show above.
    """
    lines = ([shown] if shown else []) + [f"\033[31m{message}\033[0m"]
    return nbformat.v4.new_output("error", ename=name, evalue=message, traceback=lines)


def sanitized_markdown(text: str, room: Room | None = None) -> str:
    """Return a student's markdown without what would run or load anything on a page."""
    room = room or Room()
    allowed = min(MAX_MARKDOWN, room.markdown)
    room.markdown -= min(len(text), allowed)
    text = text if len(text) <= allowed else text[:allowed] + CUT
    if _links_to_code(text):
        # nbconvert lets such links through: show what was written, as code.
        return "\n".join(f"    {line}" for line in text.expandtabs(4).splitlines())
    return _sanitized(text, room)


def _links_to_code(text: str) -> bool:
    """Tell whether there may be a link that runs something, however it is spelled."""
    for _ in range(3):
        text = unescape(text)
    plain = "".join(c for c in text if c.isprintable() and c not in " \\").lower()
    return CODE.search(plain) is not None


def _sanitized(text: str, room: Room) -> str:
    tags = text.count("<")
    if tags > room.tags:
        return escape(text)
    room.tags -= tags
    return _html.sanitize_html_tags(text)


def _one(output: dict, room: Room) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        text = _text(output.get("text"), room)
        return nbformat.v4.new_output("stream", name=name, text=text) if text else None
    if kind == "error":
        lines = output.get("traceback")
        lines = [_text(line, room) for line in lines[:50]] if isinstance(lines, list) else []
        name, value = _text(output.get("ename"), room), _text(output.get("evalue"), room)
        return nbformat.v4.new_output("error", ename=name, evalue=value, traceback=lines)
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        data = _data(output["data"], room)
        more: dict[str, Any] = {}
        if kind == "execute_result":
            count = output.get("execution_count")
            is_count = type(count) is int and 0 <= count < MAX_COUNT
            more = {"execution_count": count if is_count else None}
        return nbformat.v4.new_output(kind, data=data, **more) if data else None
    return None


def _data(sent: dict, room: Room) -> dict[str, str]:
    data = {}
    for mime, content in sent.items():
        if not isinstance(content, str):
            continue
        if mime == "text/plain":
            data[mime] = _text(content, room)
        elif mime == "text/html":
            if len(content) <= min(MAX_HTML, room.html):
                room.html -= len(content)
                data[mime] = _sanitized(_text(content, room), room)
        elif mime in PICTURES and _is_picture(mime, content) and len(content) <= room.pictures:
            room.pictures -= len(content)
            data[mime] = content
    return data


def _is_picture(mime: str, content: str) -> bool:
    return content.startswith(PICTURES[mime]) and bool(BASE64.fullmatch(content))


def _text(sent: Any, room: Room) -> str:
    text = sent[: min(MAX_TEXT, room.text)] if isinstance(sent, str) else ""
    room.text -= len(text)
    colours = text.count("\x1b")
    if colours > room.colours:
        text, colours = text.replace("\x1b", ""), 0
    room.colours -= colours
    return text.encode("utf-8", "replace").decode("utf-8")
