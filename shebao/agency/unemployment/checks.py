"""What must always be true of claims: months within what was granted, an end as the benefits counter has it, premiums of claimed months."""

from __future__ import annotations

from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.columns import int_column
from shebao.base.months import month_title

from .models import MedicalBack, MedicalMonth
from .queries import claims

Checked = tuple[int, list[str]]


def check_claims() -> Checked:
    """Every claim uses no more months than it was granted (the legal age lets it go on), one goes on at most, what ended has ended."""
    problems, rows = [], claims()
    people = int_column(sorted({row.person_id for row in rows}))
    active = set(benefits.in_state_among(people, SCHEME, "active", "suspended").tolist())
    last = {row.person_id: row for row in rows}
    for row in rows:
        if row.used > row.granted and row.end_reason != "legal_age" and row.last_month:
            problems.append(f"人员{row.person_id}：第 {row.turn} 次申领核定 {row.granted} 个月，已领 {row.used} 个月。")
        if not row.last_month and row is not last[row.person_id]:
            problems.append(f"人员{row.person_id}：第 {row.turn} 次申领没有停领，又有新的申领。")
    for person, row in last.items():
        if bool(row.last_month) == (person in active):
            problems.append(f"人员{person}：申领{'已停' if row.last_month else '未停'}，待遇状态不一致。")
    return len(rows), problems


def check_amounts() -> Checked:
    """The monthly amount of every claim is that of the award made with it."""
    rows = claims()
    versions = awards.versions(SCHEME)
    problems = []
    decided: dict[int, set[int]] = {}
    for person, fen in zip(versions["person_id"].tolist(), versions["total_fen"].tolist(), strict=True):
        decided.setdefault(person, set()).add(fen)
    for row in rows:
        if row.monthly_fen not in decided.get(row.person_id, ()):
            problems.append(f"人员{row.person_id}：第 {row.turn} 次申领的月标准与核定不符。")
    return len(rows), problems


def check_premiums() -> Checked:
    """Every premium was paid for a month of a claim, or was asked back."""
    months = {(row.person_id, month) for row in claims() for month in row.months}
    back = set(MedicalBack.objects.values_list("id", flat=True))
    problems, examined = [], 0
    for key, person, month in MedicalMonth.objects.values_list("id", "person_id", "month"):
        examined += 1
        if (person, month) not in months and key not in back:
            problems.append(f"人员{person}：{month_title(month)}没有领取失业保险金，却代缴了医疗保险费，也没有追回。")
    return examined, problems
