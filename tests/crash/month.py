"""One month of pay as a command that may be run again after it was killed: it looks where things stand and goes on.

Everything it decides on is in the database or at the bank; nothing is kept in between. The bank is naive on purpose: a
file it is given twice it pays twice. Its ledger is a file of its own, so what it paid is known even where we crashed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout.bank import Answer, Result
from shebao.agency.payout.bank.layouts import delimited
from shebao.agency.payout.models import BankSlip, Line, Outcome, ReturnFile, Run
from shebao.agency.payout.queries import file_content
from shebao.agency.payout.run import states
from shebao.agency.people import actions as people
from shebao.agency.people import queries as register
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.store.digest import canonical, sm3
from tests.world.calendar import GO_LIVE, MAY, MAY_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, enter_slip
from tests.world.people import BANK, bank_card, start_over

LATER = date(2023, 5, 18)
FAILS = 3
"""Every third row of a regular file comes back."""


def build() -> None:
    """The county this month is paid in."""
    county = County(pensioners=7)
    people.change_bank_accounts([(county.people[0], BANK, bank_card(), "李甲")], by=by(GO_LIVE))


def live(staff: dict[str, int]) -> None:
    """The regular run, what came back of it, and its second payment, from wherever they stand to the end."""
    carry_run("regular", MAY_DAY, staff)
    _renew_accounts()
    carry_run("reissue", LATER, staff)


def carry_run(kind: str, day: date, staff: dict[str, int], month: int = MAY) -> None:
    result = Run.objects.filter(kind=kind, month=month).exclude(state=states.DISCARDED).first()
    run = result or payout.propose(SCHEME, month, kind, place=PLACE, by=By(staff["acceptance"], day))
    steps: dict[str, Callable[[Run], object]] = {
        states.PROPOSED: lambda r: payout.compute(r.pk, actor_id=staff["acceptance"], chunk=3, lease_seconds=0),
        states.COMPUTING: lambda r: payout.compute(r.pk, actor_id=staff["acceptance"], chunk=3, lease_seconds=0),
        states.COMPUTED: lambda r: payout.seal(r.pk, by=By(staff["acceptance"], day)),
        states.SEALED: lambda r: payout.review(r.pk, r.digest, by=By(staff["reviewer"], day)),
        states.REVIEWED: lambda r: payout.approve(r.pk, r.digest, by=By(staff["approver"], day)),
        states.APPROVED: lambda r: payout.write_file(r.pk, by=By(staff["finance_maker"], day)),
        states.FILED: lambda r: _hand_over(r, day, staff),
        states.SUBMITTED: lambda r: _take_answers(r, day, staff),
    }
    while (run := Run.objects.get(pk=run.pk)).state != states.SETTLED:
        steps[run.state](run)


def _hand_over(run: Run, day: date, staff: dict[str, int]) -> None:
    """The file is made again if a crash lost it, then submitted."""
    payout.write_file(run.pk, by=By(staff["finance_maker"], day))
    settle_payout.submit(run.pk, by=By(staff["finance_checker"], day))


def _take_answers(run: Run, day: date, staff: dict[str, int]) -> None:
    """Ask the bank whether it has the file; give it only if not; take its two answers, each once."""
    bank = Bank()
    if not bank.has(run.bank_file.number):
        bank.pay(delimited.read_order(file_content(run.pk)[1]), run.kind, day)
    for name in sorted(bank.folder.glob(f"{run.bank_file.number}-answer-*.txt")):
        content = name.read_bytes()
        if not ReturnFile.objects.filter(digest=sm3(content)).exists():
            if not BankSlip.objects.filter(number=sm3(content)[:16]).exists():
                enter_slip(run.pk, content, by=By(staff["finance_checker"], day))
            settle_payout.settle(run.pk, content, name.name, by=By(staff["finance_maker"], day))


def _renew_accounts() -> None:
    """Whoever's payment came back brings a new card, which the bank confirms; once each."""
    for line in Line.objects.filter(kind="regular", id__in=Outcome.objects.filter(paid=False).values("line_id")).order_by("id"):
        account = register.bank_account_in_force([line.person_id])[line.person_id]
        if account.id == line.bank_account_id:
            start_over(cards=900_000 + line.person_id)
            people.change_bank_accounts([(line.person_id, BANK, bank_card(), account.holder)], by=by(LATER))
            account = register.bank_account_in_force([line.person_id])[line.person_id]
        if not account.verified:
            people.verify_bank_accounts([account.id], "银行柜面核验", by=by(LATER))


