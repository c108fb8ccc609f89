"""nbgrader's configuration: this folder is the course root.

Stock ``nbgrader generate_assignment | autograde | generate_feedback | export`` read it, and so do
formgrader and our own ``autograder`` command.
"""

import os
import secrets
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, Execute

ROOT = Path(__file__).resolve().parent

# The hidden tests import `autograder`. Installed, it is found anyway; from a bare checkout,
# nbgrader and the kernels that it starts find it here.
if (ROOT / "autograder").is_dir():
    rooms = [str(ROOT), str(ROOT / "utils")]
    sys.path[:0] = rooms
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        rooms + [entry for entry in inherited if entry and entry not in rooms]
    )

# nbgrader starts `alembic` by name: find the one beside this Python, activated or not.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

from autograder.build.stubs import PlantStubs  # noqa: E402
from autograder.grading.feedback_style import FeedbackStyle  # noqa: E402
from autograder.grading.skip_demonstrations import SkipDemonstrations  # noqa: E402
from autograder.grading.tell_timeouts import TellTimeouts  # noqa: E402

c = get_config()  # noqa: F821  (traitlets provides it)

c.CourseDirectory.course_id = "training_networks_well"

# An exercise may hand out code with planted mistakes instead of "YOUR CODE HERE".
c.GenerateAssignment.preprocessors = [
    PlantStubs if preprocessor is ClearSolutions else preprocessor
    for preprocessor in GenerateAssignment.preprocessors.default()
]

# Cells that are only there to be watched, such as a long training run, are not run for grading.
# What a student reads says that a cell was stopped, in words; it wraps, and has no hidden test.
steps = Autograde.autograde_preprocessors.default()
place = steps.index(Execute)
steps[place : place + 1] = [SkipDemonstrations, TellTimeouts]
c.Autograde.autograde_preprocessors = steps
c.GenerateFeedback.preprocessors = [
    *GenerateFeedback.preprocessors.default(),
    ClearHiddenTests,
    FeedbackStyle,
]

# A cell of an honest notebook takes seconds at most; a student's endless loop is cut off here.
c.ExecutePreprocessor.timeout = 30
# Kernels tell of their transport on the terminal, once per submission; errors still show.
c.ExecutePreprocessor.extra_arguments = ["--log-level=ERROR"]

# A deleted test cell comes back.
c.OverwriteCells.add_missing_cells = True
# Cells with a certain tag are not run, and a test that does not run earns full points: no student
# can know the tag.
c.Execute.skip_cells_with_tag = secrets.token_hex()
