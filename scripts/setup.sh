#!/bin/sh
# Prepare .venv from the lock file. Debian's own pip refuses to install, so uv lives inside .venv.
set -eu
cd "$(dirname "$0")/.."
if ! [ -x .venv/bin/uv ]; then
    python3 -m venv .venv || {
        echo "Thiếu python3-venv. Hãy chạy: apt-get install python3-venv   (python3-venv is missing)" >&2
        exit 1
    }
    .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.7'
fi
# --inexact keeps uv itself; --frozen never rewrites the lock file.
UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv sync --frozen --inexact --quiet "$@"
