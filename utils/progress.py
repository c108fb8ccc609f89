"""A progress bar where something takes over a second."""

from collections.abc import Iterable

FEW = 50
"""Items for which a bar would take longer to make than the work."""


def progress(items: Iterable, words: str, total: int) -> Iterable:
    """Return the items, with a progress bar if going through them takes over a second.

    Students' machines need not have tqdm: without it there is no bar.

    Parameters
    ----------
    items : what to go through. words : what is being done. total : how many items there are.
    """
    if total < FEW:
        return items
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return items
    return tqdm(items, words, total, delay=1, leave=False)
