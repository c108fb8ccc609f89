"""Where hidden inputs are drawn from: a secret of the course, so that nobody can foretell them.

With the same key a re-grade asks the same questions, on whatever machine. Without one, the draws
are fixed: whoever has read this package can foretell them.
"""

import hashlib

import numpy as np

_course_key: bytes | None = None


def use_course_key(key: bytes | None) -> None:
    """Draw hidden inputs from this key from now on, in this process.

    Parameters
    ----------
    key : the secret of the course; None for the fixed draws.
    """
    global _course_key
    _course_key = key


def fresh_generator(seed: int | None, salt: int) -> np.random.Generator:
    """Return the generator that a hidden test draws its inputs from.

    Parameters
    ----------
    seed : of the generator; None to take the key of the course, or the salt if there is none.
    salt : the hidden test's own number, so that no two of them ask with the same draws.
    """
    if seed is None:
        seed = salt if _course_key is None else _from_key(_course_key, salt)
    return np.random.default_rng(seed)


def _from_key(key: bytes, salt: int) -> int:
    return int.from_bytes(hashlib.sha256(key + salt.to_bytes(8, "big")).digest(), "big")
