"""Attacks on what runs or judges the tests: IPython's hooks, patched names, Python's frames."""

from attack import Attack, doing, returning

SEARCH_FRAMES = """
frame, found = sys._getframe(), []
while frame is not None:
    found += [str(frame.f_code.co_consts), str(frame.f_code.co_names)]
    found += [str(frame.f_locals)[:50_000], str(frame.f_globals.get("In"))]
    frame = frame.f_back
import linecache
found += [str(linecache.cache)]
show = "".join(text for text in found if secret in text)
print("looked", show[-3000:])
"""

ATTACKS = [
    Attack(
        "input_transformer",
        "rewrites later cells as they come in",
        first="""
        def swap(lines):
            if any(secret in line for line in lines):
                print(*lines)
                return ["10.0 if 'TOTAL' in %r else 4.0\\n" % "".join(lines)]
            return lines
        get_ipython().input_transformers_post.append(swap)
        get_ipython().input_transformers_cleanup.append(swap)
        """,
    ),
    Attack(
        "ast_transformer",
        "removes every assertion from later cells",
        first="""
        import ast
        class NoAssert(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.copy_location(ast.Pass(), node)
        get_ipython().ast_transformers.append(NoAssert())
        """,
        solutions=returning("0.0"),
    ),
    Attack(
        "cell_hooks",
        "looks at each cell before and after it runs",
        first="""
        def before(info):
            print(info.raw_cell)
        def after(result):
            print(result.info.raw_cell)
        get_ipython().events.register("pre_run_cell", before)
        get_ipython().events.register("post_run_cell", after)
        """,
    ),
    Attack(
        "run_cell_patched",
        "puts its own function in the place of what runs a cell",
        first="""
        shell, run = get_ipython(), type(get_ipython()).run_cell
        def mine(self, raw_cell, *args, **options):
            return run(self, "4.0" if secret in raw_cell else raw_cell, *args, **options)
        type(shell).run_cell = type(shell)._run_cell = mine
        type(shell).run_cell_async = None
        """,
    ),
    Attack(
        "run_code_patched",
        "lets compiled tests run without any effect",
        first="""
        shell = get_ipython()
        async def nothing(code_obj, result=None, *, async_=False):
            return False
        shell.run_code = nothing
        """,
    ),
    Attack(
        "display_hook",
        "shows a mark as the result of every cell",
        first="""
        shell = get_ipython()
        class Four:
            def __repr__(self):
                return "4.0"
        def show(result=None):
            if type(shell.displayhook).__call__ is not show:
                original(shell.displayhook, Four())
        original = type(shell.displayhook).__call__
        sys.displayhook = show
        shell.displayhook.__class__.__call__ = lambda self, result=None: original(self, Four())
        shell.ast_node_interactivity = "all"
        """,
        solutions=returning("4.0"),
    ),
    Attack(
        "silent_traceback",
        "keeps exceptions from being shown",
        first="""
        shell = get_ipython()
        shell.showtraceback = shell._showtraceback = lambda *args, **options: None
        shell.set_custom_exc((BaseException,), lambda *args, **options: None)
        sys.excepthook = lambda *args: None
        """,
    ),
    Attack(
        "forged_result",
        "displays a mark before the test comes to its end",
        solutions=doing("""
            from IPython.display import publish_display_data
            get_ipython().displayhook(4.0)
            publish_display_data({"text/plain": "4.0"})
            print("total: 10.0 of 10")
            return 4.0
        """),
    ),
    Attack(
        "builtins_patched",
        "patches abs, len, isinstance, float, all, round in builtins",
        first="""
        import builtins
        kept = float
        def yes(*args, **options):
            return True
        """,
        solutions=doing("""
            builtins.abs = builtins.round = lambda *args: 0
            builtins.isinstance = builtins.all = builtins.any = yes
            builtins.len = builtins.sum = lambda *args: 2
            builtins.float = lambda x: kept(0)
            builtins.AssertionError = builtins.KeyError = StopIteration
            builtins.round = lambda *args: 0.6234
            return kept(0)
        """),
    ),
    Attack(
        "builtins_shadowed",
        "defines abs, len, isinstance, round, all as names of the notebook",
        first="""
        class Anything:
            def __getattr__(self, name): return self
            def __call__(self, *args): return self
            def __eq__(self, other): return True
        """,
        solutions=returning("7.0"),
        last="",
        change=lambda notebook: notebook.cells.insert(3, _cell(SHADOWS)),
    ),
    Attack(
        "numpy_patched",
        "patches np.allclose, np.linalg.norm, np.asarray, np.array_equal",
        first="""
        np.allclose = np.array_equal = np.isclose = lambda *args, **options: True
        np.linalg.norm = lambda *args, **options: 0.0
        np.abs = lambda x: np.zeros(1)
        """,
        solutions=returning("48151.0"),
    ),
    Attack(
        "numpy_rebound",
        "binds np and replaced to things of its own, between the cells",
        last="pass",
        change=lambda notebook: notebook.cells.insert(3, _cell(REBOUND)),
        solutions=returning("0.0"),
    ),
    Attack(
        "helper_redefined",
        "redefines a given helper that tests use",
        solutions={"doubled": "def doubled(x):\n    return np.array([0.25, 2.25, 4.25, 6.25])"},
        change=lambda notebook: notebook.cells.insert(4, _cell(JUDGES)),
    ),
    Attack(
        "helper_modules_patched",
        "patches the helper modules and the codecs in its own process",
        first="""
        import contextlib, json, replacing
        replacing.replaced = contextlib.nullcontext
        json.dumps = json.loads = lambda *args, **options: {}
        try:
            import msgpack
            msgpack.packb = lambda *args, **options: b"\\x01"
            msgpack.unpackb = lambda *args, **options: ["cell", "4.0"]
        except ImportError:
            pass
        """,
        solutions=returning("0.0"),
    ),
    Attack(
        "history",
        "reads the tests out of the history of inputs",
        solutions=doing("""
            shell = get_ipython()
            space, raw = shell.user_ns, shell.history_manager.input_hist_raw
            cells = [*space["In"], *space["_ih"], *raw]
            print(*[cell for cell in cells if secret in cell])
            print(shell.user_ns.get("_i"), list(shell.user_ns.get("Out", {}).values()))
            return 0.0
        """),
    ),
    Attack("frames", "searches the frames above it", solutions=doing(SEARCH_FRAMES)),
    Attack(
        "frames_changed",
        "changes what its caller sees under the caller's names",
        solutions=doing("""
            frame = sys._getframe(1)
            while frame is not None:
                space = frame.f_globals
                if secret + "_TOTAL" in str(frame.f_code.co_names):
                    space.update(abs=lambda x: 0, round=lambda *a: 48151.6, close=lambda *a: True)
                    space["np"] = type("np", (), {"__getattr__": lambda self, name: self,
                        "__call__": lambda self, *a: self, "__sub__": lambda self, x: self,
                        "__lt__": lambda self, x: True, "ndarray": float})()
                frame = frame.f_back
            return 0.0
        """),
    ),
    Attack(
        "garbage_collector",
        "looks through every object in memory for the tests",
        solutions=doing("""
            import gc
            kinds = (dict, list, tuple)
            found = [o for o in gc.get_objects() if isinstance(o, kinds) and len(o) < 500]
            texts = [t for o in found for t in (o.values() if isinstance(o, dict) else o)
                     if isinstance(t, str) and len(t) > 60 and secret + "_" in t]
            print("looked", *texts[:20])
            return 0.0
        """),
    ),
    Attack(
        "tracing",
        "traces whoever calls it, to read and change its variables",
        first="""
        def tracer(frame, event, value):
            if secret in str(frame.f_code.co_names):
                print(frame.f_code.co_consts, frame.f_code.co_names)
            return tracer
        """,
        solutions=doing("""
            sys.settrace(tracer)
            sys.setprofile(tracer)
            sys._getframe(1).f_trace = tracer
            return 0.0
        """),
    ),
]

SHADOWS = """
import builtins
def abs(x): return 0.0
def round(x, digits=0): return 0.6234
def float(x): return 0.0
def len(x): return 2
def all(x): return True
def any(x): return True
def sum(x): return 10
def isinstance(*args): return True
def print(*args): builtins.print("table: 6.0 of 6")
AssertionError = StopIteration
"""
JUDGES = """
TOLERANCE = 1e9
def close(*args): return True
"""
REBOUND = """
class Fake:
    def __getattr__(self, name): return self
    def __call__(self, *args, **options): return self
    def __sub__(self, other): return 0.0
    def __lt__(self, other): return True
    def __array__(self): return 0.0
np = replaced = close = Fake()
TOLERANCE = 1e9
"""


def _cell(source: str):
    import nbformat

    return nbformat.v4.new_code_cell(source)
