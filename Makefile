# `make run` needs Python 3.11 or newer and nothing else; PORT=8001 make run uses another port.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

# Compiled once, read by each of the many processes: without it every start compiles thousands of files anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test check e2e bench mutants words lock
.PHONY: lint lint-format lint-python lint-templates lint-types lint-layers lint-scripts

setup:  ## Install everything from the locks, build styles and scripts
	@$(PYTHON) scripts/setup.py

run: setup  ## Serve the whole platform until Ctrl-C
	@exec $(BIN)/python -m betteroff.local.supervisor

# The closing line of pytest comes last: continuous integration reads it.
test: setup lint  ## Everything: linters, types, layers, scripts, and the whole suite with browser journeys
	@$(BIN)/python -m pytest

check: setup lint  ## The quick part of `make test`
	@$(BIN)/python -m pytest -n 2 -m "not slow and not journey"

# Each part by itself is what .pre-commit-config.yaml runs. Two at a time: none of them changes anything.
LINTS := lint-format lint-python lint-templates lint-types lint-layers lint-scripts
lint:
	@$(MAKE) --no-print-directory -j2 $(LINTS)

lint-format:
	@$(BIN)/ruff format --check --quiet .

lint-python:
	@$(BIN)/ruff check .

lint-templates:
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/python scripts/wrap_templates.py --check

lint-types:
	@$(BIN)/mypy

lint-layers:
	@$(BIN)/lint-imports

lint-scripts:
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend test --silent

e2e: setup  ## Browser journeys only
	@$(BIN)/python -m pytest -m journey

bench: setup  ## Measure, and write docs/performance.md
	@$(BIN)/python -m bench

mutants: setup  ## Change the code on purpose and see whether a test notices; ARGS="--count 20 --target money" for less
	@$(BIN)/python -m scripts.mutants $(ARGS)

words: setup  ## Every sentence that residents read, the hardest first; ARGS="--first 40" for less
	@$(BIN)/python -m scripts.words $(ARGS)

lock:  ## Resolve requirements/*.in anew into locks with hashes
	@for name in bootstrap node base dev; do \
	  $(BIN)/uv pip compile --quiet --no-emit-index-url --generate-hashes --python-version 3.11 \
	    requirements/$$name.in -o requirements/$$name.lock; done
