"""The proof that hidden tests work: variants, mutants, pairs and repeats against the rubrics."""
