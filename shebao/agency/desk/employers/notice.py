"""The amounts notice (社会保险费核定单) of an employer's month: every person, every scheme, the law it was made with; prints on A4."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.contributions import months as month_store
from shebao.agency.contributions.months import MonthRow
from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.installation import queries as installation
from shebao.agency.pages import words
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.core.policy.keys import all_keys

TOGETHER_TITLE = "全部职工（未按时申报，按上月的 110% 核定）"


@needs("person.read")
def notice(request: HttpRequest, employer_id: int, month: int) -> HttpResponse:
    """The notice as it was assessed."""
    one = or_missing(lambda: employers.employer(employer_id))
    persons, schemes = _amounts(employer_id, month)
    if not persons:
        raise Http404
    return render(
        request,
        "desk/employers/notice.html",
        {
            "employer": one,
            "month": month,
            "agency": installation.name(),
            "day": installation.business_day(),
            "schemes": [(key, INSURANCES[key], schemes[key]) for key in MONTHLY if key in schemes],
            "persons": _rows(persons, [key for key in MONTHLY if key in schemes]),
            "total_fen": sum(scheme["unit_fen"] + scheme["person_fen"] for scheme in schemes.values()),
            "law": _law(month, schemes),
        },
    )


def _amounts(employer_id: int, month: int) -> tuple[dict[int, dict[str, Any]], dict[str, dict[str, int]]]:
    """Person → scheme → its month; scheme → its sums."""
    persons: dict[int, dict[str, Any]] = {}
    sums: dict[str, dict[str, int]] = {}
    for person_id, row in month_store.of_employer(employer_id, month):
        mine = persons.setdefault(person_id, {})
        mine[row.scheme] = _added(mine[row.scheme], row) if row.scheme in mine else row
        scheme = sums.setdefault(row.scheme, {"people": 0, "base_fen": 0, "unit_fen": 0, "person_fen": 0, "paid_fen": 0})
        scheme["people"] += person_id > 0 and mine[row.scheme] is row
        scheme["base_fen"] += row.base_fen
        scheme["unit_fen"] += row.unit_fen
        scheme["person_fen"] += row.person_fen
        scheme["paid_fen"] += row.paid_unit_fen + row.paid_person_fen
    return persons, sums


def _added(one: MonthRow, more: MonthRow) -> MonthRow:
    """A month with what a correction added to it."""
    names = ("base_fen", "unit_fen", "person_fen", "paid_unit_fen", "paid_person_fen")
    return one._replace(**{name: getattr(one, name) + getattr(more, name) for name in names})


def _rows(persons: dict[int, dict[str, Any]], keys: list[str]) -> list[dict[str, Any]]:
    known = people.persons(person_id for person_id in persons if person_id)
    return [
        {
            "name": known[person_id].name if person_id else TOGETHER_TITLE,
            "number": known[person_id].citizen_masked if person_id else "不分人",
            "base_fen": max(row.base_fen for row in rows.values()),
            "cells": [(rows[key].unit_fen, rows[key].person_fen) if key in rows else None for key in keys],
            "total_fen": sum(row.unit_fen + row.person_fen for row in rows.values()),
        }
        for person_id, rows in persons.items()
    ]


def _law(month: int, schemes: dict[str, dict[str, int]]) -> list[dict[str, str]]:
    """The values of the law the schemes were assessed with, each once, with its document."""
    values: dict[str, dict[str, Any]] = {}
    for key in schemes:
        for assessment in declarations.assessed(month, key):
            values |= json.loads(assessment.law)
    titles = all_keys()
    return [
        {"title": titles[key].title, "value": _text(row["value"]), "document": row["document"], "confidence": row["confidence"]}
        for key, row in values.items()
    ]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "、".join(f"{key} 类 {rate}" for key, rate in value.items())
    return words.word(value, words.LEGAL_WORDS)