class Bank:
    """The other side: a folder with what it was given, what it answered, and whom it paid."""

    def __init__(self) -> None:
        self.folder = Path(settings.SHEBAO_HOME) / "the-bank"
        self.folder.mkdir(exist_ok=True)

    def has(self, number: str) -> bool:
        """What the bank says on the telephone."""
        return (self.folder / f"{number}-done").exists()

    def pay(self, order: object, kind: str, day: date) -> None:
        """Pay every row of a file and answer in two parts; never looks whether it saw the file before."""
        results = [
            Result(row.line_id, row.holder, row.account, row.amount_fen, "02" if kind == "regular" and i % FAILS == 1 else "00")
            for i, row in enumerate(order.rows)
        ]  # type: ignore[attr-defined]
        for part, rows in enumerate((results[::2], results[1::2])):
            if rows:
                answer = delimited.write_answer(Answer(order.number, day, tuple(rows)))  # type: ignore[attr-defined]
                (self.folder / f"{order.number}-answer-{part}.txt").write_bytes(answer)  # type: ignore[attr-defined]
        with (self.folder / "ledger").open("a") as ledger:
            ledger.writelines(f"{row.line_id} {row.amount_fen}\n" for row in results if row.code == "00")
            ledger.flush()
            os.fsync(ledger.fileno())
        (self.folder / f"{order.number}-done").touch()  # type: ignore[attr-defined]

    def ledger(self) -> list[tuple[int, int]]:
        """(line, fen) of every payment the bank made."""
        path = self.folder / "ledger"
        return [tuple(map(int, line.split())) for line in path.read_text().splitlines()] if path.exists() else []  # type: ignore[misc]


def faults() -> tuple[int, int]:
    """(people not paid, people paid twice or wrongly) by the bank's own ledger, against the lines of the regular run."""
    owner = dict(Line.objects.values_list("id", "person_id"))
    due = dict(Line.objects.filter(kind="regular").values_list("person_id", "total_fen"))
    got: dict[int, list[int]] = {person: [] for person in due}
    for line, fen in Bank().ledger():
        got[owner[line]].append(fen)
    return sum(not paid for paid in got.values()), sum(len(paid) > 1 or sum(paid) not in (0, due[person]) for person, paid in got.items())


VOLATILE = {
    "journal_entry": {"at", "entry_hash", "previous_hash"},
    "journal_head": {"entry_hash"},
    "payout_approval": {"at"},
    "payout_returnfile": {"taken_at"},
    "payout_run": {"lease_owner", "lease_until", "heartbeat_at", "chain_head"},
    "people_person": {"citizen_sealed"},
    "people_bankaccount": {"account_sealed"},
}
"""What differs from one clock, one nonce or one chain to the next, and is no business content."""


def business_digest() -> str:
    """Digest of every row of every counter, without clocks, nonces and hashes that hang on them."""
    state = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda m: m._meta.db_table):
        if not model.__module__.startswith("shebao.agency.") or model._meta.db_table == "staff_member":
            continue
        left_out = VOLATILE.get(model._meta.db_table, set())
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
        state.update(model._meta.db_table.encode())
        for row in model._default_manager.order_by("pk").values_list(*names):
            state.update(canonical([_plain(cell, model) for cell in row]).encode())
    return state.hexdigest()


def _plain(cell: object, model: type[models.Model]) -> object:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).hex()
    if isinstance(cell, str) and model._meta.db_table == "journal_entry" and '"chain_head"' in cell:
        head = cell.index('"chain_head"')
        return cell[:head] + cell[head + len('"chain_head":"') + 65 :]
    return cell if isinstance(cell, int | str) or cell is None else str(cell)
