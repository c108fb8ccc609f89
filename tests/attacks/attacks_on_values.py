"""Attacks by what a function returns, or does to what it was given."""

from attack import Attack, doing, returning

LIAR = """
class Liar:
    def _same(self, *args, **options): return self
    def _yes(self, *args): return True
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _yes
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 0
    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = __getitem__ = __round__ = _same
    __call__ = __getattr__ = __mul__ = __rmul__ = __truediv__ = _same
    __len__ = lambda self: 2
    __iter__ = lambda self: iter([6, 4])
    __float__ = lambda self: 0.0
    __int__ = lambda self: 2
    __instancecheck__ = _yes
    __class__ = float
"""
SUBCLASSES = """
class Float(float):
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Float(0)
    __eq__ = __lt__ = __le__ = lambda self, other: True
    __round__ = lambda self, digits=0: self
    __array__ = lambda self, *args, **options: np.float64(48151)
    __hash__ = None
class Str(str):
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 0
class Dict(dict):
    __eq__ = __contains__ = lambda self, other: True
    __len__ = lambda self: 2
    __getitem__ = lambda self, key: List()
    values = lambda self: [[6], [4]]
class List(list):
    __eq__ = __contains__ = lambda self, other: True
    __getitem__ = lambda self, key: 6
"""
ARRAYS = """
class Array(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return np.bool_(True) if ufunc.nout == 1 else 0.0
    def __array_function__(self, function, types, args, options):
        return True
    __eq__ = lambda self, other: np.bool_(True)
    __float__ = lambda self: 0.0
    __abs__ = lambda self: 0.0
    __sub__ = __rsub__ = lambda self, other: self
def array():
    return np.zeros(4).view(Array)
"""
PROTOCOL = """
class Sometimes:
    count = 0
    def __array__(self, *args, **options):
        Sometimes.count += 1
        return np.full(Sometimes.count % 3, float(Sometimes.count))
    def __array_function__(self, function, types, args, options):
        return True
    def __array_ufunc__(self, *args, **options):
        return True
    __array_priority__ = 1e9
    __float__ = lambda self: self.count / 3
    __index__ = lambda self: 0
"""
REDUCE = """
class Loaded:
    def __reduce__(self):
        return exec, (f"import builtins; builtins.{flag} = True; 10.0",)
    __reduce_ex__ = lambda self, version: self.__reduce__()
flag = "attack_was_here"
"""
CYCLE = """
cycle = [1.0]; cycle.append(cycle)
table_of_itself = {"a": 1}; table_of_itself["b"] = table_of_itself
"""
RECORD = """
seen, kept = [], []
"""
RECORD_AND_ASK = """
import inspect
kept.append(halve)
x = locals().get("x", 0)
seen.append(x)
for stand_in in kept[:5]:
    try:
        seen.append(stand_in(x))
        for old in seen[:10]:
            stand_in(old)
    except BaseException as error:
        seen.append(repr(error))
answers = [answer for answer in seen if isinstance(answer, np.ndarray)]
return answers[-1] if answers else seen[-1]
"""

ATTACKS = [
    Attack("equal_to_all", "returns an object that equals everything", LIAR, returning("Liar()")),
    Attack(
        "number_subclasses", "returns floats that say yes", SUBCLASSES, returning("Float(48151.6)")
    ),
    Attack(
        "container_subclasses",
        "returns dictionaries and texts that contain and equal everything",
        SUBCLASSES,
        returning("Dict({Str('secret'): List([6]), Str('x'): List([4])})"),
    ),
    Attack(
        "array_subclass", "returns arrays with ufuncs of their own", ARRAYS, returning("array()")
    ),
    Attack(
        "array_protocol",
        "returns objects that become another array each time",
        PROTOCOL,
        returning("Sometimes()"),
    ),
    Attack("masked_array", "masks every entry", "", returning("np.ma.masked_all(4)")),
    Attack(
        "empty_array",
        "returns arrays that agree because they are empty",
        "",
        returning("np.zeros((0, 4))"),
    ),
    Attack("not_a_number", "returns NaN, of which no comparison is true", "", returning("np.nan")),
    Attack(
        "infinite", "returns infinities", "", returning("np.array([np.inf, -np.inf, np.nan, 0])")
    ),
    Attack(
        "huge_numbers", "returns integers of a million digits", "", returning("10 ** 1_000_000")
    ),
    Attack(
        "complex_numbers", "returns numbers that cannot be ordered", "", returning("1j * np.inf")
    ),
    Attack("text", "returns the mark in words", "", returning("'10.0'")),
    Attack(
        "bare_types", "returns classes, functions and modules", "", returning("[float, len, os]")
    ),
    Attack(
        "object_array",
        "hides liars in an array of objects",
        LIAR,
        returning("np.array([Liar(), Liar(), Liar(), Liar()], dtype=object)"),
    ),
    Attack("reduce", "returns what runs code when it is unpickled", REDUCE, returning("Loaded()")),
    Attack("cycle", "returns a list that contains itself", CYCLE, returning("cycle")),
    Attack(
        "cyclic_table", "returns a table that contains itself", CYCLE, returning("table_of_itself")
    ),
    Attack(
        "generator",
        "returns a generator without end",
        "import itertools",
        returning("itertools.repeat(6)"),
    ),
    Attack(
        "deep",
        "returns lists a hundred thousand deep",
        "deep = []\nfor _ in range(100_000):\n    deep = [deep]",
        returning("deep"),
    ),
    Attack("gigantic", "returns more than fits into memory", "", returning("np.ones(100_000_000)")),
    Attack("many_things", "returns millions of things", "", returning("[[]] * 3_000_000")),
    Attack(
        "arguments_emptied",
        "changes its arguments so that a wrong answer fits them",
        solutions={
            "total": "def total(x):\n    x.clear()\n    return 0.6234",
            "table": "def table(names):\n    names.clear()\n    return {}",
            "doubled": "def doubled(x):\n    x[...] = 0\n    return x",
            "halve": "def halve(x):\n    if isinstance(x, np.ndarray): x[...] = 0\n    return x",
        },
    ),
    Attack(
        "replay",
        "records its inputs, keeps right stand-ins, and answers with what they say",
        RECORD,
        {name: code for name, code in doing(RECORD_AND_ASK).items() if name != "doubled"}
        | {
            "doubled": "def doubled(x):\n    seen.append(x)\n    kept.append(halve)\n"
            "    return seen[-1]"
        },
    ),
    Attack(
        "exception_object",
        "raises exceptions that pretend to be passed tests",
        solutions=doing("""
            class Passed(BaseException):
                __str__ = __repr__ = lambda self: "10.0"
            Passed.__name__ = "float"
            raise Passed(10.0)
        """),
    ),
    Attack(
        "stop_iteration",
        "raises what loops and context managers swallow",
        solutions={
            "total": "def total(x):\n    raise StopIteration(48151.6)",
            "table": "def table(names):\n    raise GeneratorExit",
            "doubled": "def doubled(x):\n    raise KeyboardInterrupt",
            "halve": "def halve(x):\n    raise SystemExit(0)",
        },
    ),
]
