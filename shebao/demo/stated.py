"""What the agency of a demonstration states about itself: its budget, posts, assets and judgements, each from its published report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.core.evaluation.template import load

from .agency import Agency, wan_to_fen

_PEOPLE = ("quota", "in_post", "contract", "retired")


def state_figures(agency: Agency, year: int, *, actor_id: int, day: date) -> int:
    """Enter the agency's published figures as stated ones; returns how many."""
    return enter_figures(agency.key, year, list(_rows(agency)), actor_id=actor_id, day=day)


def _rows(agency: Agency) -> Iterator[Entered]:
    document = agency.document
    for key, text in (("agency.name", agency.name), ("agency.place", agency.place), ("agency.template", agency.template), ("agency.area", "全县（区）"),
                      ("agency.demo", "示范数据")):
        yield Entered("entered", key, text, "text", document)
    if agency.reported.get("departments"):
        yield Entered("entered", "agency.departments", "、".join(agency.reported["departments"]), "text", document)
    for line in agency.budget:
        yield Entered(line["scope"], line["key"], str(wan_to_fen(line["amount_wan"])), "fen", document)
    staff: Mapping[str, Any] = agency.reported.get("staff", {})
    for name in _PEOPLE:
        if name in staff:
            yield Entered("entered", f"staff.{name}", staff[name], "人" if name != "quota" else "个", document)
    for name, yuan in agency.reported.get("assets_yuan", {}).items():
        yield Entered("entered", f"assets.{name}", str(Fraction(yuan) * 100), "fen", document)
    if agency.reported.get("target_insured"):
        yield Entered("entered", "target.insured", agency.reported["target_insured"], "人", document)
    if agency.reported.get("satisfaction"):
        yield Entered("entered", "survey.satisfaction", str(Fraction(agency.reported["satisfaction"].removesuffix("%")) / 100), "rate", document)
    yield from _judgements(agency)


def _judgements(agency: Agency) -> Iterator[Entered]:
    """Qualitative indicators as the agency judged itself: reached, with full points, in schemes whose weights are public."""
    for indicator in load(agency.template).indicators:
        if indicator.operator == "qualitative" and indicator.weight is not None:
            yield Entered("entered", f"judged.{indicator.key}", str(indicator.weight), "rate", f"{agency.document}（自评）")
