# make run   builds the graph and serves the page on http://127.0.0.1:7860
# make test  ruff, mypy --strict and pytest
# make eval  figures on the evaluation sets beside the project (development only)
PORT  ?= 7860
HOST  ?= 127.0.0.1
DOCS  ?= data/documents
BUILD ?= build
MODEL ?= default

# the first Python that is 3.11, 3.12 or 3.13
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN  := $(VENV)/bin

.PHONY: run build test check eval bench train clean
.DEFAULT_GOAL := run

run: build
	$(BIN)/python -m ui --build "$(BUILD)" --host "$(HOST)" --port "$(PORT)"

build: $(VENV)/.run
	$(BIN)/python build_graph.py "$(DOCS)" --out "$(BUILD)" --model "$(MODEL)" --if-changed

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy build_graph.py settings.py errors.py
	$(BIN)/pytest

check: test

eval: $(VENV)/.test build
	$(BIN)/python -m bench.evaluate --build "$(BUILD)"

bench: $(VENV)/.test build
	$(BIN)/python -m bench.speed --build "$(BUILD)"

train: $(VENV)/.test
	$(BIN)/python -m embeddings.train

$(VENV)/.venv:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/.venv
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf "$(BUILD)" $(VENV)
