#!/bin/sh
# Tests the scripts of the site with Node's own test runner; no package is needed. Says so where there is no Node.
set -eu
cd "$(dirname "$0")/../frontend"
if ! command -v node >/dev/null; then
  echo "Node không có trên máy này: bỏ qua kiểm thử giao diện (Node is missing: frontend tests skipped)"
  exit 0
fi
node --test test/*.test.mjs
