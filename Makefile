# What can be done here. `make demo` and `make test` set up what they need; setup is skipped when nothing changed.
.PHONY: help setup demo test lint format bench calibrate lock clean

# An activated environment elsewhere must not be the one that is installed into.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

BIN := .venv/bin
LEDGER := build/demo.db

help:
	@echo "make demo    read examples/ and print the brief Azerbaijan-China"
	@echo "make test    run the tests (options: ARGS='-k words tests/ledger')"
	@echo "make lint    ruff and mypy"
	@echo "make bench   accuracy and speed, kept per commit in bench/results/"
	@echo "             a ledger of 100,000 documents: ARGS='--only size' (fewer: --documents N)"
	@echo "make calibrate  fit the confidence of records again (needs the development data)"
	@echo "make setup   only install (into .venv) what the above need"
	@echo "make lock    pin the dependencies of pyproject.toml again"

setup:
	@sh scripts/setup.sh dev

demo:
	@sh scripts/setup.sh demo
	@mkdir -p build
	@rm -f $(LEDGER) $(LEDGER)-wal $(LEDGER)-shm
	$(BIN)/communique add --ledger $(LEDGER) examples/
	$(BIN)/communique brief AZE CHN --ledger $(LEDGER)
	@$(BIN)/communique brief AZE CHN --ledger $(LEDGER) --output build/brief.html
	@echo; echo "The same brief as a page: $(CURDIR)/build/brief.html (ledger: $(LEDGER))"

test:
	@sh scripts/setup.sh dev
	@$(BIN)/python -m pytest $(ARGS)

lint:
	@sh scripts/setup.sh dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format:
	@sh scripts/setup.sh dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:
	@sh scripts/setup.sh dev
	@$(BIN)/python bench/run.py $(ARGS)

calibrate:
	@sh scripts/setup.sh dev
	@$(BIN)/python bench/calibrate.py $(ARGS)

lock:
	@sh scripts/setup.sh dev
	$(BIN)/uv pip compile --generate-hashes --no-annotate --no-header -q --python-version 3.11 --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --generate-hashes --no-annotate --no-header -q --python-version 3.11 --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
