# Cairn. `make run` opens it, `make test` tests it; each sets up what it needs first.

PYTHON := .venv/bin/python
# The wrapper around pyright would ask the network for a newer one each time.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: run test lint bench crash demo model lock clean ready ready-dev

run: ready
	@if .dev/has-display; then \
		exec $(PYTHON) -m desktop; \
	else \
		echo "There is no display here, so this is the demo: the real app, offscreen."; \
		$(MAKE) --no-print-directory demo; \
	fi

test: lint
	@$(PYTHON) -m pytest -q

lint: ready-dev
	@.dev/lint

bench: ready-dev
	@$(PYTHON) -m tests.performance

crash: ready-dev
	@$(PYTHON) -m pytest -q tests/crash

demo: ready
	@$(PYTHON) -m tests.e2e.demo

model:
	@.dev/venv
	@$(PYTHON) .dev/starter_model.py

lock:
	@.dev/lock

clean:
	@rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@.dev/venv
	@.dev/packages requirements
	@.dev/qt-libraries
	@$(PYTHON) .dev/starter_model.py

ready-dev:
	@.dev/venv
	@.dev/packages requirements-dev
	@.dev/qt-libraries
	@$(PYTHON) .dev/starter_model.py
