# `make demo` and `make test` need nothing before them but Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help venv demo test test-slow lint format build bench clean

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

demo: venv  ## build, grade a sample class, print where to look
	$(BIN)/autograder demo

lint: venv  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: venv  ## mend style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint  ## lint, and all tests but the slow ones
	$(BIN)/pytest --numprocesses auto -m "not slow"

test-slow: venv  ## the tests that take minutes
	$(BIN)/pytest --numprocesses auto -m slow

build: venv  ## assignments/ → source/ → release/
	$(BIN)/autograder build

bench: venv  ## measure, against named baselines
	$(BIN)/python -m benchmarks

clean:  ## remove what the targets made, but not source/, release/ or anything of students
	rm -rf .venv demo_course .pytest_cache .ruff_cache .hypothesis
