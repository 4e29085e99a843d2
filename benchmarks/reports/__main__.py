"""Scores the checker on invented reports: `python -m benchmarks.reports [--cases N] [--seed N] [--json] [--missed]`.

Every case is printed twice: as it should be, and with one digit of one figure of its relation changed. The changed copy must get an
error or a warning (a question counts as asked) on a line the untouched copy has none on; the untouched copy must get neither.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from shebao.core.evaluation.check import check_text

from . import bulletins, forms, passages, phrases, sentences, tables, templates
from .words import PLACES, Draw

FRAME = (
    "{place}2023年度项目支出绩效自评报告\n一、基本情况\n为推进工作，按照年度计划组织实施，资金专款专用。\n{body}\n"
    "二、存在问题\n个别环节衔接不够紧密，资料归档不够及时。\n三、改进措施\n加强学习，完善制度，按时报送。\n"
)


def spoiled(figure: str, draw: Draw) -> str:
    """The figure with one of its first three digits changed, never to a leading nought."""
    places = [i for i, char in enumerate(figure) if char.isdigit()]
    at = draw.rng.choice(places[: max(1, min(3, len(places)))])
    digit = (int(figure[at]) + draw.rng.choice((2, 3, 4, 6, 7))) % 10
    if at == places[0] and digit == 0:
        digit = 4 if figure[at] == "9" else (int(figure[at]) % 9) + 1
    return figure[:at] + str(digit) + figure[at + 1 :]


def cases(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """(kind, sound text, broken text) in a fixed order."""
    for kind, maker in sentences.MAKERS.items():
        for number in range(count):
            draw = Draw(seed * 1_000_003 + number * 101 + sum(map(ord, kind)))
            text, figures = maker(draw)
            figure = draw.rng.choice(figures)
            spots = [m.start() for m in re.finditer(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", text)]
            if len(spots) != (2 if kind == "repeat" else 1):
                continue
            changed = text[: spots[-1]] + spoiled(figure, draw) + text[spots[-1] + len(figure) :]
            place = draw.one(PLACES)
            yield kind, FRAME.format(place=place, body=text), FRAME.format(place=place, body=changed)
    for kind, maker in tables.MAKERS.items():
        for number in range(count):
            draw = Draw(seed * 7_000_003 + number * 211 + sum(map(ord, kind)))
            grid, spots_in = maker(draw)
            shape = list(tables.SHAPES)[number % len(tables.SHAPES)]
            row, column = draw.rng.choice(spots_in)
            cell = grid[row][column]
            if not any(char in "123456789" for char in cell):
                continue
            wrong = [list(r) for r in grid]
            wrong[row][column] = spoiled(cell, draw)
            place = draw.one(PLACES)
            bodies = (tables.SHAPES[shape](grid), tables.SHAPES[shape](wrong))
            yield f"table {kind}", FRAME.format(place=place, body=bodies[0]), FRAME.format(place=place, body=bodies[1])


def wordings(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """The same of the templates of `phrases`, `passages` and `bulletins` and of the forms in every shape: each of their figures spoiled in turn."""
    for kind, text in {**phrases.KINDS, **passages.KINDS, **bulletins.KINDS}.items():
        for template in templates.lines(text):
            for number in range(count):
                draw = Draw(seed * 7_919 + number * 31 + sum(map(ord, template)))
                body, figures = templates.printed(template, draw)
                place = draw.one(PLACES)
                for figure in figures:
                    spots = [m.start() for m in re.finditer(rf"(?<![\d.,]){re.escape(figure)}(?![\d.,]?\d)", body)]
                    if len(spots) == 1:
                        changed = body[: spots[0]] + spoiled(figure, draw) + body[spots[0] + len(figure) :]
                        yield kind, FRAME.format(place=place, body=body), FRAME.format(place=place, body=changed)
    for name, maker in forms.MAKERS.items():
        for shape, put in forms.SHAPES.items():
            for number in range(count):
                draw = Draw(seed * 977 + number + sum(map(ord, name + shape)))
                grid, places = maker(draw)
                row, column = draw.rng.choice([(r, c) for r, c in places if re.search("[1-9]", grid[r][c])])
                wrong = [list(line) for line in grid]
                wrong[row][column] = spoiled(wrong[row][column], draw)
                place = draw.one(PLACES)
                yield f"form {name}", FRAME.format(place=place, body=put(grid)), FRAME.format(place=place, body=put(wrong))


def main() -> None:
    """Prints precision, recall and F1 by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.perf_counter()
    every = chain(cases(args.cases, args.seed), wordings(max(1, args.cases // 20), args.seed))
    for kind, sound, broken in every:
        row = counts[kind]
        row["cases"] += 1
        before = check_text("report.txt", sound).findings
        loud = [f for f in before if f.severity in ("error", "warn")]
        row["false"] += bool(loud)
        row["doubted"] += bool([f for f in before if f.severity == "question"])
        known = {(f.rule, f.message) for f in before}
        fresh = [f for f in check_text("report.txt", broken).findings if (f.rule, f.message) not in known]
        severities = {f.severity for f in fresh}
        verdict = "found" if severities & {"error", "warn"} else "asked" if "question" in severities else "silent"
        row[verdict] += 1
        if args.missed and (verdict != "found" or loud):
            print(kind, verdict, [f.message for f in loud], *broken.split("\n")[3:-5], sep="\n    ")
    seconds = time.perf_counter() - began
    rows = {kind: _figures(row) for kind, row in counts.items()}
    rows["all"] = _figures(sum(counts.values(), Counter()))
    if args.json:
        print(json.dumps({"rows": rows, "seconds": round(seconds, 2)}, ensure_ascii=False))
        return
    print(f"{'kind':16} cases found asked silent false doubted  P%    R%    F1%")
    for kind, row in rows.items():
        head = " ".join(f"{row[name]:5d}" for name in ("cases", "found", "asked", "silent", "false", "doubted"))
        print(f"{kind:16} {head}   " + "  ".join(f"{row[name] / 10:5.1f}" for name in ("precision", "recall", "f1")))
    print(f"{seconds:.1f} s for {2 * rows['all']['cases']} reports")


def _figures(row: Counter[str]) -> dict[str, int]:
    """Counts with precision, recall and F1 in thousandths."""
    result, wrong = row["found"], row["false"]
    precision = 1000 * result // (result + wrong) if result + wrong else 0
    recall = 1000 * result // row["cases"] if row["cases"] else 0
    f1 = 2 * precision * recall // (precision + recall) if precision + recall else 0
    names = ("cases", "found", "asked", "silent", "false", "doubted")
    return {name: row[name] for name in names} | {"precision": precision, "recall": recall, "f1": f1}


if __name__ == "__main__":
    main()
