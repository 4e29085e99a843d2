"""Questions about transfers: one case with its state and days left, the board, a packet again, years that came in, counts of a year."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from shebao.agency.store import vault
from shebao.agency.store.columns import among, total
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped
from shebao.base.workdays import add_workdays, is_workday

from . import packets
from .kinds import KINDS, OPEN, STATES
from .models import Case, CaseStep, MedicalTransfer, Packet, TransferYear


class CaseRow(NamedTuple):
    """One case with the state it is in."""

    id: int
    direction: str
    kind: str
    number: str
    person_id: int
    other_place: str
    other_agency: str
    same_province: bool
    temporary: bool
    opened_on: date
    entry_id: int
    state: str
    since: date
    note: str
    account_fen: int
    pooled_fen: int
    order_id: int

    @property
    def total_fen(self) -> int:
        """The money of the information sheet."""
        return self.account_fen + self.pooled_fen

    @property
    def title(self) -> str:
        """The Chinese title of its kind."""
        return KINDS[self.kind].title

    def due(self) -> date | None:
        """The last working day of the state it is in; None where there is no limit or the calendar does not reach so far."""
        days = STATES[self.state].working_days
        try:
            return add_workdays(self.since, days) if days else None
        except Refused:
            return None


def cases(direction: str = "", *, open_only: bool = False, **only: Any) -> list[CaseRow]:
    """Cases with their states, the newest first; only: columns that must be so (`id`, `number`, `person_id`)."""
    rows = Case.objects.filter(**only).order_by("-id")
    if direction:
        rows = rows.filter(direction=direction)
    listed = list(rows.values_list(*Case.SEALED, "entry_id"))
    last: dict[int, tuple[Any, ...]] = {}
    money: dict[int, tuple[int, int, int]] = {}
    steps = CaseStep.objects.filter(case_id__in=among(row[0] for row in listed)).order_by("id")
    for case, state, on, note, account, pooled, order in steps.values_list(
        "case_id", "state", "on", "note", "account_fen", "pooled_fen", "order_id"
    ):
        last[case] = (state, on, note)
        if account or pooled or order:
            money[case] = (account, pooled, order)
    result = [CaseRow._make((*row, *last[row[0]], *money.get(row[0], (0, 0, 0)))) for row in listed]
    return [row for row in result if row.state in OPEN] if open_only else result


def case(case_id: int) -> CaseRow:
    """One case; raises `Refused` where there is none."""
    row = next(iter(cases(id=case_id)), None)
    if row is None:
        refuse("transfers.unknown", f"没有编号为 {case_id} 的转移件", "请核对编号。", "case_id")
    return row


def numbered(number: str, direction: str) -> CaseRow | None:
    """The case of a letter."""
    return next(iter(cases(direction, number=number)), None)


def steps_of(case_id: int) -> list[tuple[str, date, str]]:
    """(state, day, note) of a case, the oldest first."""
    return list(CaseStep.objects.filter(case_id=case_id).order_by("id").values_list("state", "on", "note"))


def packet(case_id: int, kind: str, *, sent: bool) -> bytes | None:
    """A packet as it was kept; None where there is none."""
    row = Packet.objects.filter(case_id=case_id, kind=kind, sent=sent).values_list("id", "content_sealed").first()
    return vault.unseal(row[1], Packet.SEALED_PLACE, row[0]).encode() if row else None


def packets_of(case_id: int) -> list[tuple[str, bool, str]]:
    """(kind, sent, digest) of a case's packets, in their order."""
    return list(Packet.objects.filter(case_id=case_id).order_by("id").values_list("kind", "sent", "digest"))


def case_ids(*, after: int = 0, most: int = 50) -> list[int]:
    """The ids of a page of cases, ascending, behind the last one already shown."""
    return list(Case.objects.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:most])


def sent_packets() -> QuerySet[Packet, Any]:
    """Packets made for other agencies, as rows for a list."""
    return Packet.objects.filter(sent=True).values("id", "case_id", "kind", "digest", "case__number", "case__other_agency")


def years_of(person_id: int, scheme: str) -> list[tuple[int, int, int, int]]:
    """(case, year, months, bases in fen) that came in with a person and were not sent back."""
    back = {row.id for row in cases("in", person_id=person_id) if row.state == "returned"}
    rows = TransferYear.objects.filter(person_id=person_id, scheme=scheme).exclude(case_id__in=back)
    return list(rows.order_by("year").values_list("case_id", "year", "months", "base_fen"))


def days_left(due: date | None, today: date) -> int | None:
    """Working days from a day to the last one of a limit; below zero when it is over, None where there is no limit."""
    if due is None:
        return None
    step, count, day = (1, 0, today) if due >= today else (-1, 0, today)
    while day != due:
        day = date.fromordinal(day.toordinal() + step)
        count += step if is_workday(day if step > 0 else date.fromordinal(day.toordinal() + 1)) else 0
    return count


def counts(year: int) -> dict[tuple[str, str], int]:
    """(direction, kind) → cases done in a year; ("in" or "out", "medical") those of medical insurance."""
    ended = CaseStep.objects.filter(state__in=("done", "ended"), on__year=year).values_list("case__direction", "case__kind")
    result: dict[tuple[str, str], int] = {}
    for pair in ended:
        result[pair] = result.get(pair, 0) + 1
    for direction in MedicalTransfer.objects.filter(done_on__year=year).values_list("direction", flat=True):
        result[direction, "medical"] = result.get((direction, "medical"), 0) + 1
    return result


def check_packets() -> tuple[int, list[str]]:
    """(packets examined, problems): every packet opens, has the digest that was told, and is that of its case's letter."""
    numbers = dict(Case.objects.values_list("id", "number"))
    problems, examined = [], 0
    for key, case_id, digest, sealed in Packet.objects.values_list("id", "case_id", "digest", "content_sealed"):
        examined += 1
        try:
            content = packets.read(vault.unseal(sealed, Packet.SEALED_PLACE, key).encode())
        except (Refused, vault.Unreadable, UnicodeDecodeError):
            problems.append(f"转移电子件{key}：打不开，或校验码不符。")
            continue
        if content["digest"] != digest or content["number"] != numbers.get(case_id):
            problems.append(f"转移电子件{key}：与登记的校验码或联系函不符。")
    return examined, problems


def check_years() -> tuple[int, list[str]]:
    """(cases examined, problems): the years that came in are those of the information sheet, and so is the money of the case."""
    problems, rows = [], [row for row in cases("in") if row.state in ("done", "returned")]
    sums = {
        row["case_id"]: (int(row["months"]), int(row["base"]))
        for row in TransferYear.objects.order_by().values("case_id").annotate(months=total("months"), base=total("base_fen"))
    }
    for row in rows:
        raw = packet(row.id, "info", sent=False)
        if raw is None:
            problems.append(f"转移件{row.id}：没有信息表，却已办结。")
            continue
        info = packets.read(raw)
        if (info["account_fen"], info["pooled_fen"]) != (row.account_fen, row.pooled_fen):
            problems.append(
                f"转移件{row.id}：登记 {grouped(row.total_fen)} 元，信息表是 {grouped(info['account_fen'] + info['pooled_fen'])} 元。"
            )
        expected = sum(year["base_fen"] for year in info["years"])
        if sums.get(row.id, (0, 0))[1] > expected:
            problems.append(f"转移件{row.id}：记入的缴费基数多于信息表。")
    return len(rows), problems
