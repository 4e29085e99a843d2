#!/bin/sh
# Builds the demonstration county where there is no database yet; a half-built one is built again from the start.
set -eu
agency=$1
home=${SHEBAO_HOME:-data}
building="$home/demo.building"

# A database of somebody's own is never touched.
if [ -n "${DATABASE_URL:-}" ]; then exit 0; fi
if [ -e "$home/shebao.sqlite3" ] && [ ! -e "$building" ]; then exit 0; fi

mkdir -p "$home"
rm -f "$home/shebao.sqlite3" "$home/shebao.sqlite3-wal" "$home/shebao.sqlite3-shm" "$home/demo.json"
: > "$building"
echo "→ 建立演示县 $agency（虚构人员，逐月走完一年，约一两分钟）……"
.venv/bin/shebao demo "$agency"
rm -f "$building"
