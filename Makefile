# make lab       set up and open the course in JupyterLab
# make present   set up and open a lesson before a class
# make test      set up and run everything that CI runs
# Recipes are plain commands, so that they also run under Windows' make.

ifeq ($(OS),Windows_NT)
  PYTHON ?= python
  BIN := .venv/Scripts
else
  PYTHON ?= python3
  BIN := .venv/bin
endif
PY := $(BIN)/python
NB ?= 00

# Matrices of this size run faster and steadier on one BLAS thread than on two.
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export VECLIB_MAXIMUM_THREADS := 1
# Matplotlib's list of fonts lies with the packages it belongs to: the one in the home is shared by
# all environments, and one that is being deleted writes it without Matplotlib's own fonts.
export MPLCONFIGDIR := $(CURDIR)/.venv/matplotlib

.PHONY: lab present present-check search reset for-lab for-search for-test test lint types unit nbval browser robust bench notebooks sweeps claims lock

lab: for-lab
	@$(PY) -m tools.start_files
	$(PY) -m tools.lab --notebook=$(NB) $(LAB_ARGS)

# A lesson before a class: large, alone on the page, run beforehand. make present NB=05 ZOOM=1.5
present: for-lab
	@$(PY) -m tools.start_files
	$(PY) -m tools.present --notebook=$(NB) $(if $(ZOOM),--zoom=$(ZOOM)) $(LAB_ARGS)

# Its dry run in a browser: what is in sight on a projector, how fast it answers, what is not ready.
present-check: for-test
	$(PY) -m tools.present_check --notebook=$(NB) $(if $(ZOOM),--zoom=$(ZOOM)) $(if $(SCREENS),--screens=$(SCREENS))

# The cluster and the search library that notebook 08 shows as ready-made.
search: for-search

# A fresh working copy of a notebook; the old one is kept beside it.
reset: for-lab
	$(PY) -m tools.lab --notebook=$(NB) --reset

test: lint types unit nbval browser

# What .venv needs for it. A reader's is light; more is added when it is asked for.
for-lab for-search for-test:
	@$(PYTHON) -m tools.environment $(@:for-%=%)

lint: for-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: for-test
	$(PY) -m mypy

unit: for-test
	$(PY) -m pytest -n 2 --doctest-modules -m "not browser" course_lib tests

nbval: for-test
	$(PY) -m pytest -n 2 --dist loadscope --nbval --nbval-cell-timeout=60 notebooks

browser: for-test
	$(PY) -m pytest -n 2 --dist loadgroup -m browser tests/browser

# The notebooks as other processors would compute them: printed numbers must be the same.
robust: for-test
	$(PY) -m tools.robust

# Speed beside peers, written to benchmarks/RESULTS.md. PyTorch is compared with where it is
# installed: .venv/bin/python -m pip install -e ".[peer]"
bench: for-test
	$(PY) -m benchmarks

# Notebooks: source -> both editions, executed. An unchanged notebook is not rewritten.
notebooks: for-test
	$(PY) -m tools.build_notebooks

# The long runs whose results are stored under data/sweeps/.
sweeps: for-test
	$(PY) -m tools.sweeps

# The conclusions of the notebooks under other conditions, stored under data/claims/. Of one
# notebook: make claims NB=06
claims: for-test
	$(PY) -m tools.claims $(if $(filter command line environment,$(origin NB)),--notebook=$(NB))

# Renew the pinned versions in requirements/.
lock:
	$(PYTHON) -m tools.lock
