"""Bugged and right versions of the graded functions, with the marks that each must get."""
