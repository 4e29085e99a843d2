"""Scores the checker on labelled reports kept outside the repository: what it states, what it says wrongly, how much it looks at.

A label is a relation of a report with its verdict (holds, broken, not_decidable, suspect), its figures and verbatim quotes. A finding
states a label where it quotes its place and speaks of its figures. Each relation that holds is broken once, by one digit, to see
whether that is noticed. The reports are parted into two halves by a fixed seed: one is read while rules are written, one only scored.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from shebao.core.evaluation.check import check_documents
from shebao.documents import read_bytes

SEED = 36
"""Parts the reports into halves: the number of the decision that says so."""
GROUPS = {
    "typo_number": "NUM", "sum": "SUM", "sum_mixed_unit": "SUM", "sum_open_list": "SUM", "derived_sum": "SUM", "arith": "SUM",
    "bound": "SUB", "balance": "BAL", "difference": "BAL", "ratio": "RAT", "derived_ratio": "RAT", "definition": "DEF",
    "unit": "UNT", "unit_conversion": "UNT", "value_type": "UNT", "repeated_fact": "REP", "narrative_vs_table": "REP",
    "cross_document": "REP", "weight_sum": "WGT", "score_scheme": "WGT", "score_sum": "SCO", "score_rule": "SCO",
    "target_vs_actual": "SCO", "grade": "GRD", "count_list": "CNT", "numbering": "SEQ", "toc_vs_body": "SEQ",
    "copied_text": "CPY", "template_residue": "CPY", "duplicate_text": "CPY", "period": "PER", "date_order": "PER",
    "missing": "MIS", "integer_feasibility": "INT", "plausibility": "INT", "person_amount": "INT", "typo_text": "TXT",
    "narrative_vs_number": "NAR",
}  # fmt: skip
_KIN = {
    "SUM": {"SUM", "SUB", "BAL"}, "SUB": {"SUM", "SUB", "RAT", "DEF"}, "BAL": {"SUM", "BAL", "SUB"}, "RAT": {"RAT", "DEF"},
    "DEF": {"RAT", "DEF"}, "WGT": {"WGT", "SCO"}, "SCO": {"SCO", "WGT", "RAT"},
}  # fmt: skip
_BREAKABLE = {
    "sum", "sum_mixed_unit", "derived_sum", "arith", "balance", "difference", "ratio", "derived_ratio", "repeated_fact",
    "narrative_vs_table", "weight_sum", "score_sum", "count_list", "person_amount", "unit_conversion", "score_rule",
}  # fmt: skip
_SOUND = ("holds", "holds_by_truncation", "not_decidable", "suspect")
_WORDS_ONLY = ("SEQ", "CPY", "TXT", "MIS", "GRD", "PER")
_ONE_ENOUGH = ("NAR", "MIS", "WGT", "CNT", "GRD", "PER")
_NUMBER = re.compile(r"\d+(?:[,，]\s?\d{3})*(?:\.\d+)?")
_LEAST = 8
Label = Mapping[str, Any]
Answer = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one part of the reports, and the findings nobody labelled."""

    counts: Counter[str] = field(default_factory=Counter)
    unlabelled: list[tuple[str, str, str, str]] = field(default_factory=list)


