"""The people of the tests' county, made through the product's own verbs: villages, persons, accounts, years handed over.

Every person is nobody: the region code of the numbers belongs to no place. Numbers and cards never repeat in a process,
unless a test begins the county anew with `start_over`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from itertools import count
from typing import Any

from shebao.base import months
from shebao.base.identity import DEMO_REGION, invented_citizen_number, luhn_digit

from .calendar import GO_LIVE, MAY_DAY, by

BANK = "示例农村商业银行"
INSURED_FROM = 201001

_people: Iterator[int] = count()
_cards: Iterator[int] = count(1)


def start_over(*, people: int = 0, cards: int = 1) -> None:
    """Count numbers and cards from here again, so that two counties have the same people and can be compared."""
    global _people, _cards
    _people, _cards = count(people), count(cards)


def numbers_given() -> tuple[Iterator[int], Iterator[int]]:
    """How far numbers and cards are counted now; for `go_back_to`."""
    return copy(_people), copy(_cards)


def go_back_to(numbers: tuple[Iterator[int], Iterator[int]]) -> None:
    """Count on from where `numbers_given` was."""
    global _people, _cards
    _people, _cards = copy(numbers[0]), copy(numbers[1])


def citizen_number(birth: date = date(1963, 4, 2), sex: str = "male") -> str:
    """A citizen number of nobody that was not given before; at most 500 a birth date and sex, then the region moves on."""
    step = next(_people)
    region = str(int(DEMO_REGION) + step // 500 % 9_000)
    return invented_citizen_number(region, birth, step % 500 * 2 + (1 if sex == "male" else 0))


def bank_card() -> str:
    """A card number that was not given before."""
    body = f"62{next(_cards):014d}"
    return body + luhn_digit(body)


def make_village(township: str = "甲乡", name: str = "一村", day: date = GO_LIVE) -> int:
    """The id of a village; made where there is none."""
    from shebao.agency.people.actions import ensure_villages

    return ensure_villages([(township, name)], by=by(day))[(township, name)]


def new_person(
    name: str = "王小明",
    *,
    birth: date = date(1963, 4, 2),
    sex: str = "male",
    village_id: int | None = None,
    number: str | None = None,
    card: str | None = "",
    bank: str = BANK,
    phone: str = "",
) -> Any:
    """A row for `people.actions.register`. card: "" makes one, None leaves it out."""
    from shebao.agency.people.actions import NewPerson

    account = "" if card is None else card or bank_card()
    return NewPerson(number or citizen_number(birth, sex), name, village_id or make_village(), phone, bank if account else "", account)


def make_people(
    rows: Sequence[Any] | int,
    *,
    day: date = MAY_DAY,
    accounts_verified: bool = True,
    insured_from: int | None = None,
    paid_years: int = 0,
    opening_fen: int | None = None,
) -> list[int]:
    """Register rows of `new_person` (or that many men of sixty), and insure them where `insured_from` (YYYYMM) is given.

    paid_years: years handed over, ending the year before `day`. opening_fen: balance of the account handed over.
    """
    from shebao.agency.accounts.actions import open_accounts
    from shebao.agency.contributions.actions import carry_over
    from shebao.agency.enrolment.actions import enrol
    from shebao.agency.people.actions import register
    from shebao.agency.schemes.resident import KEY as RESIDENT

    persons = [new_person() for _ in range(rows)] if isinstance(rows, int) else list(rows)
    ids = register(persons, accounts_verified=accounts_verified, by=by(day))
    if insured_from is not None:
        enrol(ids, RESIDENT, insured_from, by=by(day))
        open_accounts([(i, opening_fen or 0) for i in ids], RESIDENT, months.month(day.year - 1, 12), by=by(day))
    if paid_years:
        carry_over([(i, day.year - paid_years, day.year - 1, paid_years) for i in ids], RESIDENT, by=by(day))
    return ids


def make_person(
    name: str = "王小明",
    *,
    day: date = MAY_DAY,
    accounts_verified: bool = True,
    insured_from: int | None = None,
    paid_years: int = 0,
    opening_fen: int | None = None,
    **row: Any,
) -> int:
    """The id of one person; see `new_person` and `make_people` for what can be given."""
    return make_people(
        [new_person(name, **row)],
        day=day,
        accounts_verified=accounts_verified,
        insured_from=insured_from,
        paid_years=paid_years,
        opening_fen=opening_fen,
    )[0]


def born(year: int, month: int, count: int) -> list[int]:
    """So many people born in a month, registered at go-live, without bank accounts."""
    return make_people([new_person("李明", birth=date(year, month, 5), card=None) for _ in range(count)], day=GO_LIVE)


def insured(year: int, month: int, count: int, *, years: int = 13, opening_fen: int = 0) -> list[int]:
    """People born in a month, insured since 2010, with years handed over and an account as it was at the end of 2022."""
    rows = [new_person("李明", birth=date(year, month, 5), card=None) for _ in range(count)]
    return make_people(rows, day=GO_LIVE, insured_from=INSURED_FROM, paid_years=years, opening_fen=opening_fen)
