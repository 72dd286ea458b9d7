# Needs Python 3.11 or later (with venv) and make; everything else comes from requirements.lock.
PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$python; break; }; done)
BIN := .venv/bin
CAMPUS := DANGWU_DATABASE_URL=sqlite:///var/demo/{service}.db DANGWU_KEYS=var/demo/keys
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq
export PIP_USER := 0
# What Python compiled, and what the rule books were found to hold, is kept for the next start.
unexport PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
.DELETE_ON_ERROR:
.PHONY: help setup protos docs demo run code check test test-long bench controls baseline lock clean

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: .venv/.ready ## environment with the exact packages of requirements.lock
.venv/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed" >&2; exit 1; }
	@echo "Installing the packages of requirements.lock into .venv (a minute, once they are here)"
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

protos: .venv/.ready ## stubs from the protos (half a second; changes only what differs)
	@$(BIN)/python protos/generate.py

docs: protos ## the pages of docs/, printed from the code; a test holds them equal
	$(BIN)/python -m tests.house.printed

demo: protos ## four whole stories on the terminal, through the real server; replaces var/demo
	$(BIN)/python -m deploy.demo

run: protos ## serve the campus that make demo left in var/demo, on 127.0.0.1:50051
	@$(BIN)/python -m deploy.demo.serve

code: protos ## a one-time login code for one of the demo's people: make code WHO=li.na
	@test -n "$(WHO)" || { echo "请写明给谁：make code WHO=li.na / say for whom: make code WHO=li.na" >&2; exit 2; }
	@$(CAMPUS) DANGWU_LOG_LEVEL=error $(BIN)/python -m services code $(WHO)

check: protos ## style, types, import contracts, protos
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/buf lint protos/dangwu.binpb
	$(BIN)/buf breaking protos/dangwu.binpb --against protos/baseline.binpb

test: check ## check, then all tests on SQLite and on PostgreSQL, one on each core
	@echo "Tests: all on SQLite, and beside them on PostgreSQL what meets a database (a few minutes)"
	@$(BIN)/python -m pytest --database=postgres >.venv/postgres.log 2>&1 & other=$$!; \
	$(BIN)/python -m pytest --database=sqlite; one=$$?; \
	wait $$other; two=$$?; cat .venv/postgres.log; rm -f .venv/postgres.log; exit $$((one | two))

test-long: export DANGWU_FULL := 1
test-long: test ## the same with full counts: kills, fuzz, races

bench: protos ## rates and times, as shares of an empty call
	$(BIN)/python -m tests.bench

controls: protos ## take each control of docs/controls.md out of a copy: its test must fail
	$(BIN)/python -m tests.controls.taking_out

baseline: protos ## freeze the protos: later breaking changes are refused against this image
	$(BIN)/buf build protos/dangwu.binpb --exclude-source-info -o protos/baseline.binpb

lock: .venv/.ready ## newest packages that pyproject.toml allows, with hashes and no index address
	$(BIN)/python -m venv .venv/lock
	.venv/lock/bin/python -m pip install -qq uv
	.venv/lock/bin/uv pip compile pyproject.toml --group dev --upgrade --universal --quiet --system-certs \
		--python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--output-file requirements.lock

clean: ## remove everything made, but not var/
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf protos/buf protos/dangwu.binpb
	find . -name '*_pb2*.py*' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
