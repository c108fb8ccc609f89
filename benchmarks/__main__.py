"""``python -m benchmarks``: run every benchmark and print its table."""

from rich.console import Console

from benchmarks import grading, numerical_gradient

console = Console()
for benchmark in (numerical_gradient, grading):
    console.print(benchmark.run())
