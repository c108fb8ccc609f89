"""What students' functions are judged by: one module per notebook, one function per graded item."""
