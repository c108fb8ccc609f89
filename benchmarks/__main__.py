"""``python -m benchmarks``: run benchmarks, all or those named, and print their tables."""

import argparse
import ast
import importlib
import inspect
from pathlib import Path

from rich.console import Console

SIZES = {  # arguments of run() in the short and in the full version, where they differ
    "numerical_gradient": ({}, {}),
    "small_network": ({}, {}),
    "big_network": ({"largest": 100_000}, {}),
    "false_alarms": ({"count": 8_000}, {"count": 100_000}),
    "bugs": ({"count": 300}, {"count": 6_000}),
    "checkers": ({"count": 10}, {"count": 100}),
    "training": ({}, {}),
    "grading": ({}, {}),
    "attacks": ({"count": 5}, {}),
    "sandbox": ({}, {}),
    "threads": ({}, {}),
}


def arguments() -> argparse.Namespace:
    """Read the command line."""
    names = "\n".join(f"  {name:20}{first_line(name)}" for name in SIZES)
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure against named baselines, and print tables.",
        epilog=f"benchmarks:\n{names}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="name", help="which ones; all unless told")
    parser.add_argument("--full", action="store_true", help="in full size: minutes to hours")
    parser.add_argument("--count", type=int, help="how many networks, where a benchmark has that")
    parser.add_argument("--seed", type=int, help="of the first network, for fresh ones")
    parser.add_argument("--slow", action="store_true", help="also what takes minutes by itself")
    chosen = parser.parse_intermixed_args()
    unknown = set(chosen.names) - set(SIZES)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; see --help")
    return chosen


def first_line(name: str) -> str:
    """Return what a benchmark measures, in a line; without importing it and all that it needs."""
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source)).splitlines()[0]


def main() -> None:
    """Run what was asked for."""
    chosen = arguments()
    # A fixed width where the output goes to a file, in which rich would assume 80.
    console = Console() if Console().is_terminal else Console(width=160)
    for name in chosen.names or SIZES:
        run = importlib.import_module(f"benchmarks.{name}").run
        options = dict(SIZES[name][chosen.full])
        options |= {"count": chosen.count} if chosen.count else {}
        options |= {"seed": chosen.seed} if chosen.seed else {}
        options |= {"slow": True} if chosen.slow else {}
        known = inspect.signature(run).parameters
        console.print(run(**{key: value for key, value in options.items() if key in known}))


if __name__ == "__main__":
    main()
