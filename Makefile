# Every target sets up what it needs in .venv and asks nothing. `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types layers docs floors whole bench soak lock clean

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dragoman needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@echo "==> making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): $(BIN)/python requirements/dev.lock pyproject.toml
	@echo "==> installing the locked packages (a few minutes the first time, nothing the next)"
	@$(BIN)/python -m pip install --quiet --progress-bar on --require-hashes -r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: $(STAMP) ## read the example story and show what the ledger answers
	@$(BIN)/python examples/demo.py

test: $(STAMP) ## run the tests (under ten minutes on two cores)
	@echo "==> running the tests on two workers"
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: lint types layers docs ## run every check that .ci/run runs beside the tests

lint: $(STAMP) ## style and common mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP) ## mypy, strict
	@$(BIN)/mypy

layers: $(STAMP) ## imports run one way, downwards
	@$(BIN)/lint-imports

docs: $(STAMP) ## build the documentation into site/
	@$(BIN)/mkdocs build --strict --quiet

floors: $(STAMP) ## quality against the pinned floors
	@$(BIN)/dragoman eval --floors

# A sentence that a rule goes round in for ever, or one that eats memory, is met where many real reports are read.
CORPUS := ../shared/corpus
whole: $(STAMP) ## read a thousand real reports, in 8 GB and 15 minutes, with none left out
	@test -d $(CORPUS) || { echo "skipped: the reports are not here ($(CORPUS))"; exit 0; }; \
	  mkdir -p build && rm -f build/whole.db*; ulimit -v 8000000; \
	  timeout 900 $(BIN)/dragoman read $(CORPUS) --ledger build/whole.db && rm -f build/whole.db*

bench: $(STAMP) ## speed, share of each stage, memory; writes bench/results/
	@$(BIN)/python bench/speed.py

soak: $(STAMP) ## hours: copies, pages under load, a ledger of a million events; writes bench/results/
	@$(BIN)/python bench/copies.py
	@mkdir -p build && rm -f build/soak.db*
	@$(BIN)/python bench/generate.py --events 100000 --ledger build/soak.db
	@$(BIN)/python bench/web_load.py --ledger build/soak.db
	@$(BIN)/python bench/growth.py --events 1000000

lock: $(BIN)/python ## write the lock files anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet pip-tools
	@$(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-find-links \
	  --no-emit-index-url --no-emit-trusted-host --extra dev --extra docs --extra frames --extra cluster --extra postgres --output-file requirements/dev.lock pyproject.toml
	@$(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-find-links \
	  --no-emit-index-url --no-emit-trusted-host --constraint requirements/dev.lock \
	  --output-file requirements/run.lock pyproject.toml

clean: ## remove the environment and everything built
	@rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
