"""The instructor's side: building, grading and proving the assignments.

Linear algebra runs in one thread, unless the environment says otherwise: on matrices as small as
these a second thread mostly waits, and sums should not depend on how many cores there are. The
libraries read their environment when numpy is imported, so import this package before it.
"""

import os

ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "OMP_NUM_THREADS"), "1"
)
"""Environment variables that tell the libraries below numpy to use one thread."""

# Not one by one: OpenBLAS goes by its own variable where both that and the general one are set.
if not ONE_THREAD.keys() & os.environ.keys():
    os.environ.update(ONE_THREAD)
