"""Measurements: ratios against a named baseline, taken in the same run."""

import autograder  # noqa: F401 — one thread each: ratios should not depend on how many cores there are
