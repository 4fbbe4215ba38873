#!/bin/sh
# Build the documentation site into site/, in an environment of its own from the lock file. Any broken link fails.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/bin/uv ] || sh scripts/setup.sh
UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv-docs \
    .venv/bin/uv sync --frozen --quiet --only-group docs --python .venv/bin/python
NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --strict --quiet --site-dir site
.venv/bin/python scripts/check_site.py site
echo "site/index.html"
