"""The yearly statement of an account (个人权益记录单): what came in, what interest, what went out, for one person or a whole scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, among, int_column, read_columns, read_rows, total
from shebao.agency.store.digest import digest_rows
from shebao.agency.store.vault import blind
from shebao.base.finding import refuse

from .kinds import KINDS
from .models import AccountEntry, Certificate, StatementIssue, Withdrawal

STATEMENT, CERTIFICATE = "statement", "certificate"


class Line(NamedTuple):
    """One line of a statement: a kind of movement and what it came to in the year."""

    kind: str
    title: str
    fen: int


class Statement(NamedTuple):
    """A year of one person's account as the statement says it, with the code that proves the paper."""

    person_id: int
    scheme: str
    year: int
    opening_fen: int
    lines: tuple[Line, ...]
    closing_fen: int
    issue_id: int
    code: str


class Issue(NamedTuple):
    """Statements issued for a scheme and year."""

    id: int
    scheme: str
    year: int
    turn: int
    channel: str
    people: int
    balance_fen: int
    digest: str
    entry_id: int
    void: bool


def standing_issue(scheme: str, year: int) -> Issue | None:
    """The statements of a scheme and year that are issued and not void."""
    rows = [row for row in issues(scheme) if row.year == year and not row.void]
    return rows[0] if rows else None


def issues(scheme: str = "") -> list[Issue]:
    """Every issue of statements, the newest first; of one scheme or of all."""
    rows = StatementIssue.objects.order_by("-id")
    if scheme:
        rows = rows.filter(scheme=scheme)
    void = set(Withdrawal.objects.filter(kind=STATEMENT).values_list("record_id", flat=True))
    return [Issue(*(*row, row[0] in void)) for row in read_rows(rows, *Issue._fields[:-1])]


def year_table(scheme: str, year: int, before_entry: int | None = None) -> dict[str, Column]:
    """`person_id`, `opening` and `closing` of everybody with an account at the end of a year, in order of the person.

    before_entry: as it was when that entry was written; None: as it is now.
    """
    entries = AccountEntry.objects.filter(scheme=scheme, month__lte=year * 100 + 12)
    if before_entry is not None:
        entries = entries.filter(entry_id__lt=before_entry)
    rows = entries.values("person_id").order_by("person_id")
    sums = rows.annotate(opening=total("amount_fen", Q(month__lt=year * 100 + 1)), closing=total("amount_fen"))
    return read_columns(sums, "person_id", "opening", "closing")


def check_issues() -> tuple[int, list[str]]:
    """(issues examined, problems): the statements of every issue worked out again from the entries of that time."""
    problems = []
    listed = issues()
    for one in listed:
        table = year_table(one.scheme, one.year, one.entry_id)
        if _digest(table) != one.digest or int(table["closing"].sum()) != one.balance_fen:
            problems.append(f"{one.scheme} {one.year}年第{one.turn}次出具的权益记录单与账户记录不符。")
    return len(listed), problems


def _digest(table: Mapping[str, Column]) -> str:
    return digest_rows(zip(*(column.tolist() for column in table.values()), strict=True))


def issue(scheme: str, year: int, channel: str, *, by: By) -> Entry:
    """Issue the statements of a year; refused before its interest is credited, and while they are issued already."""
    with transaction.atomic():
        take_turn()
        if standing_issue(scheme, year) is not None:
            refuse("accounts.issued", f"{year} 年的个人权益记录单已经出具", "需要重发的，先办理“作废个人权益记录单”。", "year")
        if not _interest_credited(scheme, year):
            refuse("accounts.no_interest", f"{year} 年还没有结息", "请先办理“个人账户年度结息”，再出具权益记录单。", "year")
        table = year_table(scheme, year)
        if not table["person_id"].size:
            refuse("accounts.nobody", f"{year} 年没有个人账户", "请核对险种和年度。", "year")
        digest = _digest(table)
        turn = StatementIssue.objects.filter(scheme=scheme, year=year).count() + 1
        fen = int(table["closing"].sum())
        row = (next_id(StatementIssue), scheme, year, turn, channel, int(table["person_id"].size), fen, digest)
        body = {"scheme": scheme, "year": year, "people": row[5], "digest": digest}
        return post(StatementIssue, StatementIssue.SEALED, [row], "accounts.issue_statements", by=by, body=body)


def withdraw(kind: str, record_id: int, reason: str, *, by: By) -> Entry:
    """Declare statements or a certificate void; once."""
    with transaction.atomic():
        take_turn()
        model = StatementIssue if kind == STATEMENT else Certificate
        if not model.objects.filter(id=record_id).exists():
            refuse("accounts.no_record", f"没有编号为 {record_id} 的记录", "请核对编号。", "record")
        if Withdrawal.objects.filter(kind=kind, record_id=record_id).exists():
            refuse("accounts.withdrawn", "已经作废过", "无需重复办理。", "record")
        row = (next_id(Withdrawal), kind, record_id, reason)
        return post(Withdrawal, Withdrawal.SEALED, [row], "accounts.withdraw", by=by, body={"kind": kind, "record": record_id})


def statement(person_id: int, scheme: str, year: int) -> Statement:
    """One person's statement of an issued year; refused where none was issued, or the person had no account then."""
    standing = standing_issue(scheme, year)
    if standing is None:
        refuse("accounts.not_issued", f"{year} 年的个人权益记录单还没有出具", "请先办理“出具年度个人权益记录单”。", "year")
    made = statements(int_column([person_id]), scheme, standing)
    if not made:
        refuse("accounts.no_account", f"此人在 {year} 年没有个人账户", "请核对险种和年度。", "person_id")
    return made[0]


def statements(people: Column, scheme: str, standing: Issue) -> list[Statement]:
    """The statements of some people, in the order of their ids; those who had no account are left out."""
    year = standing.year
    rows = AccountEntry.objects.filter(
        scheme=scheme, person_id__in=among(people), month__lte=year * 100 + 12, entry_id__lt=standing.entry_id
    )
    opening: dict[int, int] = {}
    lines: dict[int, dict[str, int]] = {}
    for person, month, kind, fen in read_rows(rows.order_by("person_id", "month", "id"), "person_id", "month", "kind", "amount_fen"):
        lines.setdefault(person, {})
        if month < year * 100 + 1:
            opening[person] = opening.get(person, 0) + fen
        else:
            lines[person][kind] = lines[person].get(kind, 0) + fen
    return [_made(person, opening.get(person, 0), lines[person], scheme, standing) for person in sorted(lines)]


def _made(person: int, opening: int, kinds: Mapping[str, int], scheme: str, standing: Issue) -> Statement:
    shown = tuple(Line(kind, KINDS.get(kind, kind), fen) for kind, fen in kinds.items() if fen)
    closing = opening + sum(line.fen for line in shown)
    return Statement(person, scheme, standing.year, opening, shown, closing, standing.id, code_of(STATEMENT, standing.id, person, closing))


def code_of(kind: str, record_id: int, person_id: int, amount_fen: int = 0) -> str:
    """The code on a paper: made with the installation's key, so that nobody else can make one."""
    return blind(f"{kind} {record_id} {person_id} {amount_fen}", "paper")[:6].hex().upper()


def _interest_credited(scheme: str, year: int) -> bool:
    rows = AccountEntry.objects.filter(scheme=scheme, month=year * 100 + 12).order_by()
    sources = [set(rows.filter(kind=kind).values_list("source_id", flat=True).distinct()) for kind in ("interest", "interest_back")]
    return bool(sources[0] - sources[1])
