# Everything runs from .venv, which each target prepares by itself when it is missing or stale.
#   PYTHON       the interpreter .venv is made from (3.10 to 3.13)
#   TORCH_INDEX  optional: address of a package index to take torch from. PyTorch publishes one with CPU builds;
#                without it the default index may bring a CUDA build of several GB, which a machine without a GPU
#                does not need.
#   ARGS         optional: more arguments for `make compare`, `make compare-pretrained` and `make test`

PYTHON ?= python3
TORCH_INDEX ?=
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: compare compare-pretrained test test-all test-faults test-conformance test-wheels test-kills test-fetched check lint types contracts format clean
.DEFAULT_GOAL := test

compare: $(READY)  ## the main job: perplexity against memory size and backend
	$(BIN)/memtrans compare benchmarks/configs/quickstart.yaml $(ARGS)

compare-pretrained: $(READY)  ## the same on a pretrained language model: what does an index cost it?
	$(BIN)/memtrans models fetch smollm2-135m
	$(BIN)/memtrans data fetch hol-light
	$(BIN)/memtrans compare benchmarks/configs/pretrained/quick.yaml $(ARGS)

# A process for each core, each with one thread: tests are small, so threads within one would gain little.
test: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

# For nights and releases: it takes as long as it needs, keeps what is finished in build/test-all, and after an
# interruption goes on where it was. What each part came to is written to benchmarks/results/test-all.
EVERYTHING = PYTHONPATH=tests:. TORCH_INDEX=$(TORCH_INDEX) OMP_NUM_THREADS=1 $(BIN)/python -m everything

test-all: test  ## the tests, and all that is too long for them: every part below, and the committed summary
	$(EVERYTHING)

test-faults: $(READY)  ## every planted fault, and every backend without one, against the whole suite
	$(EVERYTHING) faults right

test-conformance: $(READY)  ## every backend against the thorough suite
	$(EVERYTHING) conformance

test-wheels: $(READY)  ## wheels of the core and of every plug-in in a fresh environment: conformance, one comparison of all
	TORCH_INDEX=$(TORCH_INDEX) $(BIN)/python tests/wheels/run.py $(ARGS)

test-kills: $(READY)  ## a sweep killed twenty times, parent and child, against an undisturbed one
	$(EVERYTHING) kills

test-fetched: $(READY)  ## what needs weights that `memtrans models fetch` has put in place
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m fetched $(ARGS)

check: lint types contracts test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy --python-version 3.10
	$(BIN)/mypy --python-version 3.13

contracts: $(READY)
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## all that can be made again, .venv included; results and runs stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is removed first, so that an installation that was cut off counts as none.
$(READY): pyproject.toml constraints.txt
	@rm -f $@
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo 'memtrans needs Python 3.10 to 3.13, and "$(PYTHON)" is not one; say which is: make PYTHON=python3.11' >&2; exit 2; }
	@echo "Preparing $(VENV): torch (hundreds of MB, the slow part), then memtrans with its index libraries and tools."
	@echo "This takes a few minutes once, and again only when pyproject.toml or constraints.txt change."
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	$(PIP) --editable '.[faiss,scann,plot,pretrained,test,dev]'
	@echo "Building hnswlib, which is published as source only."
	@$(PIP) hnswlib > $(VENV)/hnswlib.log 2>&1 \
	  || echo 'hnswlib could not be built (it needs a C++ compiler and the Python headers; see $(VENV)/hnswlib.log), so the backend hnsw is left out.'
	@touch $@
