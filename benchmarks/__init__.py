"""Measurements: ratios against a named baseline, taken in the same run."""

# Ratios should not depend on how many cores there are: this asks for one thread.
import autograder  # noqa: F401
