# Everything a developer and CI run. `make demo` and `make test` do all the set-up themselves.

OKRBOT_PYTHON := .venv/bin/python
RUN := .venv/.okrbot-run
DEV := .venv/.okrbot-dev
PORT ?= 8765
DATABASE ?= okrbot-demo.db

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports translations tests browser bench format messages \
	migration lock clean

help: ## This list
	@echo "make demo          Try everything in the browser (PORT=8765 DATABASE=okrbot-demo.db)"
	@echo "make test          Everything CI runs"
	@echo "make tests         Only pytest (ARGS='tests/okr -k progress')"
	@echo "make lint          Ruff: rules and format"
	@echo "make types         mypy --strict"
	@echo "make imports       Who may import whom"
	@echo "make translations  Whether every catalogue is complete"
	@echo "make bench         The budgets of docs/performance.md, measured"
	@echo "make format        Let ruff format and fix"
	@echo "make messages      Bring the catalogues up to date with the code"
	@echo "make migration m='add something'   A new migration from storage/tables/"
	@echo "make lock          Write requirements.lock anew"
	@echo "make clean         Remove what set-up and runs leave behind, the demo's database too"

$(RUN): pyproject.toml requirements.lock tools/set_up.sh
	@sh tools/set_up.sh run

$(DEV): pyproject.toml requirements.lock tools/set_up.sh
	@sh tools/set_up.sh dev

demo: $(RUN)
	@$(OKRBOT_PYTHON) -m bot demo --port "$(PORT)" --database "$(DATABASE)"

test: lint types imports translations tests
	@echo "make test: all checks passed"

lint: $(DEV)
	@echo "== ruff"
	@$(OKRBOT_PYTHON) -m ruff check .
	@$(OKRBOT_PYTHON) -m ruff format --check .

types: $(DEV)
	@echo "== mypy --strict"
	@$(OKRBOT_PYTHON) -m mypy

imports: $(DEV)
	@echo "== import-linter"
	@$(OKRBOT_PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

translations: $(DEV)
	@echo "== translations"
	@$(OKRBOT_PYTHON) -m tools.check_translations

tests: $(DEV) browser
	@echo "== pytest"
	@$(OKRBOT_PYTHON) -m pytest -q -n 2 --dist loadgroup $(ARGS)

browser:
	@sh tools/install_chromium.sh

bench: $(DEV)
	@$(OKRBOT_PYTHON) -m bench $(ARGS)

format: $(DEV)
	@$(OKRBOT_PYTHON) -m ruff check --fix .
	@$(OKRBOT_PYTHON) -m ruff format .

messages: $(DEV)
	@$(OKRBOT_PYTHON) -m tools.check_translations --update

migration: $(DEV)
	@$(OKRBOT_PYTHON) -m tools.new_migration "$(m)"

lock: $(DEV)
	@$(OKRBOT_PYTHON) -m uv pip compile -q --universal --python-version 3.11 --extra dev --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock

clean:
	rm -rf .venv build dist okrbot.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache okrbot-demo.db okrbot-demo.db-shm okrbot-demo.db-wal
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
