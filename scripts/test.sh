#!/bin/sh
# Everything that must pass. Fails when any part fails.
set -eu
cd "$(dirname "$0")/.."
sh scripts/lint.sh
.venv/bin/pytest -q -n auto
