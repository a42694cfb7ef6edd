# Two commands do everything: `make run` serves the explorer, `make test` proves it.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
AUTHORITY ?= E08000007

.PHONY: run test check build bench screenshots clean

run: $(VENV)/.serve ## serve on http://127.0.0.1:8050
	$(BIN)/gunicorn --config gunicorn_conf.py "app:create_server()"

test: $(VENV)/.dev chromium check ## everything: contracts, types, unit, browser
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

build: $(VENV)/.build ## figures to bundle
	$(BIN)/python -m geodata build $(AUTHORITY)

bench: $(VENV)/.dev chromium ## medians and ratios against bare Leaflet and the usual Dash way
	$(BIN)/python -m benchmarks

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
