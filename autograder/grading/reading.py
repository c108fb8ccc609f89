"""Reading what a student handed in, whatever it is: a list of cells, and nothing but strings.

A notebook comes from a stranger, and on its way it went through editors, mail programs and version
control. Whatever of it can be understood is taken; nothing else of it survives.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 20_000_000
MAX_PARTS = 1_000_000
"""Lists and objects in a file: two bytes of JSON become a hundred in memory."""
MAX_CELLS = 5_000
TYPES = ("code", "markdown", "raw")


class Unreadable(Exception):
    """A file is no notebook. The text is the rest of a sentence that begins with its name."""


@dataclass(frozen=True)
class HandedCell:
    """One cell that a student handed in."""

    cell_type: str
    """``"code"``, ``"markdown"`` or ``"raw"``; what is none of them is raw."""
    text: str
    """Can be encoded, has no null characters, and its lines end with a newline only."""
    grade_id: str | None = None
    """The name by which nbgrader knows the cell, if there is one."""
    id: str | None = None
    """The id that the editor gave the cell, if there is one."""


def read_file(path: Path) -> list[HandedCell]:
    """Return the cells of a notebook file, in order; see :func:`read_submission`."""
    with path.open("rb") as file:
        return read_submission(file.read(MAX_BYTES + 1))


def read_submission(content: bytes) -> list[HandedCell]:
    """Return the cells of a notebook, in order.

    Parameters
    ----------
    content : the file. Notebooks of format 3 and 4 are read, in UTF-8, UTF-16, UTF-32 and, for
        want of better, in Windows' Latin alphabet.

    Raises
    ------
    Unreadable
        If it is no notebook; the text says why.
    """
    if len(content) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        raise Unreadable(f"is larger than {megabytes} MB; clear the outputs and hand it in again.")
    if not content.strip(b"\0 \t\r\n" + codecs.BOM_UTF8 + codecs.BOM_UTF16):
        raise Unreadable("is empty.")
    text = _decode(content)
    if text.count("[") + text.count("{") > MAX_PARTS:
        raise Unreadable("is too intricate: clear the outputs and hand it in again.")
    notebook = _parse(text)
    # Mistaken entries among the cells are skipped: the others may be worth something.
    cells = [_cell(entry) for entry in _entries(notebook) if isinstance(entry, dict)]
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"has more than {MAX_CELLS} cells.")
    return cells


def _decode(content: bytes) -> str:
    encoding = json.detect_encoding(content)
    if encoding.startswith("utf-8"):
        # An editor that wrote half of a character pair has spoilt one character, not the rest.
        encodings = [(encoding, "surrogatepass"), ("cp1252", "strict"), ("latin-1", "strict")]
    else:
        encodings = [(encoding, "surrogatepass")]
    for name, errors in encodings:
        try:
            return codecs.decode(content, name, errors)
        except UnicodeDecodeError:
            continue
    raise Unreadable("is not text that can be read; save it as UTF-8.")


def _parse(text: str) -> object:
    def no_number(_: str) -> None:
        """Numbers mean nothing here, and one of a million digits takes long to read."""

    try:
        return json.loads(
            text,
            strict=False,
            parse_int=no_number,
            parse_float=no_number,
            parse_constant=no_number,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON (line {error.lineno}: {error.msg}).") from None
    except RecursionError:
        raise Unreadable("is not a notebook: it is nested too deeply.") from None


def _entries(notebook: object) -> Iterator[object]:
    """Yield what stands where cells should stand, in format 4 or in format 3."""
    if not isinstance(notebook, dict):
        raise Unreadable("is not a notebook: it has no list of cells.")
    if isinstance(notebook.get("cells"), list):
        yield from notebook["cells"]
        return
    sheets = notebook.get("worksheets")
    sheets = sheets if isinstance(sheets, list) else []
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    lists = [cells for cells in lists if isinstance(cells, list)]
    if not lists:
        raise Unreadable("is not a notebook: it has no list of cells.")
    for cells in lists:
        yield from cells


def _cell(entry: dict) -> HandedCell:
    cell_type = entry.get("cell_type")
    text = _text(entry.get("source")) or _text(entry.get("input"))
    if cell_type == "heading":
        cell_type, text = "markdown", f"# {text}"
    metadata = entry.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    nbgrader = metadata.get("nbgrader")
    return HandedCell(
        cell_type=cell_type if cell_type in TYPES else "raw",
        text=text,
        grade_id=_name(nbgrader.get("grade_id")) if isinstance(nbgrader, dict) else None,
        # Colab keeps an id in the metadata.
        id=_name(entry.get("id")) or _name(metadata.get("id")),
    )


def _text(source: object) -> str:
    """Return the text of a cell, which may be cut into lines."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return _clean(source) if isinstance(source, str) else ""


def _name(value: object) -> str | None:
    return (_clean(value) or None) if isinstance(value, str) else None


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
