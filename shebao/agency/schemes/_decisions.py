"""The calculation of many decisions at once, and the sheet (核定表) of each: one wording for all, the values in columns.

The first person is also computed alone by the rules' own explanation; where a column and that explanation disagree the
decision is not made. The wording is stored once under its digest, each decision keeps name → value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from shebao.agency.store.columns import Column, Columns
from shebao.agency.store.digest import canonical, digest_of
from shebao.base.dated import NATIONAL, Places
from shebao.base.money import scaled_text
from shebao.base.months import last_day, month_text
from shebao.core.arithmetic.exact import column, fen_column, number
from shebao.core.columns import compute_columns
from shebao.core.policy.ask import Ask
from shebao.core.policy.resident import eligibility, monthly, pension, seniority_share
from shebao.core.rules import Origin, RuleSet
from shebao.core.sheet import UNITS, Sheet, Step, Unit
from shebao.core.wording import formula_in_words

CALCULATION, TITLE, LAW = "resident_pension", "城乡居民养老保险待遇核定", "国发〔2014〕8号 第六条、第七条"
RULES = RuleSet.of(eligibility, pension)
RULES_BY_SHARE = RULES.replaced(seniority_share)
_PENSION = ("age", "basic_pension", "seniority", "account_pension", "addon", "total")
_CLAIM = ("required_years", "has_reached_age", "eligible", "first_month")


@dataclass(frozen=True, slots=True)
class Computed:
    """What a calculation gave for everyone, in the order of the columns: amounts in fen, sheets as canonical JSON."""

    columns: Columns
    sheets: list[str]
    text: str
    digest: str


def calculate(people: Columns, month: int, place: str, places: Places, *, claim: bool, urban: bool = False) -> Computed:
    """Compute the pension of a month for everyone, with the eligibility to claim it where `claim`.

    people: birth_month, paid_years, account_at_claim_fen, and applied_month where `claim`. month: parameters are those
    of its last day. Raises `MissingValue` where the place lacks one. Columns: basic_fen, seniority_fen, account_pension_fen,
    age_addon_fen, total_fen, and with `claim` eligible and has_reached_age (0 or 1), required_years, from_month.
    """
    ask = _first_person(people, month, place, places, claim, urban)
    chosen = RULES_BY_SHARE if "seniority_share" in ask.values else RULES
    rules = ask.local_rules(chosen)
    want = _PENSION + (_CLAIM if claim else ())
    given = _given_columns(ask, people)
    ask.run(chosen, *want)
    plan = rules.plan(given, want)
    made = compute_columns(rules, given, {rule.name: _places(rule.unit) for rule in plan}, people["birth_month"].size)
    own = {"birth_month": people["birth_month"], "paid_years": people["paid_years"], "account_balance": people["account_at_claim_fen"]}
    varying = own | ({"applied_month": people["applied_month"]} if claim else {}) | made
    wording = _wording(ask, rules, places)
    # The month stays a number, so that a stored sheet knows its day.
    constant = {step.name: step.value for step in ask.steps.values() if step.name not in varying} | {"month": month}
    sheets = _sheets(varying, constant)
    first = {step["name"]: printed(value, step) for step, value in _paired(wording, json.loads(sheets[0]))}
    assert first == {step.name: step.value for step in ask.steps.values()}, "column and explanation disagree"
    result = {
        "basic_fen": made["basic_pension"],
        "seniority_fen": made["seniority"],
        "account_pension_fen": made["account_pension"],
        "age_addon_fen": made["addon"],
        "total_fen": made["total"],
    }
    if claim:
        result |= {name: made[name].astype(np.int64) for name in ("eligible", "has_reached_age", "required_years")} | {
            "from_month": made["first_month"]
        }
    return Computed(result, sheets, canonical(wording), digest_of(wording))


def rebuild(sheet: str, text: str, digest: str) -> Sheet:
    """The whole sheet from a decision's stored values and the wording they were computed with.

    AssertionError where the wording is not the one the digest names: somebody changed it.
    """
    wording = json.loads(text)
    assert digest_of(wording) == digest, f"the wording of rule set {digest} was changed"
    values = json.loads(sheet)
    shown = {step["name"]: printed(value, step) for step, value in _paired(wording, values)}
    steps = tuple(
        Step(
            step["name"],
            step["title"],
            shown[step["name"]],
            step["unit"],
            tuple(step["from"]),
            step["source"],
            step["confidence"],
            step["expression"],
            step["figures"].format_map(shown),
            step["note"],
        )
        for step in wording["steps"]
    )
    return Sheet(
        wording["calculation"],
        wording["title"],
        wording["place"],
        last_day(values["month"]),
        steps,
        wording["rules_digest"],
        wording["places_digest"],
        wording["source"],
    )


def printed(value: Any, step: Mapping[str, Any]) -> str:
    """A stored value as the sheet shows it: whole numbers are in units of the step's last decimal, text is as it was."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    return month_text(value) if step["kind"] == "month" else scaled_text(value, step["places"])