def halves(names: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The reports read while rules are written, and those only scored."""
    shuffled = sorted(names)
    random.Random(SEED).shuffle(shuffled)
    cut = (len(shuffled) + 1) // 2
    return frozenset(shuffled[:cut]), frozenset(shuffled[cut:])


def answer(job: tuple[str, str]) -> Answer:
    """What the command prints for a report, name and text."""
    name, text = job
    return check_documents([read_bytes(name, text.encode())]).as_json()


def labels(path: Path) -> list[Label]:
    """The labels of a file."""
    rows: list[Label] = yaml.safe_load(path.read_text(encoding="utf-8"))["claims"]
    return rows


def name_of(label: Label) -> str:
    """The report it belongs to."""
    return str(label.get("report") or label["seed"])


def states(finding: Answer, label: Label) -> bool:
    """Whether the finding says what the label says: the same place and the same figures."""
    if not _touches(finding, label):
        return False
    meant, group = _meant(label), GROUPS.get(label["kind"], "NAR")
    spoken = _spoken(finding)
    own = finding["rule"][:3].upper()
    if len(meant) < 2:
        return own in _KIN.get(group, {group}) and (not meant or bool(meant & spoken) or group in _WORDS_ONLY)
    shared = len(meant & spoken)
    return shared >= 2 or (shared == 1 and own == group and group in _ONE_ENOUGH)


def score(report: str, rows: Sequence[Label], given: Answer, into: Score) -> None:
    """Adds one report's answer to the counts."""
    counts, findings = into.counts, given["findings"]
    looked = given["relations"]["list"]
    broken = [row for row in rows if row["verdict"] == "broken"]
    sound = [row for row in rows if row["verdict"] in _SOUND]
    for row in broken:
        loud = ("error", "warn") if row["severity"] in ("error", "warn") else ("error", "warn", "info", "question")
        counts[f"{row['severity']} of"] += 1
        counts[row["severity"]] += any(f["severity"] in loud and states(f, row) for f in findings)
    for row in rows:
        if row["verdict"] in ("holds", "holds_by_truncation", "broken") and len(_meant(row)) >= 2:
            counts["looked of"] += 1
            counts["looked"] += any(states(seen, row) for seen in [*looked, *findings])
    for finding in findings:
        if finding["severity"] in ("error", "warn") and not any(states(finding, row) for row in broken):
            group = finding["rule"][:3].upper()
            wrong = any(_touches(finding, row) and (GROUPS.get(row["kind"], "NAR") == group or states(finding, row)) for row in sound)
            counts["alarms"] += wrong and finding["severity"] == "error"
            into.unlabelled.append((report, finding["rule"], finding["severity"], finding["message"]))


def mutants(rows: Sequence[Label], texts: Mapping[str, str], seed: int = 1) -> Iterator[tuple[str, int, str]]:
    """(report, line, changed text), one for each relation that holds and whose figure stands alone in its line."""
    dice = random.Random(seed)
    for row in rows:
        if row["verdict"] != "holds" or row["kind"] not in _BREAKABLE:
            continue
        given = (row.get("values") or {}).items()
        values = [str(v) for k, v in given if k != "items" and re.fullmatch(r"\d+(\.\d+)?", str(v))]
        values = values or re.findall(r"\d+(?:\.\d+)?", f"{row.get('lhs')} {row.get('rhs')}")
        dice.shuffle(values)
        lines = texts[name_of(row)].split("\n")
        for figure in values:
            places = list(_places(row, lines, figure))
            if len(places) != 1:
                continue
            number, (start, end) = places[0]
            line = lines[number - 1]
            changed = line[:start] + spoiled(line[start:end], dice) + line[end:]
            if changed != line:
                yield name_of(row), number, "\n".join([*lines[: number - 1], changed, *lines[number:]])
                break


def verdict(before: Answer, after: Answer, line: int) -> str:
    """What is newly said of a changed line: found, asked or silent."""
    known = {_key(f) for f in before["findings"]}
    fresh = [f for f in after["findings"] if _key(f) not in known and any(q["line"] == line for q in f["quotes"])]
    severities = {f["severity"] for f in fresh}
    return "found" if severities & {"error", "warn"} else "asked" if "question" in severities else "silent"


def spoiled(figure: str, dice: random.Random) -> str:
    """The figure with one digit changed: not the last of several decimals, never a leading nought."""
    places = [i for i, char in enumerate(figure) if char.isdigit()]
    if "." in figure and len(places) > 2:
        places = places[:-1]
    at = dice.choice(places[: max(1, min(len(places), 3))])
    digit = (int(figure[at]) + dice.choice((2, 3, 4, 6, 7))) % 10
    if at == places[0] and digit == 0:
        digit = 4 if figure[at] == "9" else (int(figure[at]) % 9) + 1
    return figure[:at] + str(digit) + figure[at + 1 :]


def _places(row: Label, lines: Sequence[str], figure: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where the figure stands in the lines the label quotes, as a number of its own."""
    whole, _, rest = figure.partition(".")
    shapes = {figure} | ({f"{int(whole):,}" + (f".{rest}" if rest else "")} if whole.isdigit() else set())
    for quote in row["quotes"]:
        for number in quote.get("lines", []):
            if not 0 < number <= len(lines):
                continue
            plain = unicodedata.normalize("NFKC", lines[number - 1])
            spans = {m.span() for shape in shapes for m in re.finditer(rf"(?<![\d.,]){re.escape(shape)}(?![\d]|[.,]\d)", plain)}
            if len(spans) == 1 and len(plain) == len(lines[number - 1]):
                yield number, spans.pop()


def _key(finding: Answer) -> tuple[str, str, str]:
    return finding["rule"], finding["severity"], finding.get("message", "")


def _figures(*texts: object) -> set[Decimal]:
    """The numbers in the texts without grouping and trailing noughts."""
    plain = [unicodedata.normalize("NFKC", str(text)) for text in texts]
    return {Decimal(re.sub(r"[,，\s]", "", m.group())).normalize() for text in plain for m in _NUMBER.finditer(text)}


def _meant(label: Label) -> set[Decimal]:
    named = _figures(*[value for key, value in (label.get("values") or {}).items() if key != "items"])
    return named or _figures(label.get("lhs", ""), label.get("rhs", "")) or _figures(label.get("computed", ""))


def _spoken(finding: Answer) -> set[Decimal]:
    said = _figures(finding.get("left", ""), finding.get("right", ""), finding.get("computed", ""), finding.get("message", ""))
    return said | _figures(*finding.get("figures", []))


def _touches(finding: Answer, label: Label) -> bool:
    return any(_overlap(f.get("text", ""), quote["text"]) for f in finding.get("quotes", []) for quote in label["quotes"])


def _overlap(a: str, b: str) -> bool:
    """Whether two quotes share a run of characters, or one holds the other."""
    short, long = sorted(("".join(ch for ch in unicodedata.normalize("NFKC", text) if not ch.isspace()) for text in (a, b)), key=len)
    if len(short) < 2:
        return False
    return short in long if len(short) <= _LEAST else any(short[i : i + _LEAST] in long for i in range(len(short) - _LEAST + 1))
