#!/bin/sh
# Sets up .venv for `demo` (what the program needs) or `dev` (and what its tests need); skipped when nothing changed.
# usage: sh scripts/setup.sh demo|dev       COMMUNIQUE_PYTHON names the interpreter, if it is not to be chosen
set -eu
cd "$(dirname "$0")/.."
level=${1:-dev}

# The quick way out: the interpreter of .venv says whether its stamp still fits.
if [ -x .venv/bin/python ] && [ -f .venv/setup-stamp ] && .venv/bin/python -S scripts/setup.py "$level" --is-current 2>/dev/null; then
    exit 0
fi

fits='import sys; sys.exit(sys.version_info < (3, 11))'
chosen=
for python in ${COMMUNIQUE_PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    if "$python" -c "$fits" >/dev/null 2>&1; then
        chosen=$python
        break
    fi
done
if [ -z "$chosen" ]; then
    found=$({ ${COMMUNIQUE_PYTHON:-python3} --version || echo "no python3"; } 2>&1 | head -n 1)
    echo "error: Python 3.11 or newer is needed, found: $found. Install one, or name it: make demo COMMUNIQUE_PYTHON=/path/to/python3.12" >&2
    exit 1
fi
exec "$chosen" scripts/setup.py "$level"
