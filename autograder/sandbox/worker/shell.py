"""IPython's shell without a kernel: runs a notebook's cells and keeps what they would show."""

import base64
import contextlib
import gc
import io
import sys
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

MAX_OUTPUT = 1_000_000
"""Characters of text that one cell may show."""
MAX_PICTURES = 8_000_000
"""Characters of pictures that one cell may show."""
CUT = "\n[The rest of the output was cut off.]\n"


class Recorder:
    """Collects a cell's outputs in the notebook format, up to a bound."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything, for the next cell."""
        self.outputs: list[dict] = []
        self.room, self.picture_room, self.is_cut = MAX_OUTPUT, MAX_PICTURES, False

    def stream(self, name: str, text: str) -> None:
        """Add text of stdout or stderr to the output that it continues."""
        is_too_long = len(text) > self.room
        text = text[: self.room]
        self.room -= len(text)
        text += self._cut() if is_too_long else ""
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        elif text:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def data(self, kind: str, data: dict, **more: Any) -> None:
        """Add a displayed thing; what is too large is left out."""
        kept = {}
        for mime, content in data.items():
            if isinstance(content, bytes):
                content = base64.b64encode(content).decode()
            if not isinstance(content, str):
                continue
            room = "picture_room" if mime.startswith("image/") else "room"
            if len(content) <= getattr(self, room):
                setattr(self, room, getattr(self, room) - len(content))
                kept[str(mime)] = content
        if kept:
            self.outputs.append({"output_type": kind, "data": kept, "metadata": {}, **more})

    def error(self, name: str, text: str, traceback: list[str]) -> None:
        """Add an exception."""
        traceback = [str(line)[:20_000] for line in traceback[:50]]
        error = {"ename": str(name)[:200], "evalue": str(text)[:20_000], "traceback": traceback}
        self.outputs.append({"output_type": "error", **error})

    def taken(self) -> list[dict]:
        """Return the outputs so far, and start again."""
        outputs = self.outputs
        for output in outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        self.clear()
        return outputs

    def _cut(self) -> str:
        words, self.is_cut = ("" if self.is_cut else CUT), True
        return words


class Stream(io.TextIOBase):
    """What stands for sys.stdout or sys.stderr."""

    def __init__(self, name: str, recorder: Recorder) -> None:
        self._name, self._recorder = name, recorder

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Record the text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.stream(self._name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    """Records what ``display`` shows."""

    def publish(self, data: dict, *_: Any, transient: dict | None = None, **more: Any) -> None:
        """Record it, or put it in the place of what was shown under the same id."""
        recorder, name = self.shell.recorder, (transient or {}).get("display_id")
        shown = self.__dict__.setdefault("shown", {})
        if more.get("update") and name in shown:
            shown[name].update({mime: text for mime, text in data.items() if type(text) is str})
            return
        recorder.data("display_data", data)
        if name and recorder.outputs:
            shown[name] = recorder.outputs[-1].get("data", {})

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown so far."""
        self.shell.recorder.clear()


class _Hook(DisplayHook):
    """Records the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """Show none: the number goes with the result."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Record the value."""
        count = self.prompt_count
        self.shell.recorder.data("execute_result", format_dict, execution_count=count)

    def finish_displayhook(self) -> None:
        """Print nothing."""


class Shell(InteractiveShell):
    """A shell whose outputs can be taken."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **options: Any) -> None:
        self.recorder = Recorder()
        super().__init__(**options)

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: ``%matplotlib inline`` asks for it, and there is no window here."""

    def system(self, cmd: str) -> None:
        """Run ``!command`` without the terminal that IPython would have for it."""
        print(self.getoutput(cmd, split=False))

    def ask_exit(self) -> None:
        """Do nothing: ``exit`` in a cell ends nothing in Jupyter either."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        try:
            text = str(evalue)
        except Exception:  # the class may be the student's
            text = ""
        self.recorder.error(getattr(etype, "__name__", "Exception"), text, stb)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Let what is printed go to the recorder."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (Stream(name, self.recorder) for name in ("stdout", "stderr"))
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def run(self, source: str) -> tuple[list[dict], bool]:
        """Run a cell as Jupyter does; return its outputs and whether it was interrupted."""
        with self.listening():
            result = self.run_cell(source, store_history=True)
        return self.recorder.taken(), isinstance(result.error_in_exec, KeyboardInterrupt)


def warm_shell() -> Shell:
    """Return a shell that has everything loaded that notebooks usually load, figures included.

    What a first cell, a first figure and a first traceback load takes a second or more; done
    before the fork it is done once for all submissions.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.separate_in = ""
    shell = Shell.instance(config=config)
    shell.run(WARM_UP)
    shell.run("1 / 0")
    shell.run("plt.plot([1, 10], [1, 10], label='$x$'); plt.legend(); plt.loglog(); plt.show()")
    shell.run("plt.imshow(np.zeros((3, 3))); plt.title('warm'); plt.show(); 1 + 1")
    shell.reset(new_session=True, aggressive=False)
    shell.execution_count = 1
    _close_fonts()
    return shell


def _close_fonts() -> None:
    """Let go of the font files that are open.

    A child closes what it inherits. A file object of the zygote's that is thrown away there later
    would close another file, which has got the same number meanwhile.
    """
    from matplotlib import font_manager, mathtext

    for cached in (font_manager._get_font, mathtext.MathTextParser._parse_cached):
        cached.cache_clear()
    gc.collect()
    gc.freeze()  # the collector would write to, and so copy, every page that children share


WARM_UP = """\
%matplotlib inline
import random, scipy.optimize, h5py, tqdm
import numpy as np, numpy.linalg, numpy.random
import matplotlib.pyplot as plt
"""


def keep_figures(shell: Shell, wanted: bool) -> None:
    """Choose whether figures are drawn; if not, only their description is shown."""
    from matplotlib_inline.config import InlineBackend

    backend = InlineBackend.instance(parent=shell)
    backend.figure_formats = {"png"} if wanted else set()
