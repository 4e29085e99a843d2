"""Counts how often each kind of evidence is right: `python -m benchmarks.reports.calibration [--write]`.

Every relation the checker found broken is counted by rule, strength of the grammar, kind of the smallest repair and the chance of a
coincidence, once in texts that are as they should be and once in texts with a digit changed. The thresholds of `relations/judge.py`
are set so that errors and warnings have none in the first column. The table holds numbers only; `calibration.csv` keeps it.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from fractions import Fraction
from itertools import chain
from pathlib import Path

from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.relations.relation import chance
from shebao.core.evaluation.check.report import read

from .__main__ import cases, wordings

TABLE = Path(__file__).parent / "calibration.csv"
BANDS = (Fraction(1, 1_000), Fraction(1, 50), Fraction(1, 5), Fraction(1, 3), Fraction(1))
STRENGTHS = ("proposed", "loose", "likely", "closed")
HEADER = ("rule", "strength", "repair", "chance_at_most", "severity", "sound", "spoiled")
Row = tuple[str, str, str, str, str]


def broken(text: str) -> list[Row]:
    """The broken relations of a text by their evidence."""
    out: list[Row] = []
    for relation in read(Document.from_text("r.txt", text)).relations:
        if not relation.severity:
            continue
        odds = chance(relation.candidate, relation.repair.kind) if relation.repair else Fraction(2)
        band = next((str(limit) for limit in BANDS if odds <= limit), "none")
        repair = relation.repair.kind if relation.repair else "none"
        out.append((relation.candidate.rule, STRENGTHS[relation.candidate.strength], repair, band, relation.severity))
    return out


def table(count: int, seed: int) -> list[tuple[str, ...]]:
    """The rows in a fixed order; a relation that the sound text has too is no change of the spoiled one."""
    sound_rows: Counter[Row] = Counter()
    spoiled_rows: Counter[Row] = Counter()
    seen: set[str] = set()
    for _, sound, spoiled in chain(cases(count, seed), wordings(1, seed)):
        before = broken(sound)
        if sound not in seen:
            seen.add(sound)
            sound_rows.update(before)
        spoiled_rows.update(Counter(broken(spoiled)) - Counter(before))
    keys = sorted(set(sound_rows) | set(spoiled_rows))
    return [(*key, str(sound_rows[key]), str(spoiled_rows[key])) for key in keys]


def main() -> None:
    """Prints the table, or keeps it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = table(args.cases, args.seed)
    if args.write:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADER, *rows])
        return
    for row in (HEADER, *rows):
        print(*(cell.ljust(15) for cell in row))


if __name__ == "__main__":
    main()
