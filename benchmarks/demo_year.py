"""A whole county's year through the real counters: seconds, memory, and how far it is from the published figures.

    python benchmarks/demo_year.py [AGENCY …] [--scale 1.0] [--json FILE]

Each county is built by the command itself in a process and a folder of its own. The raw speed of the machine's disk and
interpreter is measured beside it: as many rows as the county holds, inserted into a bare SQLite table with the same
settings, so that the ratio says what the counters cost beyond storing.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GOAL_SECONDS, GOAL_MB = 90, 1536


def build(agency: str, scale: float, home: Path) -> dict[str, Any]:
    """Build one county; its report."""
    told = subprocess.run(
        [sys.executable, "-m", "shebao.cli", "demo", agency, "--scale", str(scale), "--json"],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"SHEBAO_HOME": str(home)},
    )
    report: dict[str, Any] = json.loads(told.stdout)
    return report


def rows_in(database: Path) -> int:
    """All rows of all tables."""
    with sqlite3.connect(database) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(int(connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for name in names)


def raw_insert_seconds(count: int, folder: Path) -> float:
    """Seconds to insert so many plain rows of eight whole numbers."""
    connection = sqlite3.connect(folder / "raw.sqlite3")
    connection.executescript(
        "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; CREATE TABLE raw (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g);"
    )
    started = time.perf_counter()
    with connection:
        connection.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ((i, i, 1, 2, 3, 4, 5, 6) for i in range(count)))
    connection.close()
    return time.perf_counter() - started


def main() -> None:
    """Build and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("agencies", nargs="*", default=["zhengning"])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    result = []
    for agency in args.agencies:
        with tempfile.TemporaryDirectory(prefix="shebao-bench-") as folder:
            report = build(agency, args.scale, Path(folder))
            count = rows_in(Path(folder) / "shebao.sqlite3")
            raw = raw_insert_seconds(count, Path(folder))
        result.append(
            {
                "agency": agency,
                "seconds": report["seconds"],
                "peak_mb": report["peak_mb"],
                "rows": count,
                "raw_seconds": round(raw, 2),
                "rows_per_second": round(count / report["seconds"]),
                "ratio": round(report["seconds"] / raw, 1),
                "compared": report["compared"],
            }
        )
        print(
            f"{agency}: {report['seconds']} s (goal {GOAL_SECONDS}), {report['peak_mb']} MB (goal {GOAL_MB}), {count:,} rows, "
            f"{report['seconds'] / raw:.1f} x a raw insert of as many rows"
        )
        for line in report["compared"]:
            reason = "" if line["ok"] else f" ({line['reason']})"
            print(f"  {line['name']}: published {line['published']}, reached {line['reached']}, difference {line['difference']}{reason}")
    if args.json:
        args.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
