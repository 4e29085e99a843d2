"""Sections of sentences filled from facts: a sentence is printed only where all its facts exist and its conditions hold.

A section is one file of statements, so no sentence can claim what the numbers deny. A statement is a `text`, or a `head`
with `pieces` of which those are printed whose facts exist (`each` repeats it for several prefixes, written `*`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from shebao.base.unique_yaml import read_yaml

from .draft import LeftOut, Paragraph, Run
from .facts import Facts, figure

_PLACE = re.compile(r"\{([a-z0-9_.]+)(?:\|([^|}]*))?(?:\|(\d))?\}")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}


@cache
def section(name: str) -> Mapping[str, Any]:
    """One section file: statements, and `numbered`, `otherwise` where it has them."""
    text = (resources.files("shebao.core.evaluation") / "sections" / f"{name}.yaml").read_text(encoding="utf-8")
    result: Mapping[str, Any] = read_yaml(text)
    return result


def names() -> list[str]:
    """All sections, sorted."""
    folder = resources.files("shebao.core.evaluation") / "sections"
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def _holds(condition: str, facts: Facts) -> bool:
    """A condition "key op number" or "key op key"; false where a fact is missing."""
    left, sign, right = condition.split()
    if left not in facts:
        return False
    other = facts[right].value if right in facts else None if re.match(r"[a-z]", right) else Fraction(right)
    return other is not None and _COMPARE[sign](facts[left].value, other)


def keys_of(text: str) -> list[str]:
    """The facts and words a sentence needs."""
    return [match.group(1) for match in _PLACE.finditer(text)]


def _missing(text: str, facts: Facts) -> list[str]:
    return [key for key in keys_of(text) if key not in facts and key not in facts.words]


def runs_of(text: str, facts: Facts) -> tuple[Run, ...]:
    """Text with {key|unit|places} filled from facts and {key} from words."""
    runs: list[Run] = []
    position = 0
    for match in _PLACE.finditer(text):
        if match.start() > position:
            runs.append(Run(text[position : match.start()]))
        key, unit, places = match.groups()
        if key in facts.words:
            runs.append(Run(facts.words[key], source=f"word:{key}"))
        else:
            shown = figure(facts[key], unit or "", int(places) if places else None)
            runs.append(Run(f"{shown.printed}{shown.unit}", shown))
        position = match.end()
    if position < len(text):
        runs.append(Run(text[position:]))
    return tuple(runs)


def _filled(statement: Mapping[str, Any], facts: Facts) -> Iterator[tuple[str, list[str]]]:
    """(sentence, what is missing for it) of a statement: one, or one for each prefix."""
    if "pieces" not in statement:
        text = str(statement["text"]).replace("\n", "")
        yield text, _missing(text, facts)
        return
    for prefix in statement.get("each", [""]):
        pieces = [piece.replace("*", prefix) for piece in statement["pieces"]]
        borne = [piece for piece in pieces if not _missing(piece, facts)]
        if borne:
            yield statement["head"].replace("*", prefix) + "，".join(borne) + "。", []


def paragraphs(name: str, facts: Facts, left_out: list[LeftOut]) -> list[Paragraph]:
    """The statements of a section that the facts bear; statements with `join` go on in the paragraph before.

    when: conditions that must all hold. without: facts or words that must not exist (another statement says it with them).
    left_out: gets each statement that lacked a fact.
    """
    asked = section(name)
    made: list[list[Run]] = []
    for statement in _wanted(asked["statements"], facts):
        for text, missing in _filled(statement, facts):
            if missing:
                left_out.append(LeftOut(name, _PLACE.sub("□", text), tuple(missing)))
            elif statement.get("join") and made:
                made[-1].extend(runs_of(text, facts))
            else:
                made.append(list(runs_of(text, facts)))
    if not made and asked.get("otherwise"):
        return [Paragraph((Run(asked["otherwise"]),))]
    if asked.get("numbered") and len(made) > 1:
        made = [[Run(f"{position}．", source="number"), *runs] for position, runs in enumerate(made, 1)]
    return [Paragraph(tuple(runs)) for runs in made]


def _wanted(statements: Sequence[Mapping[str, Any]], facts: Facts) -> Iterator[Mapping[str, Any]]:
    for statement in statements:
        barred = any(key in facts or key in facts.words for key in statement.get("without", ()))
        if not barred and all(_holds(condition, facts) for condition in statement.get("when", ())):
            yield statement
