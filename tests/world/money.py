"""The tests' county as it pays: pensioners with accounts and cards, staff for every post, books with money in them, and a bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from shebao.agency.benefits import actions as benefits
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.fund.models import Voucher
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as payout_queries
from shebao.agency.payout.bank import Answer, Order, Result
from shebao.agency.payout.bank.layouts import delimited
from shebao.agency.payout.models import Run
from shebao.agency.payout.queries import file_content, variances
from shebao.agency.people import actions as people
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import checks, run_check
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.staff.models import Holding
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused
from shebao.base.months import last_day
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.events import event
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line as Entry
from tests.support.scans import picture

from .calendar import GO_LIVE, MAY, MAY_DAY, by
from .law import LAW, PLACE, SCHEME
from .people import BANK, INSURED_FROM, bank_card, make_people, make_village, new_person, start_over
from .staff import make_member, make_staff

PENSIONER_BORN = date(1955, 3, 5)
BALANCE_FEN = 13_900_00
"""Each pensioner's account: a round 100 yuan a month at sixty (139 months)."""
OPENING = {"1003": 10**9, "1004": 10**7}
"""What lies in the treasury account and in the pay-out account when the books open, in fen."""


class County:
    """Pensioners taken over in May 2023, and the people and days it takes to pay them."""

    def __init__(self, pensioners: int = 6, account_fen: int = BALANCE_FEN) -> None:
        start_over()  # every county begins with the same invented people, so that two of them can be compared
        self.staff = make_staff()
        self.people = self.pensioners(pensioners, account_fen)
        fund.open_books(SCHEME, MAY, date(2023, 5, 1), OPENING, by=By(None, date(2023, 5, 1)))

    def pensioners(self, count: int, account_fen: int = BALANCE_FEN, *, birth: date = PENSIONER_BORN, month: int = MAY) -> list[int]:
        ids = self.insured(count, account_fen, birth=birth)
        since = birth.year * 100 + 6000 + birth.month + 1
        benefits.take_over([(i, since, account_fen) for i in ids], SCHEME, month=month, **LAW, by=by(GO_LIVE))
        return ids

    def insured(self, count: int, account_fen: int = BALANCE_FEN, *, birth: date = PENSIONER_BORN) -> list[int]:
        village = make_village()
        rows = [new_person(f"李{'甲乙丙丁戊己庚辛壬癸'[i % 10]}", birth=birth, village_id=village) for i in range(count)]
        return make_people(rows, day=GO_LIVE, insured_from=INSURED_FROM, paid_years=13, opening_fen=account_fen)

    # -- steps of a run -----------------------------------------------------------------------------------------

    def propose(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        return payout.propose(SCHEME, month, kind, place=PLACE, by=By(self.staff["acceptance"], day))

    def sealed(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = payout.compute(self.propose(month, kind, day).pk, actor_id=self.staff["acceptance"])
        remark = "名单内的人批量增减" if variances(run) else ""
        return payout.seal(run.pk, by=By(self.staff["acceptance"], day), remark=remark)

    def approved(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.sealed(month, kind, day)
        payout.review(run.pk, run.digest, by=By(self.staff["reviewer"], day))
        return payout.approve(run.pk, run.digest, by=By(self.staff["approver"], day))

    def filed(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.approved(month, kind, day)
        payout.write_file(run.pk, by=By(self.staff["finance_maker"], day))
        return Run.objects.get(pk=run.pk)

    def submitted(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY) -> Run:
        run = self.filed(month, kind, day)
        settle_payout.submit(run.pk, by=By(self.staff["finance_checker"], day))
        return Run.objects.get(pk=run.pk)

    def settled(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY, fail: dict[int, str] | None = None) -> Run:
        run = self.submitted(month, kind, day)
        self.settle(run, bank_answer(run, day, fail), day)
        return Run.objects.get(pk=run.pk)

    def settle(self, run: Run, content: bytes, day: date = MAY_DAY, name: str = "回盘.txt", *, slip: bool = True) -> settle_payout.Settled:
        if slip:
            with suppress(Refused):
                self.enter_slip(run, content, day)
        return settle_payout.settle(run.pk, content, name, by=By(self.staff["finance_maker"], day))

    def enter_slip(self, run: Run, content: bytes, day: date = MAY_DAY) -> None:
        """The bank's slip that goes with an answer, as the second person of finance enters it; refused for what is no answer."""
        enter_slip(run.pk, content, by=By(self.staff["finance_checker"], day))

    def change_answer(self, run: Run, line_id: int, person_id: int, code: str, day: date) -> settle_payout.Settled:
        """The bank's other word on a payment, with its letter: asked for by one of finance, decided by the other."""
        letter = [attachments.keep("银行说明.png", picture())._asdict()]
        rows = [{"person_id": person_id, "line_id": line_id, "code": code}]
        payload = {"run_id": run.pk, "rows": rows, "reason": "银行书面说明", "scans": letter}
        maker, checker = self.staff["finance_maker"], self.staff["finance_checker"]
        changed: settle_payout.Settled = procedures.carry_through(
            "change_bank_answer", payload, day=day, maker_id=maker, reviewer_id=checker, approver_id=checker
        )
        return changed

    def unlock(self, day: date = MAY_DAY) -> None:
        """Payments go on after a restore: the inspector reconciled, the approver agrees."""
        self._inspected("unlock_payments", {"finding": "备份后无送盘文件"}, day)

    def keep_in_expenditure_account(self, fen: int, day: date = MAY_DAY) -> None:
        """Move money between treasury and expenditure account until this much lies in the latter."""
        moved = books.balance_of(SCHEME, "1004") - fen
        there, back = ("1003", "1004") if moved > 0 else ("1004", "1003")
        lines = [Entry(there, debit_fen=abs(moved)), Entry(back, credit_fen=abs(moved))]
        slip = Slip("银行回单", f"DB{fen}", "1004", abs(moved))
        fund.post_voucher(SCHEME, day.year * 100 + day.month, day, "调拨", lines, ("test", 1), by=By(None, day), slip=slip)

    def change_account(self, person_id: int, day: date, *, verified: bool = True, card: str = "") -> None:
        holder = people_queries.person(person_id).name
        people.change_bank_accounts([(person_id, BANK, card or bank_card(), holder)], by=by(day))
        if verified:
            people.verify_bank_accounts([account_of(person_id)], "银行柜面核验", by=by(day))

    def release(self, person_ids: Sequence[int], gate: str, month: int = MAY, day: date = MAY_DAY) -> None:
        """The inspector has looked at held people and asks, the approver lets them through for a month."""
        self._inspected("release_held", release_payload(person_ids, gate, month), day)

    def release_operation(self, run: Run, cause: int, day: date = MAY_DAY) -> None:
        """The inspector has opened the sample of an operation and asks, the approver lets the whole of it through for a month."""
        rows = [{"person_id": person} for person in payout_queries.sample(run.pk, cause)]
        payload = {
            "run_id": run.pk,
            "cause": cause,
            "rows": rows,
            "from_month": run.month,
            "until_month": run.month,
            "reason": "文件已核对",
        }
        self._inspected("release_operation", payload, day)

    def _inspected(self, key: str, payload: dict[str, Any], day: date) -> None:
        """A matter that the inspector asks for and the approver decides."""
        approver = self.staff["approver"]
        procedures.carry_through(key, payload, day=day, maker_id=self.staff["inspector"], reviewer_id=approver, approver_id=approver)


def enter_slip(run_id: int, content: bytes, *, by: By) -> None:
    """Enter what the bank's slip says of an answer, once, under a number made of both."""
    paid = [row.amount_fen for row in delimited.read_answer(content).rows if delimited.CODES[row.code].paid]
    payout.enter_slip(run_id, payout.Slip(sm3(content)[:16], len(paid), sum(paid)), by=by)


def release_payload(person_ids: Sequence[int], gate: str, month: int, *, reason: str = "已逐人核实") -> dict[str, Any]:
    """The inspector's finding about held people, for one month."""
    rows = [{"person_id": person} for person in person_ids]
    return {"rows": rows, "gate": gate, "from_month": month, "until_month": month, "reason": reason}


def second_account_of(person_key: str, post: str) -> int:
    """A second account of a member's own person, with a post the first may not hold too: slipped in behind the counter's back."""
    member = make_member(f"{person_key}-again", person_key=person_key)
    Holding.objects.create(member_id=member, post=post, since=MAY_DAY)
    return member


def book(what: str, fen: int, on: date, number: str, *, scheme: str = SCHEME, source: int = 0, actor_id: int | None = None) -> Voucher:
    """Book one movement of the fund's money on a slip of that number."""
    movement = event(what)
    slip = Slip(movement.paper, number, movement.account, fen)
    return fund.book_slip(scheme, what, on, slip, source=("receipt", source), by=By(actor_id, on))


def reconcile(month: int, *, scheme: str = SCHEME) -> None:
    """The keepers of the accounts hand over statements that say what the books say."""
    for account in BANK_ACCOUNTS:
        moved = statements.movements(scheme, account, since=month, to=month)
        if moved:
            balance = books.balance_of(scheme, account, to=month)
            fund.enter_statement(scheme, account, month, balance, moved, by=By(None, last_day(month)))


def problems_of(check: str) -> tuple[str, ...]:
    """What one check of `verify` finds wrong."""
    return run_check(check, dict(checks())[check]).problems


def account_of(person_id: int) -> int:
    """The id of a person's bank account in force."""
    return people_queries.bank_account_in_force([person_id])[person_id].id


def order_of(run: Run) -> Order:
    """What the bank reads in the run's file."""
    return delimited.read_order(file_content(run.pk)[1])


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
