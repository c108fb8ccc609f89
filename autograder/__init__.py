"""The instructor's side: building, grading and proving the assignments.

Linear algebra runs in one thread, unless the environment says otherwise: on matrices as small as
these a second thread mostly waits, and sums should not depend on how many cores there are. The
libraries read their environment when numpy is imported, so import this package before it.
"""

import os

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}
"""Environment variables that tell the libraries below numpy to use one thread."""

for _name, _value in ONE_THREAD.items():
    os.environ.setdefault(_name, _value)