def _paired(wording: Mapping[str, Any], values: Mapping[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    return [(step, values[step["name"]]) for step in wording["steps"]]


def _first_person(people: Columns, month: int, place: str, places: Places, claim: bool, urban: bool) -> Ask:
    """The question about the first person, with every parameter asked for and its document noted."""
    ask = Ask(CALCULATION, LAW, place, {}, places, last_day(month))
    ask.give("month", month, "待遇月份", "Month")
    ask.give("birth_month", int(people["birth_month"][0]), "出生年月", "Month", "人员登记")
    ask.give("paid_years", number(int(people["paid_years"][0])), "累计缴费年限", "Years", "缴费记录")
    ask.give("account_balance", number(int(people["account_at_claim_fen"][0])) / 100, "领取时个人账户储存额", "Yuan", "个人账户")
    ask.parameter("resident_basic_standard", "local_standard")
    row = places.value("resident_basic_standard", NATIONAL, last_day(month))
    ask.values["national_standard"] = number(str(row.value))
    ask.origins["national_standard"] = Origin("全国最低标准", UNITS["Yuan"], row.document, row.confidence, row.note)
    for key in ("resident_divisor", "resident_seniority_from_year", monthly.seniority_key(places, place, last_day(month))):
        ask.parameter(key, key.removeprefix("resident_"))
    ask.values["addons"] = monthly.bands(ask.parameter_content("resident_age_addon", "addons"))
    if claim:
        ask.give("applied_month", int(people["applied_month"][0]), "办理月份", "Month", "办件")
        start = ask.parameter_content(f"resident_scheme_start_{'urban' if urban else 'rural'}", "scheme_start")
        ask.values["scheme_start"] = int(str(start).replace("-", ""))
        for key in ("claim_age_years", "minimum_paid_years", "first_month_offset"):
            ask.parameter(f"resident_{key}", key)
    return ask


def _given_columns(ask: Ask, people: Columns) -> dict[str, Any]:
    """What the first person was computed from, with everybody's facts in the place of that person's."""
    given = ask.values | {
        "birth_month": people["birth_month"],
        "paid_years": column(people["paid_years"], 0, 80, name="累计缴费年限"),
        "account_balance": fen_column(people["account_at_claim_fen"], 0, monthly.LIMIT, "领取时个人账户储存额"),
    }
    return given | ({"applied_month": people["applied_month"]} if "applied_month" in given else {})


def _places(unit: Unit) -> int | None:
    """Decimals kept of a computed value; None for a truth."""
    return None if unit.kind == "truth" else unit.places or 0


def _wording(ask: Ask, rules: RuleSet, places: Places) -> dict[str, Any]:
    """Everything on the sheet that is the same for everyone, as plain data."""
    steps = []
    for step in ask.steps.values():
        rule = rules.rules.get(step.name)
        unit = rule.unit if rule else ask.origins[step.name].unit
        figures = _figures(rule.function, rule.arguments) if rule else ""
        steps.append(
            {
                "name": step.name,
                "title": step.title,
                "unit": step.unit,
                "places": _places(unit) or 0,
                "kind": unit.kind,
                "from": list(step.inputs),
                "source": step.source,
                "confidence": step.confidence,
                "expression": step.expression,
                "figures": figures,
                "note": step.note,
            }
        )
    return {
        "calculation": CALCULATION,
        "title": TITLE,
        "source": LAW,
        "place": ask.place,
        "rules_digest": rules.digest(),
        "places_digest": places.digest(),
        "steps": steps,
    }


@lru_cache(maxsize=256)
def _figures(function: Any, arguments: tuple[str, ...]) -> str:
    """A rule's formula with a gap for each figure."""
    return formula_in_words(function, {name: "{" + name + "}" for name in arguments})


def _sheets(varying: Mapping[str, Column], constant: Mapping[str, Any]) -> list[str]:
    """Name → value of everyone as canonical JSON: whole numbers in units of the last decimal, truths, text."""
    names = sorted({*varying, *constant})
    cells: list[Sequence[Any]] = []
    parts = []
    for name in names:
        if name not in varying:
            parts.append(f"{canonical(name)}:{canonical(constant[name])}".replace("%", "%%"))
            continue
        values = varying[name]
        parts.append(f"{canonical(name)}:%s")
        cells.append(np.where(values, "true", "false").tolist() if values.dtype == np.bool_ else values.tolist())
    template = "{" + ",".join(parts) + "}"
    return [template % row for row in zip(*cells, strict=True)]
