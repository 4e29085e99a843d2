"""Deciding resident pensions: the month's pension of many people, with the eligibility to claim it, each with its sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shebao.base.dated import Places
from shebao.base.months import Month, last_day
from shebao.core.policy.decisions import Decided, Heading, decide
from shebao.core.policy.resident.questions import CLAIM, CLAIM_URBAN, pension_at

PENSION_DECISION = Heading("resident_pension", "城乡居民养老保险待遇核定", "国发〔2014〕8号 第六条、第七条")


def decide_pensions(people: Mapping[str, Any], month: Month, place: str, places: Places, *, claim: bool, urban: bool = False) -> Decided:
    """Compute the pension of a month for everyone, with the eligibility to claim it where `claim`.

    people: birth_month, paid_years, account_at_claim_fen, and applied_month where `claim`. month: parameters are those
    of its last day. Raises `MissingValue` where the place lacks one. The columns are named as the rules are: basic_pension,
    seniority, account_pension, addon, total in fen, and with `claim` eligible, has_reached_age, required_years, first_month.
    """
    day = last_day(month)
    question = pension_at(places, place, day)
    facts = {
        "month": month,
        "birth_month": people["birth_month"],
        "paid_years": people["paid_years"],
        "account_balance": people["account_at_claim_fen"],
    }
    if claim:
        question = question.joined(CLAIM_URBAN if urban else CLAIM)
        facts["applied_month"] = people["applied_month"]
    return decide(PENSION_DECISION, question, facts, place, places, day)
