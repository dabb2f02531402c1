# make lab    set up and open the course in JupyterLab
# make test   set up and run everything that CI runs
# Recipes are plain commands, so that they also run under Windows' make.

ifeq ($(OS),Windows_NT)
  PYTHON ?= python
  BIN := .venv/Scripts
else
  PYTHON ?= python3
  BIN := .venv/bin
endif
PY := $(BIN)/python
READY := .venv/ready
NB ?= 00

# Matrices of this size run faster and steadier on one BLAS thread than on two.
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export VECLIB_MAXIMUM_THREADS := 1

.PHONY: lab test lint types unit nbval browser robust bench notebooks sweeps reset lock

lab: $(READY)
	$(PY) -m tools.lab --notebook=$(NB) $(LAB_ARGS)

test: lint types unit nbval browser

$(READY): pyproject.toml constraints.txt tools/environment.py
	$(PYTHON) tools/environment.py

lint: $(READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(READY)
	$(PY) -m mypy

unit: $(READY)
	$(PY) -m pytest -n 2 --doctest-modules -m "not browser" course_lib tests

nbval: $(READY)
	$(PY) -m pytest -n 2 --dist loadscope --nbval --nbval-cell-timeout=60 notebooks

browser: $(READY)
	$(PY) -m pytest -n 2 --dist loadgroup -m browser tests/browser

# The notebooks as other processors would compute them: printed numbers must be the same.
robust: $(READY)
	$(PY) -m tools.robust

# Speed beside peers, written to benchmarks/RESULTS.md. PyTorch is compared with where it is
# installed: .venv/bin/python -m pip install -e ".[peer]"
bench: $(READY)
	$(PY) -m benchmarks

# Notebooks: source -> both editions, executed. An unchanged notebook is not rewritten.
notebooks: $(READY)
	$(PY) -m tools.build_notebooks

# The long runs whose results are stored under data/sweeps/.
sweeps: $(READY)
	$(PY) -m tools.sweeps

# A fresh working copy of a notebook; the old one is kept beside it.
reset: $(READY)
	$(PY) -m tools.lab --notebook=$(NB) --reset

# Renew the pinned versions in constraints.txt.
lock:
	$(PYTHON) tools/environment.py --lock
