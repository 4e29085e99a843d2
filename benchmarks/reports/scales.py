"""All scales of the checker in one table: `python -m benchmarks.reports.scales LABELS.yaml FOLDER [LABELS.yaml FOLDER …]`.

Each pair is a file of labels and the folder of its reports (see `labelled`). Where a set has enough reports, its two halves stand
beside each other; nothing of the second is ever printed but its counts. `--findings` lists the errors and warnings nobody labelled.
The product's own drafts are measured by `python -m benchmarks.reports.drafts`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from pathlib import Path

from .labelled import Score, answer, halves, labels, mutants, name_of, score, verdict

_ENOUGH = 20
_HEADS = ("set", "errors", "warnings", "notes", "false alarms", "unlabelled", "looked at", "one digit: found", "asked", "silent")


def measured(path: Path, folder: Path, workers: int) -> list[tuple[str, Score]]:
    """The scores of a set: of each half, where there are halves, and of all."""
    rows = labels(path)
    names = sorted({name_of(row) for row in rows})
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    spoiled = list(mutants(rows, texts))
    with multiprocessing.Pool(workers) as pool:
        answers = dict(zip(names, pool.map(answer, [(Path(name).name, texts[name]) for name in names]), strict=True))
        changed = pool.map(answer, [(Path(name).name, text) for name, _, text in spoiled])
    first, second = halves(names)
    parts = [("seen half", first), ("unseen half", second)] if len(names) >= _ENOUGH else []
    out: list[tuple[str, Score]] = []
    for title, chosen in [*parts, ("all", frozenset(names))]:
        result = Score()
        for name in names:
            if name in chosen:
                score(name, [row for row in rows if name_of(row) == name], answers[name], result)
        for (name, line, _), after in zip(spoiled, changed, strict=True):
            if name in chosen:
                result.counts[verdict(answers[name], after, line)] += 1
        out.append((f"{path.parent.name}/{path.stem} {title}", result))
    return out


def shown(title: str, result: Score) -> tuple[str, ...]:
    """One line of the table."""
    counts = result.counts
    broken = [f"{counts[level]}/{counts[f'{level} of']}" for level in ("error", "warn", "info")]
    looked, of = counts["looked"], counts["looked of"]
    tried = counts["found"] + counts["asked"] + counts["silent"]
    share = f" {100 * looked // of}%" if of else ""
    hits = f" {100 * counts['found'] // tried}%" if tried else ""
    cells = (str(counts["alarms"]), str(len(result.unlabelled)), f"{looked}/{of}{share}", f"{counts['found']}/{tried}{hits}")
    return (title, *broken, *cells, str(counts["asked"]), str(counts["silent"]))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="LABELS FOLDER")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--findings", action="store_true")
    args = parser.parse_args()
    began = time.perf_counter()
    lines = [_HEADS]
    unlabelled = []
    for path, folder in zip(args.pairs[::2], args.pairs[1::2], strict=True):
        results = measured(path, folder, args.workers)
        lines += [shown(title, result) for title, result in results]
        unlabelled += results[-1][1].unlabelled
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADS))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    if args.findings:
        for row in unlabelled:
            print(" ", *row)
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
