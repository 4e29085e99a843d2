#!/bin/sh
# Builds the demonstration county where there is no database yet; a database of somebody's own is never touched.
# `shebao demo` moves the file to its place only when it is finished, so an interrupted building starts afresh here.
set -eu
agency=$1
home=${SHEBAO_HOME:-data}

if [ -n "${DATABASE_URL:-}" ] || [ -e "$home/shebao.sqlite3" ]; then exit 0; fi
echo "→ 建立演示县 $agency（虚构人员，逐月走完一年，约一两分钟）……"
exec .venv/bin/shebao demo "$agency"
