# Every target sets up what it needs; `make help` lists them.
# A distribution's Python first: it is compiled with optimizations, and takes in a fifth more facts (decision 33).
PYTHON ?= $(shell for d in /usr/bin/ ""; do for p in python3.13 python3.12 python3.11 python3; do \
	"$$d$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$d$$p" && exit; done; done)
BIN := .venv/bin
ARGS ?=
CODE := $(patsubst %/__init__.py,%,$(wildcard */__init__.py))

.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-8s %s\n", $$1, $$2}'

.venv/.setup: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or run make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making .venv and installing Trueline into it (once; a minute or two)" >&2
	@$(PYTHON) -m venv .venv >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' >&2
	@$(BIN)/python -m compileall -q $(CODE) # now, and not at each start where nothing may be kept
	@touch $@

setup: .venv/.setup ## Make .venv and install Trueline with its development tools

demo: setup ## Run the main job on two sandbox trackers (ARGS="--once --json")
	@$(BIN)/trueline demo $(ARGS)

serve: setup ## Run API, projections and workers in one process on SQLite
	@$(BIN)/trueline serve $(ARGS)

test: setup ## Run every test
	$(BIN)/python -m pytest --numprocesses=auto $(ARGS)

format: setup ## Lay the code out
	$(BIN)/ruff format .

lint: setup ## Check layout, lint and import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: setup ## Check types
	$(BIN)/mypy

check: lint types test ## What CI runs: layout, lint, layers, types, tests

bench: setup ## Measure the figures the README quotes and write bench/results.json
	$(BIN)/python -m bench $(ARGS)

clean: ## Remove what the other targets made
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

.PHONY: help setup demo serve test format lint types check bench clean
