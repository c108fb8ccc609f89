"""Running a student's code behind walls, and talking to it in plain data."""
