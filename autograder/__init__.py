"""The instructor's side: building, grading and proving the assignments."""
