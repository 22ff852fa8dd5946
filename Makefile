# make help lists the targets; make alone runs the program
PORT  ?= 7860
HOST  ?= 127.0.0.1
# empty: data/documents and the documents of the user's folder
DOCS  ?=
BUILD ?= build
MODEL ?= default
SIZES ?= 1,10
TIME  ?= 600
PLATFORM ?= all
PYTHONS  ?= 3.12
# processes that run the tests: each needs 1.5 GB at most
WORKERS  ?= 2
# txtai as well: about 1 GB to install
PEERS ?= sentence_transformers,bm25s,tantivy,txtai

# the first Python that is 3.11, 3.12 or 3.13
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN  := $(VENV)/bin
PIP   = $(BIN)/python -m pip install --disable-pip-version-check
# the default model is read without torch
NEEDS := $(VENV)/$(if $(filter default,$(MODEL)),.run,.models)
# lines of these rooms that tests run; a floor below which make coverage fails
COVERAGE = --source kg,embeddings,building --skip-covered --fail-under 92
BUILD_GRAPH = $(BIN)/python build_graph.py $(if $(DOCS),"$(DOCS)") --out "$(BUILD)" --model "$(MODEL)" --if-changed

.PHONY: run build test check coverage test-foreign eval bench fuzz fix docs thesaurus train bundle lock locked \
	sbom clean help
.DEFAULT_GOAL := run

run: $(NEEDS) ## install, build and serve the page (PORT, HOST, DOCS, BUILD, MODEL)
	@$(BUILD_GRAPH) || { test -e "$(BUILD)/manifest.json" && echo "serving what is in $(BUILD)"; }
	$(BIN)/python -m ui --build "$(BUILD)" --host "$(HOST)" --port "$(PORT)"

build: $(NEEDS) ## build the graph and the index of DOCS into BUILD
	$(BUILD_GRAPH)

test: $(VENV)/.test ## ruff, mypy --strict and pytest, as in CI
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

check: test

coverage: $(VENV)/.test ## which lines of kg, embeddings and building the tests run; in one process
	$(BIN)/slipcover $(COVERAGE) -m pytest

test-foreign: $(VENV)/.foreign ## tests that need programs of others or a network
	$(BIN)/pytest -m foreign -rs

eval: $(VENV)/.test build ## figures of quality, on the evaluation sets beside the project
	$(BIN)/python -m bench.evaluate --build "$(BUILD)"

bench: $(VENV)/.test build ## figures of speed, beside PEERS, and of growth for SIZES (1,10)
	$(BIN)/python -m bench.speed --build "$(BUILD)"
	$(BIN)/python -m bench.peers --build "$(BUILD)" --peers "$(PEERS)"
	$(BIN)/python -m bench.growth $(SIZES)

fuzz: $(VENV)/.test ## inputs of every kind for TIME seconds (600)
	$(BIN)/python -m bench.fuzz --seconds $(TIME)

bundle: $(VENV)/.test ## offline packages in dist/ (PLATFORM, PYTHONS)
	$(BIN)/python -m deploy.bundle --platform $(PLATFORM) --pythons $(PYTHONS)

lock: $(VENV)/.tools ## write requirements.lock anew: all versions of the default, with hashes
	$(VENV)/tools/bin/uv pip compile requirements-run.txt --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet --output-file requirements.lock

locked: requirements.lock | $(VENV)/.venv ## install exactly what requirements.lock names
	$(PIP) --require-hashes -r requirements.lock

sbom: $(VENV)/.tools $(VENV)/.locked ## what the default consists of, as CycloneDX: dist/sbom.json
	@mkdir -p dist
	$(VENV)/tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--of JSON -o dist/sbom.json $(VENV)/locked/bin/python

fix: $(VENV)/.test ## mend what ruff can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: thesaurus ## write the generated pages of docs/ anew
	$(BIN)/python -m building.reference_docs
	$(BIN)/python docs/images/draw.py

pictures: $(VENV)/.test ## photograph every page of the server at PORT into docs/images
	$(BIN)/python docs/images/photograph.py http://127.0.0.1:$(PORT)

thesaurus: $(VENV)/.run ## write data/thesaurus.ttl and docs/thesaurus.md from data/topics
	$(BIN)/python -m building.thesaurus_files

train: $(VENV)/.test ## train the default encoder (needs the corpus beside the project)
	$(BIN)/python -m embeddings.train

clean: ## remove the build and the virtual environment
	rm -rf "$(BUILD)" $(VENV)

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

$(VENV)/.venv:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements-run.txt | $(VENV)/.venv
	$(PIP) -r requirements-run.txt
	@touch $@

$(VENV)/.models: requirements.txt requirements-run.txt | $(VENV)/.venv
	$(PIP) -r requirements.txt
	@touch $@ $(VENV)/.run

$(VENV)/.test: requirements-dev.txt requirements.txt requirements-run.txt | $(VENV)/.venv
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.run $(VENV)/.models

$(VENV)/.locked: requirements.lock | $(VENV)/.venv
	$(PYTHON) -m venv $(VENV)/locked
	$(VENV)/locked/bin/python -m pip install --disable-pip-version-check --require-hashes \
		-r requirements.lock
	@touch $@

$(VENV)/.tools: | $(VENV)/.venv
	$(PYTHON) -m venv $(VENV)/tools
	$(VENV)/tools/bin/python -m pip install --disable-pip-version-check uv==0.13.9 cyclonedx-bom==7.5.0
	@touch $@

$(VENV)/.foreign: requirements-foreign.txt $(VENV)/.test
	$(PIP) -r requirements-foreign.txt
	@touch $@
