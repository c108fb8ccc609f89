# `make demo` and `make test` need nothing before them but Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help venv sandbox demo test test-slow lint format build bench clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

venv: $(INSTALLED)  ## make .venv with everything in it

$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.12 venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Student code runs in a sandbox, for which bubblewrap is needed. Where it cannot be had, the demo
# runs without one, and the tests that need it are skipped; both say so.
sandbox:  ## install bubblewrap, where that can be done
	@command -v bwrap >/dev/null || test "$$(uname)" != Linux || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    { apt-get install -qq -y bubblewrap || { apt-get update -qq && apt-get install -qq -y bubblewrap; }; } \
	      >/dev/null 2>&1 || echo "bubblewrap could not be installed; see: autograder doctor"; \
	  else echo "There is no bubblewrap: no sandbox for student code. See: autograder doctor"; fi; }

demo: venv sandbox  ## build, grade a sample class, print where to look
	$(BIN)/autograder demo

lint: venv  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: venv  ## mend style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint sandbox  ## lint, and all tests but the slow ones
	$(BIN)/pytest --numprocesses auto --dist loadfile -m "not slow"

test-slow: venv sandbox  ## the tests that take minutes
	$(BIN)/pytest -m slow tests/attacks
	$(BIN)/pytest --numprocesses auto --dist worksteal -m slow --ignore tests/attacks

build: venv  ## assignments/ → source/ → release/
	$(BIN)/autograder build

bench: venv  ## measure, against named baselines
	$(BIN)/python -m benchmarks

clean:  ## remove what the targets made, but not source/, release/ or anything of students
	rm -rf .venv demo_course .pytest_cache .ruff_cache .hypothesis
