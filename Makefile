# Two commands: `make serve` to read and edit, `make test` before publishing.
# All else they need is made in .venv from requirements.txt.

PYTHON ?= python3
BIN := .venv/bin
# Material announces MkDocs 2 at every start; it is no fault of the site.
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve build test vectors audit screenshots bench-clean bench-search

# A half-written page may have dead links; `build` and `test` are strict.
serve: .venv/installed
	$(BIN)/python -m tools clean
	$(BIN)/mkdocs serve --no-strict

build: .venv/installed
	$(BIN)/python -m tools clean
	$(BIN)/mkdocs build

test: .venv/installed-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tools clean --check
	$(BIN)/python -m tests.chromium
	$(BIN)/pytest --numprocesses=auto

# Aligns the library's translations anew; once a text has changed, and no part of `test`.
vectors: .venv/installed-for-vectors
	$(BIN)/python -m tools.vectors

# axe on every page in every look, and Lighthouse, for which Node is needed; no part of `test`.
audit: .venv/installed-for-tests
	$(BIN)/python -m tests.audit

# Pictures of the pages, to be looked at: screenshots/index.html.
screenshots: .venv/installed-for-tests
	$(BIN)/python -m tests.screenshots

# How well and how fast cleaning does beside other tools; no part of `test`.
bench-clean: .venv/installed-for-tests
	$(BIN)/python -m tests.bench_clean

# The same of the search; no part of `test` either.
bench-search: .venv/installed-for-tests
	$(BIN)/python -m tests.bench_search

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-for-vectors: .venv/installed requirements-vectors.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-vectors.txt
	@touch $@

.venv/installed-for-tests: .venv/installed requirements-test.txt requirements-scale.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@
