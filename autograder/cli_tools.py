"""What the commands share: the console, a progress bar, and errors in words."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

console = Console()


def track(items: Iterable, description: str, total: int | None = None) -> Iterator[Any]:
    """Yield the items while a progress bar counts them."""
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(TextColumn(""), *columns, console=console) as progress:
        yield from progress.track(items, total, description=description)


@contextlib.contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn what a user can mend into a sentence and exit code 1."""
    from autograder.build.problems import BuildError
    from autograder.course import CourseError

    try:
        yield
    except (BuildError, CourseError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        fail("interrupted; what was graded before is in the gradebook")


def fail(*lines: str) -> NoReturn:
    """Print what is wrong and end with exit code 1."""
    for line in lines:
        console.print(escape(line), style="red", soft_wrap=True, highlight=False)
    raise typer.Exit(1)
