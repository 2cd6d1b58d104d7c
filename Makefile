# Cairn. `make run` opens it, `make test` tests it; each sets up what is missing first.

PYTHON := .venv/bin/python
# The wrapper around pyright would ask the network for a newer one each time.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

# Where the demo saves its pictures; README's are in docs/screenshots.
PICTURES ?= build/demo

.PHONY: run test lint package bench crash demo model lock clean help ready ready-dev ready-package

run: ready ## open the window; without a display, run the demo
	@if .dev/has-display; then \
		exec $(PYTHON) -m desktop; \
	else \
		echo "There is no display here, so this is the demo: the real app, offscreen."; \
		$(MAKE) --no-print-directory demo; \
	fi

# Hundreds of processes are started: what one has compiled, the others need not.
test: export PYTHONDONTWRITEBYTECODE =
test: lint ## check style and types, run all tests
	@$(PYTHON) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder -m "not alone and not built"; others=$$?; \
	$(PYTHON) -m pytest -q -m alone && exit $$others

lint: ready-dev ## check style, types and QML
	@.dev/lint

package: ready-package ## build the app as people install it, and test what was built
	@.dev/package/all

bench: ready-dev ## measure against the stock way
	@$(PYTHON) -m tests.performance

crash: ready-dev ## kill the real process again and again; N=500 for so many kills, ONLY=actions for those
	@$(PYTHON) -m tests.crash $(if $(N),--kills $(N)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

demo: ready ## drive the real app through its main job, with a picture of each screen
	@$(PYTHON) -m tests.e2e.demo --pictures $(PICTURES)

model: ## fetch the starter model, or mend it
	@.dev/venv
	@$(PYTHON) .dev/starter_model.py

lock: ## write the lock files anew; UPGRADE=1 takes newer versions
	@.dev/lock

clean: ## remove what set-up and builds made, but not the model
	@rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 8

ready:
	@.dev/venv
	@.dev/packages requirements
	@.dev/system-libraries
	@$(PYTHON) .dev/starter_model.py

ready-dev:
	@.dev/venv
	@.dev/packages requirements-dev
	@.dev/system-libraries
	@$(PYTHON) .dev/starter_model.py

ready-package: ready-dev
	@.dev/packages requirements-package
