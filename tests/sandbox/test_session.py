"""A submission's process: its cells, its functions, and how it is brought back when it dies."""

import contextlib
import os
import textwrap
import time

import numpy as np
import pytest

from autograder.sandbox import isolation
from autograder.sandbox.failures import NoAnswer, StudentsException
from autograder.sandbox.proxy import Proxy
from autograder.sandbox.session import Session
from autograder.sandbox.zygote_process import ZygoteProcess

SECONDS = 2.0


@pytest.fixture(scope="module")
def zygote():
    """A warm process at the best level that there is."""
    process = ZygoteProcess(isolation.probe().level)
    yield process
    process.close()


@pytest.fixture
def session(zygote):
    """A fresh submission with one file beside it."""
    session = Session(zygote, {"data/words.txt": b"hello"}, seconds=SECONDS)
    yield session
    session.close()


@pytest.fixture
def define(session):
    """Run a cell and return its functions as proxies."""

    def run(source, *names):
        session.run_cell(source)
        session.look(names)
        proxies = [Proxy(session, name) for name in names]
        return proxies[0] if len(names) == 1 else proxies

    return run


def text(outputs):
    return "".join(str(output.get("text", output.get("data"))) for output in outputs)


def test_a_cell_shows_what_it_shows_in_jupyter(session):
    outputs = session.run_cell(
        "print('printed')\nimport sys; print('oops', file=sys.stderr)\n6 * 7"
    )

    assert [(o["output_type"], o.get("name")) for o in outputs] == [
        ("stream", "stdout"),
        ("stream", "stderr"),
        ("execute_result", None),
    ]
    assert outputs[2]["data"] == {"text/plain": "42"}
    assert outputs[2]["execution_count"] == 1


def test_cells_share_their_names_and_magics_work(session):
    session.run_cell("%matplotlib inline\nimport matplotlib.pyplot as plt\nx = 3")

    outputs = session.run_cell("%%time\nplt.plot([1, x]); plt.show()\n!echo from the shell")

    assert "Figure size" in text(outputs)
    assert "from the shell" in text(outputs)


def test_figures_are_drawn_only_if_they_are_wanted(zygote):
    session = Session(zygote, {}, figures=True)
    try:
        session.run_cell("%matplotlib inline\nimport matplotlib.pyplot as plt")
        for _ in range(3):
            (output,) = session.run_cell("plt.loglog([1, 10]); plt.title('$x^2$'); plt.show()")
            assert output["data"]["image/png"].startswith("iVBOR")
    finally:
        session.close()


def test_an_exception_is_shown_and_the_next_cell_runs(session):
    (output,) = session.run_cell("1 / 0")

    assert output["ename"] == "ZeroDivisionError"
    assert text(session.run_cell("print('next')")) == "next\n"


def test_the_files_lie_beside_the_notebook(session):
    assert text(session.run_cell("print(open('data/words.txt').read())")) == "hello\n"


def test_names_are_functions_values_or_nothing(session):
    session.run_cell("import os\ndef f(): pass\nx = [1, (2.5, None)]\nclass C: pass\nc = C()")

    found = session.look(["f", "x", "os", "nothing", "c"])

    assert found.keys() == {"f", "x", "c"}
    assert found["f"] == ["function"]
    assert found["x"] == ["value", [1, (2.5, None)]]
    assert type(found["c"][1]).__name__ == "C"


def test_a_function_is_called_with_copies_and_returns_one(define):
    f = define("def f(a, b=2):\n    return {'sum': a + b}", "f")

    assert np.array_equal(f(np.ones(2))["sum"], [3, 3])
    assert f(1, b=1) == {"sum": 2}


def test_what_a_function_does_to_its_arguments_is_done_to_the_callers(define):
    f = define("def f(a, d, l):\n    a *= 2\n    d['new'] = d.pop('old')\n    l.append(4)", "f")
    array, dictionary, items = np.arange(3.0), {"old": 1}, [np.zeros(1)]
    kept = items[0]

    f(array, dictionary, items)

    assert np.array_equal(array, [0, 2, 4])
    assert dictionary == {"new": 1}
    assert len(items) == 2 and items[0] is kept


def test_what_a_function_prints_is_printed_here(define, capsys):
    define("def f():\n    print('in the sandbox')", "f")()

    assert capsys.readouterr().out == "in the sandbox\n"


@pytest.mark.parametrize(
    ("raised", "caught"),
    [
        ("NotImplementedError()", NotImplementedError),
        ("AssertionError('no')", AssertionError),
        ("KeyError('W4')", KeyError),
        ("SystemExit(3)", StudentsException),
        ("GeneratorExit()", StudentsException),
        ("np.linalg.LinAlgError('singular')", StudentsException),
    ],
)
def test_what_a_function_raises_is_raised_here_under_its_name(define, raised, caught):
    f = define(f"import numpy as np\ndef f():\n    raise {raised}", "f")

    with pytest.raises(caught) as info:
        f()
    assert info.type.__name__ in raised
    assert isinstance(info.value, Exception)


