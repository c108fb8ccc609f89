"""Grading submissions: one, or a whole class."""
