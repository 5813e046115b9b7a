# The commands of this project: `make` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help demo test lint bench clean

help:
	@echo "make demo    crawl a miniature dw.com and show what comes out (no network needed)"
	@echo "make test    run every test"
	@echo "make lint    ruff and mypy"
	@echo "make bench   measure extraction and crawling against peers"
	@echo "make clean   remove what the commands above made"

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "dwcrawler needs Python 3.11 or later as $(PYTHON); name another: make PYTHON=python3.12 …" >&2; \
	  exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.txt | $(VENV)
	@echo "Installing what dwcrawler needs into $(VENV) (a minute or less)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements.txt requirements-dev.txt | $(VENV)
	@echo "Installing what the tests need into $(VENV) (a minute or two)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(RUN_STAMP)

demo: $(RUN_STAMP)
	@$(BIN)/python -m dwcrawler.demo

test: $(DEV_STAMP)
	@$(BIN)/python -m pytest -n auto

lint: $(DEV_STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(DEV_STAMP)
	@$(BIN)/python -m benchmarks.extraction
	@$(BIN)/python -m benchmarks.crawl

clean:
	rm -rf $(VENV) .bench-venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
