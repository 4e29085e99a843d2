"""The fund's money in the lived county: each movement comes with a slip of an invented bank, entered and checked by two people."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.fund.actions import check_vouchers
from shebao.agency.journal.by import By
from shebao.agency.procedures.actions import carry_through
from shebao.base.months import last_day
from shebao.core.books.entries import BANK_ACCOUNTS, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, TREASURY_ACCOUNT

from .world import World

_QUARTER, _INTEREST_DAY = 3, 21
_ROUND_FEN = 1_000_00
"""The finance bureau feeds the expenditure account in whole thousands of yuan."""
_PARTS = {"own": "fees_treasury", "collective": "collective_treasury"}
_CLAIMED = {"subsidy": "subsidy_contribution", "assisted": "assisted"}


def move(world: World, what: str, day: date, fen: int, party: str = "") -> None:
    """One slip, booked through its matter by the two people of the fund's finance; nothing where no money moved."""
    if not fen:
        return
    world.facts["slips"] = number = world.facts.get("slips", 0) + 1
    finance, checker = world.by("finance"), world.by("finance2")
    payload = {
        "scheme": world.scheme,
        "what": what,
        "amount_fen": fen,
        "on": day.isoformat(),
        "reference": f"{day:%Y%m%d}{_codes()[world.scheme]}{number:04d}",
        **({"counterparty": party} if party else {}),
    }
    carry_through("record_receipt", payload, day=day, maker_id=finance, reviewer_id=checker, approver_id=checker)


def _codes() -> dict[str, str]:
    """Scheme → the code that the bank's references of its account carry."""
    return {key: scheme.CODE for key, scheme in schemes.catalogue().items()}


def receive_fees(world: World, number: int, by_part: dict[str, int]) -> None:
    """What people and collectives paid reaches the treasury, and two days later the fiscal account."""
    for part, what in _PARTS.items():
        move(world, what, world.day(number, 6), by_part[part], "国家金库")
    move(world, "treasury_to_fiscal", world.day(number, 8), books.balance_of(world.scheme, TREASURY_ACCOUNT), "国家金库")


def receive_claims(world: World, number: int, by_part: dict[str, int]) -> None:
    """The budget pays what the month's list of payers claimed: its subsidy to contributions, and what it pays for people."""
    for part, what in _CLAIMED.items():
        move(world, what, world.day(number, 25), by_part[part], "财政局")


def feed(world: World, number: int, wanted_fen: int, day: date) -> None:
    """The fiscal account feeds the expenditure account: in round sums that cover what the run needs beyond what is there."""
    missing = wanted_fen - books.balance_of(world.scheme, EXPENDITURE_ACCOUNT)
    if missing > 0:
        planned = -(-missing // _ROUND_FEN) * _ROUND_FEN
        move(world, "feed", day, min(planned, books.balance_of(world.scheme, FISCAL_ACCOUNT)), "财政专户")


def end_month(world: World, number: int, basic_fen: int, interest_fen: int) -> None:
    """The subsidy for basic pensions and the quarter's interest arrive, the bank's vouchers are checked, the month is closed."""
    month = world.month(number)
    move(world, "subsidy", world.day(number, 26), basic_fen, "财政局")
    if number % _QUARTER == 0:
        move(world, "interest_1003", world.day(number, _INTEREST_DAY), interest_fen)
    finance, checker, on = world.by("finance"), world.by("finance2"), last_day(month)
    if books.unchecked(world.scheme, month):
        check_vouchers(world.scheme, month, by=By(checker, on))
    for account in BANK_ACCOUNTS:
        _reconcile(world, account, month, on)
    carry_through(
        "close_month", {"scheme": world.scheme, "month": month}, day=on, maker_id=finance, reviewer_id=checker, approver_id=checker
    )


def _reconcile(world: World, account: str, month: int, day: date) -> None:
    """The account's keeper hands over its statement of the month, and the two people of finance compare it with the books."""
    moved = statements.movements(world.scheme, account, since=month, to=month)
    if not moved:
        return
    rows = [{"on": one.on.isoformat(), "number": one.number, "in_fen" if one.fen > 0 else "out_fen": abs(one.fen)} for one in moved]
    payload = {
        "scheme": world.scheme,
        "account": account,
        "month": month,
        "balance_fen": books.balance_of(world.scheme, account, to=month),
        "rows": rows,
    }
    checker = world.by("finance2")
    carry_through("reconcile_account", payload, day=day, maker_id=world.by("finance"), reviewer_id=checker, approver_id=checker)