def test_a_students_exception_cannot_pass_for_the_graders(define):
    f = define(
        "class Unacceptable(Exception): pass\nclass Relayed(Exception): pass\n"
        "class NoAnswer(Exception): pass\ndef f(kind): raise globals()[kind]('0')",
        "f",
    )

    for kind in ("Unacceptable", "Relayed", "NoAnswer"):
        with pytest.raises(StudentsException) as info:
            f(kind)
        assert type(info.value).__mro__[1] is StudentsException


def test_a_function_of_the_test_runs_here_when_the_students_code_calls_it(define):
    f = define("def f(cost):\n    return cost(2) + cost(np.float64(3))\nimport numpy as np", "f")
    here = []

    assert f(lambda x: here.append(os.getpid()) or 10 * x) == 50
    assert set(here) == {os.getpid()}


def test_threads_of_the_students_may_ask_a_function_of_the_test_at_the_same_time(define):
    code = """
        from concurrent.futures import ThreadPoolExecutor
        def apply(function, numbers):
            with ThreadPoolExecutor(8) as pool:
                return list(pool.map(function, numbers))
    """
    apply = define(textwrap.dedent(code), "apply")

    assert apply(lambda number: number * 10, list(range(200))) == list(range(0, 2000, 10))


def test_what_a_function_of_the_test_raises_comes_through(define):
    class Refused(Exception):
        pass

    def refuse():
        raise Refused("not like this")

    f = define("def f(g):\n    return g()", "f")

    with pytest.raises(Refused, match="not like this"):
        f(refuse)


def test_names_that_a_function_sees_can_be_replaced_for_a_while(define):
    f = define("def inner(): return 'old'\ndef f(): return inner()", "f")

    with f.__replaced__({"inner": lambda: "new"}):
        assert f() == "new"
    assert f() == "old"


def test_names_of_a_module_can_be_replaced_for_a_while(define):
    f = define("import textwrap\ndef f(): return textwrap.dedent('  x')", "f")

    with f.__replaced__({"dedent": lambda text: "replaced"}, "textwrap"):
        assert f() == "replaced"
    assert f() == "x"


def test_what_was_lent_is_of_no_use_afterwards(define):
    f, again = define(
        "def f(g):\n    global kept\n    kept = g\n    return g(1)\ndef again(x): return kept(x)",
        "f",
        "again",
    )

    assert f(lambda x: -x) == -1
    with pytest.raises(NotImplementedError):
        again(2)


def test_numpys_generator_is_seeded_for_a_while(define):
    f = define("import numpy as np\ndef f(): return np.random.rand()", "f")

    with f.__seeded__(3):
        first = f()
    f()
    with f.__seeded__(3):
        assert f() == first == np.random.RandomState(3).rand()


def test_a_function_can_be_recognised_under_another_name(define):
    f = define("def loop(): return 1\nf = loop\nother = len", "f")

    assert f.__is_bound_to__("loop")
    assert not f.__is_bound_to__("other")


def test_lines_of_python_are_counted(define):
    f = define("def f(n):\n    for i in range(n):\n        i\n    return sum(range(n))", "f")

    assert f.__lines_of_python__(1_010) - f.__lines_of_python__(10) == 2_000


@pytest.mark.parametrize(
    "trick",
    [
        "sys.settrace(None)",
        "t = sys.gettrace(); sys.settrace(None); work(); sys.settrace(t)",
        "t = threading.Thread(target=work); t.start(); t.join()",
        "subprocess.run(['true'])",
    ],
)
def test_who_does_not_want_to_be_counted_has_run_many_lines(define, trick):
    f = define(
        "import subprocess, sys, threading\n"
        "def work():\n    for i in range(5_000):\n        i\n"
        f"def f():\n    {trick}",
        "f",
    )

    assert f.__lines_of_python__() > 10_000


KILLERS = {
    "os._exit(0)": "ended the Python process",
    "os.abort()": "crashed the Python interpreter",
    "__import__('ctypes').string_at(0)": "crashed the Python interpreter",
    "[None for _ in iter(int, 1)]": "did not come to an end",
}


@pytest.mark.parametrize(("code", "words"), KILLERS.items())
def test_a_function_that_takes_its_process_down_costs_only_itself(define, code, words):
    bad, good = define(
        f"import os\nstate = 7\ndef bad(): {code}\ndef good(): return state", "bad", "good"
    )

    with pytest.raises(NoAnswer, match=words):
        bad()
    assert good() == 7


