"""Changes one figure, unit, weight, heading or date of a report at random, to see whether the checker notices."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from shebao.core.evaluation.check import CheckResult, Document, check_documents

SAMPLES = Path(__file__).parent.parent / "samples" / "reports"
_FIGURE = re.compile(r"(?<![\d.,A-Za-z〔（-])\d[\d,]*(?:\.\d+)?(?=\s*(?:%|万元|亿元|元|人|名|件|份|个|条|分|\t|$| ))")
_UNIT = re.compile(r"(?<=\d)\s?(?:万元|亿元|元|%)")
_HEADING = re.compile(r"(?m)^(?:#+ )?(?:（[一二三四五六七八九]）|[一二三四五六七八九]、|\d[.、])")
_DATE = re.compile(r"20\d\d年(?:\d{1,2}月\d{1,2}日|度)?")
_WEIGHT = re.compile(r"(?m)(?<=\t)\d{1,2}(?=\t\d{1,2}(?:\.\d+)?(?:\t|$))")
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Change:
    """One change: kind, where, what it was and what it became, and the changed text."""

    kind: str
    start: int
    before: str
    after: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """broken: a relation that held no longer does, or something new is said. found: something new is said of it."""

    change: Change
    broken: bool
    found: bool


def mutate(text: str, dice: random.Random) -> Change:
    """One random change of a random kind that the text offers."""
    kinds = {"figure": _FIGURE, "unit": _UNIT, "heading": _HEADING, "date": _DATE, "weight": _WEIGHT}
    while True:
        kind = dice.choice(["figure", "figure", "figure", "unit", "heading", "date", "weight"])
        places = list(kinds[kind].finditer(text))
        if not places:
            continue
        place = dice.choice(places)
        after = _changed(kind, place.group(), dice)
        if after != place.group():
            return Change(kind, place.start(), place.group(), after, text[: place.start()] + after + text[place.end() :])


def _changed(kind: str, old: str, dice: random.Random) -> str:
    if kind in ("figure", "weight"):
        digits = [i for i, char in enumerate(old) if char.isdigit()]
        place = dice.choice(digits)
        low = "1" if place == 0 and len(digits) > 1 else "0"
        return old[:place] + dice.choice([d for d in "0123456789" if d != old[place] and d >= low]) + old[place + 1 :]
    if kind == "unit":
        return dice.choice([u for u in ("万元", "亿元", "元", "%") if u != old.strip() and (u == "%") == (old.strip() == "%")] or ["‰"])
    if kind == "heading":
        char = next(c for c in old if c in _NUMERALS or c.isdigit())
        pool = _NUMERALS if char in _NUMERALS else "123456789"
        return old.replace(char, dice.choice([c for c in pool if c != char]))
    year = re.match(r"20\d\d", old)
    assert year
    if "月" in old and dice.random() < 0.5:
        return re.sub(r"(\d{1,2})日", lambda m: f"{int(m[1]) % 28 + 4}日", old)
    return str(int(year.group()) + dice.choice([-1, 1])) + old[4:]


def outcome(name: str, text: str, untouched: CheckResult, change: Change) -> Outcome:
    """What the checker says of the changed text beside what it said of the untouched one."""
    result = check_documents([Document.from_text(name, change.text)], strict=True)
    new = Counter((f.rule, f.message) for f in result.findings) - Counter((f.rule, f.message) for f in untouched.findings)
    lost = Counter(h.rule for h in untouched.true) - Counter(h.rule for h in result.true)
    return Outcome(change, bool(lost) or bool(new), bool(new))


def run(times: int, seed: int) -> list[Outcome]:
    """Changes the sample reports in turn; deterministic for a seed."""
    dice = random.Random(seed)
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
    untouched = {name: check_documents([Document.from_text(name, text)], strict=True) for name, text in texts.items()}
    names = sorted(texts)
    out = []
    for turn in range(times):
        name = names[turn % len(names)]
        out.append(outcome(name, texts[name], untouched[name], mutate(texts[name], dice)))
    return out
