# The commands of this project. `make run` and `make test` need nothing before them.
PYTHON ?= python3
VENV   := .venv/bin
export PYTHONUNBUFFERED := 1
unexport PYTHONPATH VIRTUAL_ENV
# Settings on the command line (`make run PORT=9000`) reach the programs by themselves.

.PHONY: help setup run test test-slow lint check demo bench chaos messages lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*##/ {printf "make %-10s %s\n", $$1, $$2}' Makefile

.setup-run: pyproject.toml requirements.lock .ci/uv.lock .ci/setup
	@$(PYTHON) .ci/setup run

.setup-test: pyproject.toml requirements-dev.lock .ci/uv.lock .ci/setup
	@$(PYTHON) .ci/setup test

# What the tests need holds all that a run needs.
setup: $(if $(wildcard .setup-test),.setup-test,.setup-run)  ## install, start nothing

run: setup  ## start the whole portal here; Ctrl-C ends it
	@exec $(VENV)/python -m portal.stack

test: .setup-test  ## everything that takes less than six minutes, browser included
	$(VENV)/python -m pytest -rs -n 2 --dist loadgroup -m "not slow" $(ARGS)

test-slow: .setup-test  ## what takes minutes: chaos, fuzzing, races
	$(VENV)/python -m pytest -m slow $(ARGS)

lint: .setup-test  ## format, rules, import contracts, migrations, translations
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/lint-imports
	DEMO=1 $(VENV)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(VENV)/python -m portal.stack.messages --check

check: lint test test-slow  ## lint, test, test-slow

demo: setup  ## one whole case, told step by step (JSON=path writes it down as well)
	@$(VENV)/python -m portal.stack demo $(if $(JSON),--json $(JSON))

bench: .setup-test  ## measure against the floors of this machine
	$(VENV)/python -m bench $(ARGS)

chaos: .setup-test  ## kill processes while cases move, then count what is lost
	$(VENV)/python -m pytest tests/chaos tests/portal/test_stack_whole.py tests/journeys/test_without_redis.py tests/procedures/operations/test_races.py tests/procedures/operations/test_crashes.py $(ARGS)

messages: .setup-test  ## collect texts for translation, compile them
	$(VENV)/python -m portal.stack.messages

lock: .setup-test  ## renew the hashed locks; they name no registry
	@UPGRADE=$(if $(UPGRADE),--upgrade) .ci/lock

clean:  ## remove what set-up and run made, data included
	@$(PYTHON) .ci/clean
