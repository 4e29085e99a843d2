"""Questions to the register of employers: one employer, a search, what it is insured in, its work-injury rate in a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from shebao.agency.store import vault
from shebao.agency.store.columns import Column, Columns, among, read_columns
from shebao.base.finding import Refused, refuse
from shebao.base.identity import check_uscc

from .models import Employer, EmployerAccount, InjuryRate, Insurance, Particulars, RateCut, Succession, Verification

_SHOWN = (
    "id", "uscc", "kind", "founded_on", "registered_on", "ended_month", "end_reason", "name", "legal_person", "address", "industry",
    "funding", "tax_office", "agent_name", "agent_phone",
)  # fmt: skip


class EmployerRow(NamedTuple):
    """An employer as pages show it, with the last version of its particulars."""

    id: int
    uscc: str
    kind: str
    founded_on: date
    registered_on: date
    ended_month: int | None
    end_reason: str
    name: str
    legal_person: str
    address: str
    industry: str
    funding: str
    tax_office: str
    agent_name: str
    agent_phone: str


def _with_particulars(rows: QuerySet[Employer]) -> QuerySet[Any, Any]:
    last = Particulars.objects.filter(employer_id=OuterRef("id")).order_by("-version")
    names = _SHOWN[_SHOWN.index("name") :]
    annotated: QuerySet[Any, Any] = rows.annotate(**{name: Subquery(last.values(name)[:1]) for name in names})
    return annotated


def employer(employer_id: int) -> EmployerRow:
    """One employer; raises `Refused` where there is none."""
    row = _with_particulars(Employer.objects.filter(id=employer_id)).values_list(*_SHOWN).first()
    if row is None:
        refuse("employers.unknown", f"没有编号为 {employer_id} 的用人单位", "请重新查找。", "employer_id")
    return EmployerRow(*row)


def names(employer_ids: Iterable[int] | Column) -> dict[int, str]:
    """Employer → its name, of some employers."""
    rows = _with_particulars(Employer.objects.filter(id__in=among(employer_ids))).values_list("id", "name")
    return dict(rows)


def find(code: str) -> int | None:
    """The employer behind a unified social credit code; None where it is not registered or is no code."""
    try:
        return Employer.objects.filter(uscc=check_uscc(code)).values_list("id", flat=True).first()
    except Refused:
        return None


def codes() -> dict[str, int]:
    """Unified social credit code → employer, of all."""
    return dict(Employer.objects.values_list("uscc", "id"))


def listed(text: str = "") -> QuerySet[Employer, Any]:
    """Employers as rows for a list; `text`: a code, or the beginning of a name."""
    rows = _with_particulars(Employer.objects.all())
    text = text.strip()
    if text:
        rows = rows.filter(Q(uscc=text.upper()) | Q(name__contains=text))
    return rows.values("id", "uscc", "kind", "name", "registered_on", "ended_month", "agent_name")


class InsuranceRow(NamedTuple):
    """An employer's part in a scheme; to_month None: it still takes part."""

    scheme: str
    from_month: int
    to_month: int | None


def insurances(employer_id: int) -> list[InsuranceRow]:
    """What an employer is or was insured in."""
    rows = Insurance.objects.filter(employer_id=employer_id).order_by("scheme", "from_month")
    return [InsuranceRow(*row) for row in rows.values_list("scheme", "from_month", "to_month")]


def insured_in(employer_id: int, month: int) -> list[str]:
    """The schemes an employer takes part in in a month."""
    return [row.scheme for row in insurances(employer_id) if row.from_month <= month and (row.to_month is None or row.to_month >= month)]


def ended_by(month: int) -> set[int]:
    """Employers that had left the register before a month."""
    return set(Employer.objects.filter(ended_month__lt=month).values_list("id", flat=True))


class RateRow(NamedTuple):
    """A work-injury rate of an employer from a month on."""

    from_month: int
    risk_class: int
    factor_e2: int
    document: str


def injury_rates(employer_id: int) -> list[RateRow]:
    """An employer's work-injury rates, the newest first."""
    rows = InjuryRate.objects.filter(employer_id=employer_id).order_by("-from_month", "-id")
    return [RateRow(*row) for row in rows.values_list("from_month", "risk_class", "factor_e2", "document")]


def injury_rate_columns(month: int) -> Columns:
    """`employer_id`, `risk_class`, `factor_e2` in force in a month: one row an employer."""
    rows = read_columns(
        InjuryRate.objects.filter(from_month__lte=month).order_by("from_month", "id"), "employer_id", "risk_class", "factor_e2"
    )
    last = {employer_id: at for at, employer_id in enumerate(rows["employer_id"].tolist())}
    places = list(last.values())
    return {name: column[places] for name, column in rows.items()}


