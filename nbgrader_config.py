"""nbgrader's configuration: this folder is the course root.

Stock ``nbgrader generate_assignment | autograde | generate_feedback | export`` read it, and so do
formgrader and our own ``autograder`` command.
"""

import os
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions, Execute

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
from autograder.grading.execute_in_sandbox import ExecuteInSandbox  # noqa: E402
from autograder.grading.feedback_style import FeedbackStyle  # noqa: E402
from autograder.grading.hide_tests import HideTests  # noqa: E402
from autograder.grading.rebuilding_exporter import RebuildingExporter  # noqa: E402

c = get_config()  # noqa: F821  (traitlets provides it)

c.CourseDirectory.course_id = "training_networks_well"

# An exercise may hand out code with planted mistakes instead of "YOUR CODE HERE".
c.GenerateAssignment.preprocessors = [
    PlantStubs if preprocessor is ClearSolutions else preprocessor
    for preprocessor in GenerateAssignment.preprocessors.default()
]

# A submission is read as what it is, somebody else's file: the notebook that is run is rebuilt
# from source/, with the text of the student's cells in it. It runs in a sandbox, and its test cells
# run here, outside. `autograder doctor` tells whether this machine has one.
c.Autograde.exporter_class = RebuildingExporter
c.Autograde.autograde_preprocessors = [
    ExecuteInSandbox if preprocessor is Execute else preprocessor
    for preprocessor in Autograde.autograde_preprocessors.default()
]
# A cell of an honest notebook takes seconds at most; a student's endless loop is cut off here.
c.ExecuteInSandbox.timeout = 30

# What a student reads wraps, and has no hidden test in it.
c.GenerateFeedback.preprocessors = [
    *GenerateFeedback.preprocessors.default(),
    HideTests,
    FeedbackStyle,
]
