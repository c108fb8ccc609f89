"""Measurements: ratios against a named baseline, taken in the same run."""

import os

# One thread each, before numpy is imported: ratios should not depend on how many cores there are.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
