# Everything is set up from nothing: only python3 (3.11 to 3.13) with venv, make and git are needed.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
UV := $(BIN)/uv
export UV_NO_PROGRESS := 1

.PHONY: demo up test lint bench lock clean

demo: .venv/runtime.stamp  ## Sample data, one quarter, the Word files in out/
	@$(BIN)/kivijalka demo

up: .venv/runtime.stamp  ## S3, Prefect, worker and download page until Ctrl-C
	@$(BIN)/kivijalka up

test: lint  ## Everything that CI checks, on two cores
	$(BIN)/pytest -q --numprocesses 2 --dist loadfile tests/unit tests/contract tests/golden
	$(BIN)/pytest -q --numprocesses 2 --dist loadfile tests/integration

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m cli.template_lint

bench: .venv/dev.stamp
	$(BIN)/python -m benchmarks.run

$(UV):
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# The development environment holds the runtime one: whoever has it is not set back by `make demo`.
.venv/runtime.stamp: requirements.lock pyproject.toml | $(UV)
	@if [ -f .venv/dev.stamp ]; then $(MAKE) --no-print-directory .venv/dev.stamp; else \
	  echo "Installing (about a minute the first time) ..."; \
	  $(UV) pip sync --quiet --compile-bytecode --require-hashes requirements.lock && \
	  $(UV) pip install --quiet --no-deps --editable . ; fi
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | $(UV)
	$(UV) pip sync --quiet --compile-bytecode --require-hashes requirements-dev.lock
	$(UV) pip install --quiet --no-deps --editable .
	@touch $@

lock: | $(UV)  ## Renew both lock files after a change of pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv out .kivijalka