def test_a_replacement_outlives_the_process(define):
    bad, good = define(
        "import os\ndef inner(): return 'old'\ndef bad(): os._exit(1)\ndef good(): return inner()",
        "bad",
        "good",
    )

    with good.__replaced__({"inner": lambda: "new"}):
        with pytest.raises(NoAnswer):
            bad()
        assert good() == "new"
    assert good() == "old"


def test_a_function_that_swallows_the_stop_button_is_killed(define):
    f, good = define(
        "def f():\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass\ndef good(): return 1",
        "f",
        "good",
    )

    with pytest.raises(NoAnswer, match="did not come to an end within 2 seconds"):
        f()
    assert good() == 1


def test_a_function_that_failed_often_is_not_asked_again_until_the_next_test(session, define):
    f = define("import os\ndef f(): os._exit(0)", "f")
    for _ in range(3):
        with pytest.raises(NoAnswer):
            f()

    start = time.perf_counter()
    for _ in range(100):
        with pytest.raises(NoAnswer, match="ended the Python process"):
            f()

    assert session._count == 3 + 1 - 1
    assert time.perf_counter() - start < SECONDS
    session.look(["f"])
    with pytest.raises(NoAnswer):
        f()
    assert session._count == 4


def test_a_cell_that_gets_stuck_keeps_what_it_did_before(session):
    with pytest.raises(NoAnswer, match="This cell was stopped after 2 seconds"):
        session.run_cell("before = 1\nwhile True: pass")

    assert text(session.run_cell("print(before)")) == "1\n"


def test_a_cell_that_ends_the_process_is_left_out_when_it_is_brought_back(session):
    session.run_cell("before = 1")
    with pytest.raises(NoAnswer, match="This cell ended the Python process"):
        session.run_cell("import os\nos._exit(0)")

    assert text(session.run_cell("print(before)")) == "1\n"


def test_the_time_for_the_whole_notebook_is_bounded(zygote):
    session = Session(zygote, {}, seconds=30, in_all=1.0)
    try:
        with pytest.raises(NoAnswer):
            session.run_cell("import time; time.sleep(20)")
        with pytest.raises(NoAnswer, match="time for the whole notebook is used up"):
            session.run_cell("1")
    finally:
        session.close()


def test_output_is_bounded(session):
    outputs = session.run_cell("for _ in range(10):\n    print('x' * 10**6)")

    assert len(text(outputs)) < 1.1e6
    assert "cut off" in text(outputs)


def test_a_gigantic_answer_is_refused(define):
    f, good = define(
        "import numpy as np\ndef f(): return np.zeros(10**7)\ndef good(): return 1", "f", "good"
    )

    with pytest.raises(StudentsException, match="larger than"):
        f()
    assert good() == 1


FORGED = {
    "an answer of its own": "frame([NOW, 'returned', 9, 0, None, ''])",
    "an answer in advance": "frame([NOW + 1, 'returned', 9, 0, None, ''])",
    "nonsense": "b'\\x00\\x00\\x00\\x02\\xc1\\xc1'",
    "a giant length": "b'\\xff\\xff\\xff\\xff'",
    "another kind of reply": "frame([NOW, 'outputs', [], False])",
    "a list that is too short": "frame([NOW, 'returned'])",
    "somebody's name": "frame([{'a': 1}, 2])",
    "a question nobody offered": "frame([NOW, 'ask', 1, b'\\x92\\x90\\x80'])",
    "a question that is none": "frame([NOW, 'ask', 'x', 'y'])",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_forged_messages_cost_the_function_and_nothing_else(define, forged):
    f, good = define(
        "import os, socket, stat, msgpack\n"
        "def frame(m):\n    p = msgpack.packb(m)\n    return len(p).to_bytes(4, 'big') + p\n"
        "def f():\n"
        "    NOW = 6\n"  # the number of the request that calls it
        "    for n in range(3, 64):\n"
        "        try:\n"
        "            if stat.S_ISSOCK(os.fstat(n).st_mode): os.write(n, " + forged + ")\n"
        "        except OSError: pass\n"
        "    return 5\n"
        "def good(): return 1",
        "f",
        "good",
    )

    with contextlib.suppress(NoAnswer, StudentsException):
        f()
    assert good() == 1


def test_submissions_of_one_zygote_do_not_share_anything(zygote):
    first, second = Session(zygote, {}), Session(zygote, {})
    try:
        first.run_cell("import numpy; numpy.left = 'a note'; open('/tmp/note', 'w').write('x')")
        shown = second.run_cell("import numpy, os; print(hasattr(numpy, 'left'), os.listdir('.'))")
        assert text(shown) == "False []\n"
    finally:
        first.close()
        second.close()
