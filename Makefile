# Two commands do everything: `make run` serves the explorer, `make test` proves it.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
AUTHORITY ?= E08000007
AREA ?= $(AUTHORITY)
REFRESH ?=

.PHONY: run test check audit build data bench load fuzz rehearse screenshots clean

run: $(VENV)/.serve ## serve on http://127.0.0.1:8050
	$(BIN)/gunicorn --config gunicorn_conf.py "app:create_server()"

# What is compiled is kept, whatever the machine's habit: workers and servers read it from each other.
test: $(VENV)/.dev chromium check ## everything: contracts, types, unit, browser
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

check: $(VENV)/.dev ## style, types, scripts, import contracts, known weaknesses
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings assets benchmarks tests/scripts
	$(BIN)/lint-imports
	$(BIN)/python deploy/audit.py

audit: $(VENV)/.dev ## known weaknesses of the pinned packages; fails when they cannot be looked up
	$(BIN)/python deploy/audit.py --release

build: $(VENV)/.build ## figures to bundle
	$(BIN)/python -m geodata build $(AUTHORITY)

data: $(VENV)/.build ## figures from their publishers, checked, built, put in place, of a new AREA too; REFRESH=--review looks first
	$(BIN)/python -m geodata refresh $(AREA) $(REFRESH)

bench: $(VENV)/.dev chromium ## medians and ratios against bare Leaflet and the usual Dash way
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks --sizes --rounds 3

load: $(VENV)/.dev ## two hundred readers at once, on this machine
	$(BIN)/python -m benchmarks.load

fuzz: $(VENV)/.dev ## tens of thousands of hostile requests to every route
	$(BIN)/python -m pytest tests/serving/test_fuzz.py --hypothesis-profile=fuzz --numprocesses=0 -s

rehearse: ## the Dockerfile's steps, without Docker
	$(PYTHON) deploy/rehearse.py

screenshots: $(VENV)/.dev chromium ## the pictures in docs/, the tour's too
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

.PHONY: chromium
chromium: $(VENV)/.dev
	$(BIN)/python -m tests.browser.chromium

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The explorer needs Python 3.11 or newer; found " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

$(VENV)/.build: requirements-build.txt $(VENV)/.serve
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-build.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@