class CutRow(NamedTuple):
    """A temporary cut of a scheme's rate."""

    id: int
    scheme: str
    from_month: int
    to_month: int
    normal_unit_e6: int
    normal_person_e6: int
    factor_e4: int
    document: str


def cut(scheme: str, month: int) -> CutRow | None:
    """The temporary cut of a scheme in a month, if one is registered."""
    row = RateCut.objects.filter(scheme=scheme, from_month__lte=month, to_month__gte=month).values_list(*RateCut.SEALED).first()
    return CutRow(*row) if row else None


def cuts() -> list[CutRow]:
    """Every temporary cut, the newest first."""
    return [CutRow(*row) for row in RateCut.objects.order_by("-from_month", "scheme").values_list(*RateCut.SEALED)]


class VerifiedYear(NamedTuple):
    """One version of a year verified."""

    year: int
    version: int
    heads: int
    wage_fen: int
    taxed_fen: int
    shown_to_staff: bool
    result: str


def verifications(employer_id: int) -> list[VerifiedYear]:
    """The years of an employer that were verified, the newest first; the highest version of a year holds."""
    rows = Verification.objects.filter(employer_id=employer_id).order_by("-year", "-version")
    return [VerifiedYear(*row) for row in rows.values_list(*VerifiedYear._fields)]


def verified(year: int) -> QuerySet[Verification, Any]:
    """Rows for a list of a year's verifications: the version that holds of each employer."""
    newer = Verification.objects.filter(employer_id=OuterRef("employer_id"), year=year).order_by("-version").values("id")[:1]
    rows = Verification.objects.filter(year=year, id=Subquery(newer))
    last = Particulars.objects.filter(employer_id=OuterRef("employer_id")).order_by("-version").values("name")[:1]
    return rows.annotate(name=Subquery(last), difference_fen=F("taxed_fen") - F("wage_fen")).values(
        "id", "employer_id", "name", "heads", "wage_fen", "taxed_fen", "difference_fen", "shown_to_staff", "result"
    )


class SuccessionRow(NamedTuple):
    """One employer that went on where another was."""

    former_id: int
    successor_id: int
    kind: str
    on: date
    people: int
    takes_arrears: bool
    owed_fen: int
    document: str


def successions(employer_id: int) -> list[SuccessionRow]:
    """The successions in which an employer is the former or the later one, the newest first."""
    rows = Succession.objects.filter(Q(former_id=employer_id) | Q(successor_id=employer_id)).order_by("-id")
    return [SuccessionRow(*row) for row in rows.values_list(*SuccessionRow._fields)]


def arrears_taken_over(employer_id: int) -> bool:
    """Whether another employer answers for what this one owes."""
    return any(row.former_id == employer_id and row.takes_arrears for row in successions(employer_id))


class AccountRow(NamedTuple):
    """An employer's account without its number."""

    bank: str
    holder: str
    tail: str
    since: date


def account(employer_id: int) -> AccountRow | None:
    """The account in force."""
    rows = EmployerAccount.objects.filter(employer_id=employer_id).order_by("-id")
    row = rows.values_list("bank", "holder", "account_tail", "since").first()
    return AccountRow(*row) if row else None


class PayeeRow(NamedTuple):
    """An employer's account with its number, for an order to pay it."""

    holder: str
    bank: str
    account_number: str


def payees(employer_ids: Iterable[int]) -> dict[int, PayeeRow]:
    """Employer → its account in force with the number opened; those without an account are left out."""
    rows: dict[int, tuple[int, str, str, Any]] = {}
    for key, employer_id, holder, bank, sealed in (
        EmployerAccount.objects.filter(employer_id__in=among(employer_ids))
        .order_by("id")
        .values_list("id", "employer_id", "holder", "bank", "account_sealed")
    ):
        rows[employer_id] = (key, holder, bank, sealed)
    numbers = vault.unseal_many([row[3] for row in rows.values()], EmployerAccount.SEALED_PLACE, [row[0] for row in rows.values()])
    return {employer_id: PayeeRow(row[1], row[2], number) for (employer_id, row), number in zip(rows.items(), numbers, strict=True)}


def check_accounts_open() -> tuple[int, list[str]]:
    """(accounts examined, problems): every encrypted account number opens, and is the one its index stands for."""
    problems = []
    examined = 0
    for key, sealed, index, tail in EmployerAccount.objects.values_list("id", "account_sealed", "account_index", "account_tail"):
        examined += 1
        try:
            number = vault.unseal(sealed, EmployerAccount.SEALED_PLACE, key)
        except (vault.Unreadable, UnicodeDecodeError):
            problems.append(f"单位账户{key}：密文打不开。")
            continue
        if vault.blind(number, "account") != bytes(index) or number[-4:] != tail:
            problems.append(f"单位账户{key}：密文与索引不符。")
    return examined, problems
