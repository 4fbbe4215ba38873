#!/bin/sh
# Run the benchmarks in environments of their own. Peers, clusters and locust stay out of .venv.
#   scripts/bench.sh [bench|cluster|web] [arguments of the benchmark]
set -eu
cd "$(dirname "$0")/.."
kind="${1:-bench}"
[ $# -eq 0 ] || shift
case "$kind" in
bench) module=benchmarks ;;
cluster) module=benchmarks.cluster ;;
web) module=benchmarks.web ;;
*)
    echo "scripts/bench.sh [bench|cluster|web]" >&2
    exit 2
    ;;
esac
[ -x .venv/bin/uv ] || sh scripts/setup.sh
if [ "$kind" = web ]; then
    sh scripts/system.sh
    if ! [ -x .venv-load/bin/locust ]; then # locust brings gevent, which must not meet the site's own processes
        .venv/bin/python -m venv .venv-load
        .venv-load/bin/python -m pip install --quiet --disable-pip-version-check 'locust>=2.40,<3'
    fi
    # Served by the system's Python, as in an office: many others are built without its optimisations, a fifth slower.
    system=/usr/bin/python3
    [ -x "$system" ] || system=.venv/bin/python
    UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv-web .venv/bin/uv sync --frozen --quiet --python "$system"
    unset PYTHONDONTWRITEBYTECODE
    exec .venv-web/bin/python -m "$module" "$@"
fi
UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=".venv-$kind" \
    .venv/bin/uv sync --frozen --quiet --no-default-groups --group "$kind" --python .venv/bin/python
exec ".venv-$kind/bin/python" -m "$module" "$@"
