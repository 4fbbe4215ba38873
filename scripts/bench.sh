#!/bin/sh
# Run the benchmarks in an environment of their own, built from the lock file. Peers and clusters stay out of .venv.
#   scripts/bench.sh [bench|cluster] [arguments of the benchmark]
set -eu
cd "$(dirname "$0")/.."
kind="${1:-bench}"
[ $# -eq 0 ] || shift
case "$kind" in
bench) module=benchmarks ;;
cluster) module=benchmarks.cluster ;;
*)
    echo "scripts/bench.sh [bench|cluster]" >&2
    exit 2
    ;;
esac
[ -x .venv/bin/uv ] || sh scripts/setup.sh
UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=".venv-$kind" \
    .venv/bin/uv sync --frozen --quiet --no-default-groups --group "$kind" --python .venv/bin/python
exec ".venv-$kind/bin/python" -m "$module" "$@"
