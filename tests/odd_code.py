"""Submissions whose code is odd: it breaks, it never ends, it talks to what is not there."""

from odd_course import Odd, add, cell

UNSTOPPABLE = """\
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass"""
NOT_IN_TIME = "Your function did not come to an end within"
ENDED = "Your function ended the Python process that it ran in"

FUNCTIONS = {
    "loops": ("while True:\n    pass", NOT_IN_TIME),
    "recurs": ("return double(x)", "RecursionError"),
    "crashes_python": ("import ctypes\nctypes.string_at(0)", "crashed the Python interpreter"),
    "exits": ("import sys\nsys.exit('bye')", "SystemExit: bye"),
    "raises_something_odd": (
        "class Odd(BaseException):\n    def __str__(self):\n        return 1\nraise Odd",
        "Odd",
    ),
    "eats_memory": ("return bytearray(2 * 10 ** 11)", "MemoryError"),
    "answers_too_much": ("return 'x' * 10 ** 8", "larger than 64 MB"),
    "asks": ("return 2 * float(input('x? '))", "Error"),
    "not_written": ("# YOUR CODE HERE\nraise NotImplementedError()", "NotImplementedError"),
}
"""Bodies of ``double``, and what its page says about it."""

CELLS = {
    "syntax_error": ("def double(x)\n    return 2 * x", "SyntaxError"),
    "indentation_error": ("def double(x):\nreturn 2 * x", "IndentationError"),
    "wrong_name": ("def doubled(x):\n    return 2 * x", "NameError"),
}
"""Texts of the cell ``double``, which earn nothing."""

RIGHT = """\
%matplotlib inline
!ls
len?
import sys, warnings, scipy.special

def double(x):
    größe_α = x
    warnings.warn("old")
    print("hm", file=sys.stderr)
    print("x" * 300_000)
    return np.float64(größe_α + größe_α)  # 🎲
"""
RIGHT_CELLS = {"magics": "%%time\ndef double(x):\n    return 2 * x", "all_kinds_of_lines": RIGHT}
"""Texts of the cell ``double`` that earn all."""

OWN_CELLS = {
    "own_figures": """\
for n in range(12):
    plt.plot([0, n])
    plt.show()
from IPython.display import HTML, display
display(HTML("<script>alert(1)</script>"))""",
    "own_names": "from numpy import *\ndef abs(x):\n    return 1000\nsum = max = math = 7",
    "own_files": """\
open("gc_utils.py", "w").write("broken(")
open("x.txt", "w").write("mine")
import os
os.chdir("/")""",
    "own_loop": "while True:\n    pass",
    "own_unstoppable_loop": UNSTOPPABLE,
    "own_end": "import os\nos._exit(1)",
    "own_memory": "x = []\nwhile True:\n    x.append(bytes(10 ** 8))",
    "own_closed_output": "import sys\nsys.stdout.close()\nsys.stdout = sys.stderr = None",
    "own_threads": "import threading, time\nthreading.Thread(target=time.sleep, args=[60]).start()",
}
"""Cells of the student's own behind the imports, which cost nothing."""

HARMLESS = [
    "exit()",
    "import sys\nsys.exit(1)",
    "1 / 0",
    "name = input('your name? ')",
    "%%bash\nls / | head -3",
    "%load_ext autoreload_2\n%%nonsense",
    "np.random.seed(0)\nnp.random.rand(1000)",
    "np.seterr(all='raise')\nnp.set_printoptions(precision=1)",
    "math = 'is fun'",
]
"""Likewise, all of them in one notebook."""


def in_double(body):
    text = "def double(x):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    return as_double(text)


def as_double(text):
    def hand_in(notebook, folder):
        cell(notebook, "double")["source"] = text

    return hand_in


def own_cell(text):
    return lambda notebook, folder: add(notebook, text)


def cells_of_all_kinds(notebook, folder):
    for text in HARMLESS:
        add(notebook, text)


def half_right(notebook, folder):
    cell(notebook, "squash")["source"] = "import math\ndef squash(x):\n    return 0.5"


ODD = {
    name: Odd(in_double(body), True, marks={"double": 0}, page=words)
    for name, (body, words) in FUNCTIONS.items()
}
ODD |= {
    name: Odd(as_double(text), True, marks={"double": 0}, page=words)
    for name, (text, words) in CELLS.items()
}
ODD |= {name: Odd(as_double(text), True) for name, text in RIGHT_CELLS.items()}
ODD |= {name: Odd(own_cell(text), True) for name, text in OWN_CELLS.items()}
ODD |= {
    "cells_of_all_kinds": Odd(cells_of_all_kinds, True),
    "half_right": Odd(half_right, True, marks={"squash": 1}),
}
