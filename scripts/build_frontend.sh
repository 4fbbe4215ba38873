#!/bin/sh
# Builds style sheet, script, fonts and icons of the site into the package. For developers: needs Node 20 and npm.
set -eu
cd "$(dirname "$0")/../frontend"
[ -d node_modules ] || npm ci --no-audit --no-fund
node build.mjs
