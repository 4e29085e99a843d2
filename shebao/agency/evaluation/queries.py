"""Questions about self-evaluations: which agencies have stated figures, their template and place, drafts and their figures."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from shebao.agency.jobs.counts import Count, counted
from shebao.agency.people import queries as people
from shebao.base.finding import refuse

from .models import EnteredFigure, Figure, Report

JUDGED = "judged."


def agencies() -> list[str]:
    """Agencies that have stated figures, sorted."""
    return sorted(set(EnteredFigure.objects.values_list("agency", flat=True)))


def years(agency: str) -> list[int]:
    """Years an agency has stated figures for, newest first."""
    return sorted(set(EnteredFigure.objects.filter(agency=agency).values_list("year", flat=True)), reverse=True)


def named() -> dict[tuple[str, int], str]:
    """(agency, year) → the agency's full name, for those that were registered; the newest year first."""
    rows = EnteredFigure.objects.filter(key="agency.name", unit="text").order_by("id").values_list("agency", "year", "value")
    latest = {(agency, year): name for agency, year, name in rows}
    return dict(sorted(latest.items(), key=lambda item: (-item[0][1], item[0][0])))


def _word(agency: str, year: int, key: str) -> str:
    """The latest stated word of a key; refuses where there is none."""
    row = EnteredFigure.objects.filter(agency=agency, year=year, key=key, unit="text").order_by("-id").first()
    if row is None:
        refuse("evaluation.word", f"{agency} {year}年没有填报“{key}”", "请先填报单位基本信息（名称、地区、模板）。", key)
    return row.value


def template_of(agency: str, year: int) -> str:
    """Key of the template the agency reports by."""
    return _word(agency, year, "agency.template")


def place_of(agency: str, year: int) -> str:
    """Key of the place whose law applies."""
    return _word(agency, year, "agency.place")


def name_of(agency: str, year: int) -> str:
    """The agency's full name."""
    return _word(agency, year, "agency.name")


def deadline(agency: str, year: int) -> date | None:
    """By when the report must be public, as it was entered; None where it was not."""
    row = EnteredFigure.objects.filter(agency=agency, year=year, key="publication.deadline", unit="text").order_by("-id").first()
    return date.fromisoformat(row.value) if row else None


def is_invented(agency: str, year: int) -> bool:
    """Whether the figures are of invented people, as they were entered."""
    return EnteredFigure.objects.filter(agency=agency, year=year, key="agency.invented").exists()


def base(agency: str, year: int) -> Count:
    """Facts, measures and scores of an agency and year (a `Base`), as they stand now or, in a large county, as they were counted last."""
    return counted("evaluation.count_base", agency, year, apart=people.are_many())


def monitored(agency: str, year: int, month: int) -> Count:
    """Goals and budgets as of the end of a month (1–12), as a list of `Progress`; counted like `base`."""
    return counted("evaluation.count_monitored", agency, year, month, apart=people.are_many())


def judged(agency: str, year: int) -> dict[str, Fraction | str]:
    """What people judged: indicator key → points, or a band where no points were given."""
    result: dict[str, Fraction | str] = {}
    for row in EnteredFigure.objects.filter(agency=agency, year=year, key__startswith=JUDGED).order_by("id"):
        key = row.key.removeprefix(JUDGED)
        result[key] = row.value if row.unit == "text" else Fraction(row.value)
    return result


def stated(agency: str, year: int) -> list[EnteredFigure]:
    """Every stated figure of a year, the latest of each key, by scope and key."""
    latest = {(row.scope, row.key): row for row in EnteredFigure.objects.filter(agency=agency, year=year).order_by("id")}
    return [latest[pair] for pair in sorted(latest)]


def reports(agency: str = "", year: int | None = None) -> list[Report]:
    """Drafts, newest first."""
    rows = Report.objects.order_by("-id")
    if agency:
        rows = rows.filter(agency=agency)
    return list(rows.filter(year=year) if year else rows)


def report(report_id: int) -> Report:
    """One draft; refuses an unknown one."""
    row = Report.objects.filter(pk=report_id).first()
    if row is None:
        refuse("evaluation.report", f"没有编号为 {report_id} 的报告稿", "请从报告列表中选择。")
    return row


def text_of(report_id: int) -> dict[str, Any]:
    """The draft as data: title and blocks with runs; a traced run names its fact."""
    result: dict[str, Any] = json.loads(report(report_id).text)
    return result


def figures(report_id: int) -> list[Figure]:
    """The figures of a draft in the order of the text."""
    return list(Figure.objects.filter(report_id=report_id).order_by("id"))


def differences(older: int, newer: int) -> list[dict[str, str]]:
    """Figures that two drafts print differently: key, title, before, after."""
    before = {row.key: row for row in figures(older)}
    after = {row.key: row for row in figures(newer)}
    return [
        {"key": key, "title": (after.get(key) or before[key]).title, "before": before[key].printed if key in before else "", "after": after[key].printed if key in after else ""}
        for key in sorted(before.keys() | after.keys())
        if (before[key].printed if key in before else None) != (after[key].printed if key in after else None)
    ]  # fmt: skip
