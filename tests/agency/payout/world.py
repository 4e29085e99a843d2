"""A small county that pays: pensioners with accounts and cards, staff for every post, books with money in them, and a bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from shebao.agency.accounts import actions as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.contributions import actions as contributions
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.fund import actions as fund
from shebao.agency.payout import actions as payout
from shebao.agency.payout.bank import Answer, Order, Result
from shebao.agency.payout.bank.layouts import delimited
from shebao.agency.payout.models import Run
from shebao.agency.people import actions as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.payout import settle_payout
from shebao.core.policy.locale import shipped_places
from tests import make

SCHEME, PLACE, PLACES = RESIDENT, "gansu_zhengning", shipped_places()
GO_LIVE, MAY, MAY_DAY, JUNE, JUNE_DAY = date(2023, 4, 20), 202305, date(2023, 5, 8), 202306, date(2023, 6, 8)
LAW = {"place": PLACE, "places": PLACES}


def by(day: date) -> dict[str, object]:
    return {"actor_id": None, "day": day}


class County:
    """Pensioners taken over in May 2023, and the people and days it takes to pay them."""

    def __init__(self, pensioners: int = 6, account_fen: int = 13_900_00) -> None:
        make._people = make.count()  # every county begins with the same invented people, so that two of them can be compared
        make._cards = make.count(1)
        self.staff = make.make_staff()
        self.people = self.pensioners(pensioners, account_fen)
        fund.open_books(SCHEME, MAY, date(2023, 5, 1), {"1003": 10**9, "1004": 10**7}, actor_id=None)

    def pensioners(self, count: int, account_fen: int = 13_900_00, *, birth: date = date(1955, 3, 5), month: int = MAY) -> list[int]:
        ids = self.insured(count, account_fen, birth=birth)
        benefits.take_over(
            [(i, birth.year * 100 + 6000 + birth.month + 1, account_fen) for i in ids], SCHEME, month=month, **LAW, **by(GO_LIVE)
        )
        return ids

    def insured(self, count: int, account_fen: int = 13_900_00, *, birth: date = date(1955, 3, 5)) -> list[int]:
        village = make.make_village(day=GO_LIVE)
        rows = [make.new_person(f"李{'甲乙丙丁戊己庚辛壬癸'[i % 10]}", birth=birth, village_id=village) for i in range(count)]
        ids = people.register(rows, accounts_verified=True, **by(GO_LIVE))
        enrolment.enrol(ids, SCHEME, 201001, **by(GO_LIVE))
        contributions.carry_over([(i, 2010, 2022, 13) for i in ids], SCHEME, **by(GO_LIVE))
        accounts.open_accounts([(i, account_fen) for i in ids], SCHEME, 202212, **by(GO_LIVE))
        return ids

    # -- steps of a run -----------------------------------------------------------------------------------------

    def propose(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        return payout.propose(SCHEME, month, kind, place=PLACE, actor_id=self.staff["acceptance"], day=day)

    def sealed(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.propose(month, kind, day)
        payout.compute(run.pk, actor_id=self.staff["acceptance"])
        return payout.seal(run.pk, actor_id=self.staff["acceptance"], day=day)

    def approved(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.sealed(month, kind, day)
        payout.review(run.pk, run.digest, actor_id=self.staff["reviewer"], day=day)
        return payout.approve(run.pk, run.digest, actor_id=self.staff["approver"], day=day)

    def filed(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.approved(month, kind, day)
        payout.write_file(run.pk, actor_id=self.staff["finance_maker"], day=day)
        return Run.objects.get(pk=run.pk)

    def submitted(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.filed(month, kind, day)
        settle_payout.submit(run.pk, actor_id=self.staff["finance_checker"], day=day)
        return Run.objects.get(pk=run.pk)

    def settled(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY, fail: dict[int, str] | None = None) -> Run:
        run = self.submitted(month, kind, day)
        self.settle(run, bank_answer(run, day, fail), day)
        return Run.objects.get(pk=run.pk)

    def settle(self, run: Run, content: bytes, day: date = MAY_DAY, name: str = "回盘.txt") -> settle_payout.Settled:
        return settle_payout.settle(run.pk, content, name, actor_id=self.staff["finance_maker"], day=day)

    def change_account(self, person_id: int, day: date, *, verified: bool = True, card: str = "") -> None:
        name = people_name(person_id)
        people.change_bank_accounts([(person_id, make.BANK, card or make.bank_card(), name)], **by(day))
        if verified:
            people.verify_bank_accounts([account_of(person_id)], "银行柜面核验", **by(day))

    def release(self, person_ids: Sequence[int], gate: str, month: int, day: date) -> None:
        """The inspector has looked at held people and asks, the approver lets them through for a month."""
        approver = self.staff["approver"]
        procedures.carry_through(
            "release_held",
            release_payload(person_ids, gate, month),
            day=day,
            maker_id=self.staff["inspector"],
            reviewer_id=approver,
            approver_id=approver,
        )


def release_payload(person_ids: Sequence[int], gate: str, month: int, *, reason: str = "已逐人核实") -> dict[str, Any]:
    """The inspector's finding about held people, for one month."""
    rows = [{"person_id": person} for person in person_ids]
    return {"rows": rows, "gate": gate, "from_month": month, "until_month": month, "reason": reason}


def people_name(person_id: int) -> str:
    from shebao.agency.people import queries

    return queries.person(person_id).name


def account_of(person_id: int) -> int:
    from shebao.agency.people import queries

    return queries.bank_account_in_force([person_id])[person_id].id


def order_of(run: Run) -> Order:
    """What the bank reads in the run's file."""
    return delimited.read_order((Path(settings.FILES_FOLDER) / run.bank_file.path).read_bytes())


def bank_answer(
    run: Run,
    day: date = MAY_DAY,
    fail: dict[int, str] | None = None,
    *,
    only: Sequence[int] | None = None,
    change: Callable[[Result], Result] | None = None,
    number: str = "",
) -> bytes:
    """The bank's return file: everything paid but the lines in `fail`; `only` some lines; `change` spoils rows before the file is sealed."""
    order = order_of(run)
    rows = [
        Result(row.line_id, row.holder, row.account, row.amount_fen, (fail or {}).get(row.line_id, "00"))
        for row in order.rows
        if only is None or row.line_id in only
    ]
    answer = Answer(number or order.number, day, tuple(change(row) if change else row for row in rows))
    return delimited.write_answer(answer)
