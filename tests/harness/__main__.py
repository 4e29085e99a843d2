"""`python -m tests.harness NAME [--size N] [--seed S] [--on sqlite|postgresql|both] [--jobs N] [--minutes M]`; `card` writes
docs/*/reliability-card.md."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from tests.harness import card, county
from tests.harness.outcome import keep, timed

SIZES = {
    "kill": 10_000,
    "model": 100_000,
    "races": 200,
    "shuffles": 10_000,
    "mistake": 18,
    "server": 50,
    "disk": 60,
    "flips": 200,
    "anchor": 4,
    "years": 12,
}
ONLY = {"races": "postgresql", "server": "postgresql", "disk": "sqlite", "flips": "sqlite"}


def main() -> int:
    """Run one, keep what it found, print it; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness")
    parser.add_argument("name", choices=[*SIZES, "card"])
    parser.add_argument("--size", type=int)
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--on", choices=["sqlite", "postgresql", "both"], default="sqlite")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that try at once")
    parser.add_argument("--minutes", type=float, help="begin no new trial after so many; the card says how many there were")
    args = parser.parse_args()
    if args.name == "card":
        card.write()
        return 0
    county.begin(jobs=args.jobs, minutes=args.minutes)
    module = importlib.import_module(f"tests.harness.{args.name}")
    wanted = ONLY.get(args.name, args.on)
    wrong = 0
    for database in ("sqlite", "postgresql") if wanted == "both" else (wanted,):
        server = os.environ.get("SHEBAO_TEST_POSTGRES") if database == "postgresql" else None
        assert database == "sqlite" or server, "run it below: python -m tests.support.postgres …"
        size = args.size or SIZES[args.name]
        outcome = timed(args.name, database, args.seed, lambda size=size, server=server: module.run(size, args.seed, server))
        keep(outcome)
        print(outcome)
        wrong += outcome.wrong
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
