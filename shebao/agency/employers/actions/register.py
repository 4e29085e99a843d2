"""Entering employers into the register: codes checked, nobody entered twice, with insurances, account and work-injury rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shebao.agency.employers.kinds import INSURANCES, KINDS
from shebao.agency.employers.models import Employer, EmployerAccount, Insurance, Particulars
from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import read_rows
from shebao.base.finding import Refused
from shebao.base.identity import check_phone, check_uscc, mask_phone
from shebao.base.months import month_of
from shebao.base.plain_text import text_problem

from .rates import Rate, factor_problem, post_rates

ACCOUNT_DIGITS = (8, 30)
"""How short and how long an employer's account number may be; it carries no check digit."""
BENCHMARK = "行业基准费率（人社部发〔2015〕71号）"


@dataclass(frozen=True, slots=True)
class NewEmployer:
    """An employer to be entered. Without `account_number` no account is kept; factor_e2: its floating factor in hundredths."""

    uscc: str
    name: str
    kind: str
    founded_on: date
    legal_person: str
    address: str
    industry: str
    risk_class: int
    tax_office: str
    agent_name: str
    agent_phone: str
    schemes: tuple[str, ...]
    funding: str = ""
    bank: str = ""
    account_number: str = ""
    from_month: int = 0


def register(rows: Sequence[NewEmployer], *, by: By) -> list[int]:
    """Enter employers; their ids in the order of the rows. Refuses the whole list where a row is wrong or entered already."""
    assert rows, "no employer to register"
    with transaction.atomic():
        journal.take_turn()
        check_new(rows, by.day)
        first = next_id(Employer)
        ids = list(range(first, first + len(rows)))
        subject = ("employer", first) if len(ids) == 1 else None
        journal.post(
            Employer,
            (*Employer.SEALED, "ended_month", "end_reason"),
            [(i, check_uscc(row.uscc), row.kind, row.founded_on, by.day, None, "") for i, row in zip(ids, rows, strict=True)],
            "employers.register",
            by=by,
            body={"employers": len(ids), "first_id": ids[0], "last_id": ids[-1]},
            subject=subject,
        )
        start = next_id(Particulars)
        journal.post(
            Particulars,
            Particulars.SEALED,
            [(start + at, i, 1, *_particulars(row), by.day) for at, (i, row) in enumerate(zip(ids, rows, strict=True))],
            "employers.describe",
            by=by,
            subject=subject,
        )
        months = {i: row.from_month or month_of(by.day) for i, row in zip(ids, rows, strict=True)}
        pairs = [(i, scheme) for i, row in zip(ids, rows, strict=True) for scheme in row.schemes]
        post_insurances([(i, scheme, months[i]) for i, scheme in pairs], by=by)
        injured = [Rate(i, months[i], row.risk_class, 100) for i, row in zip(ids, rows, strict=True) if "work_injury" in row.schemes]
        if injured:
            post_rates(injured, BENCHMARK, by=by)
        accounts = [(i, row.bank, row.name, row.account_number) for i, row in zip(ids, rows, strict=True) if row.account_number]
        if accounts:
            post_accounts(accounts, by=by)
    return ids


def check_new(rows: Sequence[NewEmployer], day: date) -> None:
    """Refuse what `register` would refuse as things are now, naming every row and every reason."""
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        problems += [(number, reason) for reason in _problems(row, day)]
        code = row.uscc.strip().upper()
        earlier = seen.setdefault(code, number)
        if earlier != number:
            problems.append((number, f"与第{earlier}行是同一个统一社会信用代码"))
    known = {code for (code,) in read_rows(Employer.objects.filter(uscc__in=list(seen)), "uscc")} if len(seen) < 900 else _all_codes()
    problems += [(number, "统一社会信用代码已登记过，请直接在原单位上办理") for code, number in seen.items() if code in known]
    if problems:
        refuse_rows("employers.register", "登记", len(rows), sorted(problems))


def _all_codes() -> set[str]:
    return {code for (code,) in read_rows(Employer.objects.all(), "uscc")}


def _problems(row: NewEmployer, day: date) -> list[str]:
    problems = []
    try:
        check_uscc(row.uscc)
    except Refused as refused:
        problems.append(refused.finding.message)
    if row.kind not in KINDS:
        problems.append(f"没有单位类别“{row.kind}”，可选：{'、'.join(KINDS.values())}")
    if not row.schemes or not set(row.schemes) <= set(INSURANCES):
        problems.append("参加的险种没有填对")
    if {"employee", "public_institution"} <= set(row.schemes):
        problems.append("企业职工养老和机关事业养老不能由同一批职工同时参加")
    if row.founded_on > day:
        problems.append(f"成立日期 {row.founded_on.isoformat()} 晚于今天")
    if wrong := factor_problem(row.risk_class, 100, day):
        problems.append(wrong)
    for title, text, longest in (
        ("单位名称", row.name, 80), ("法定代表人", row.legal_person, 40), ("地址", row.address, 120), ("行业", row.industry, 60),
        ("主管税务机关", row.tax_office, 60), ("社保经办人", row.agent_name, 40), ("开户行", row.bank or "无", 60),
    ):  # fmt: skip
        if not text.strip():
            problems.append(f"没有填写{title}")
        elif wrong := text_problem(text, longest):
            problems.append(f"{title}{wrong}")
    try:
        check_phone(row.agent_phone)
    except Refused as refused:
        problems.append(refused.finding.message)
    if row.account_number:
        problems += account_problems(row.bank, row.account_number)
    return problems


def account_problems(bank: str, number: str) -> list[str]:
    """What is wrong with an employer's account."""
    least, most = ACCOUNT_DIGITS
    problems = [] if bank.strip() else ["填了银行账号但没有填开户行"]
    if not (number.isascii() and number.isdigit() and least <= len(number) <= most):
        problems.append(f"银行账号应为 {least} 至 {most} 位数字")
    return problems


def _particulars(row: NewEmployer) -> tuple[str, ...]:
    phone = mask_phone(row.agent_phone)
    return (row.name, row.legal_person, row.address, row.industry, row.funding, row.tax_office, row.agent_name, phone)


def post_insurances(rows: Sequence[tuple[int, str, int]], *, by: By) -> None:
    """Open the part of employers in schemes: (employer, scheme, first month)."""
    start = next_id(Insurance)
    journal.post(
        Insurance,
        (*Insurance.SEALED, "to_month"),
        [(start + at, *row, None) for at, row in enumerate(rows)],
        "employers.insure",
        by=by,
        subject=("employer", rows[0][0]) if len({row[0] for row in rows}) == 1 else None,
    )


def post_accounts(rows: Sequence[tuple[int, str, str, str]], *, by: By) -> None:
    """Enter accounts (employer, bank, holder, number) as those in force, the numbers encrypted."""
    start = next_id(EmployerAccount)
    ids = range(start, start + len(rows))
    numbers = [row[3] for row in rows]
    sealed = vault.seal_many(numbers, EmployerAccount.SEALED_PLACE, ids)
    indexes = vault.blind_many(numbers, "account")
    journal.post(
        EmployerAccount,
        (*EmployerAccount.SEALED, "account_sealed"),
        [
            (i, employer, bank, holder, index, number[-4:], by.day, secret)
            for i, (employer, bank, holder, number), index, secret in zip(ids, rows, indexes, sealed, strict=True)
        ],
        "employers.open_account",
        by=by,
        subject=("employer", rows[0][0]) if len(rows) == 1 else None,
    )
