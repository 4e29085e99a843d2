"""Makes what tests need, through the product's own verbs: villages, persons with a scheme, accounts and years, members of staff.

Every person is nobody: the region code of the numbers belongs to no place. Numbers and cards never repeat in a process.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from shebao.base.identity import DEMO_REGION, invented_citizen_number, luhn_digit

DAY = date(2023, 5, 8)
"""A working day in the year the tests live in."""
BANK = "示例农村商业银行"
POSTS = ("acceptance", "reviewer", "approver", "finance_maker", "finance_checker", "inspector", "parameters", "auditor")

_people = count()
_cards = count(1)


def citizen_number(birth: date = date(1963, 4, 2), sex: str = "male") -> str:
    """A citizen number of nobody that was not given before; at most 500 a birth date and sex, then the region moves on."""
    step = next(_people)
    region = str(int(DEMO_REGION) + step // 500 % 9_000)
    return invented_citizen_number(region, birth, step % 500 * 2 + (1 if sex == "male" else 0))


def bank_card() -> str:
    """A card number that was not given before."""
    body = f"62{next(_cards):014d}"
    return body + luhn_digit(body)


def make_village(township: str = "甲乡", name: str = "一村", day: date = DAY) -> int:
    """The id of a village; made where there is none."""
    from shebao.agency.people.actions import ensure_villages

    return ensure_villages([(township, name)], actor_id=None, day=day)[(township, name)]


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
    day: date = DAY,
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
    from shebao.agency.enrolment.schemes import RESIDENT
    from shebao.agency.people.actions import register

    listed = [new_person() for _ in range(rows)] if isinstance(rows, int) else list(rows)
    ids = register(listed, actor_id=None, day=day, accounts_verified=accounts_verified)
    if insured_from is not None:
        enrol(ids, RESIDENT, insured_from, actor_id=None, day=day)
        open_accounts([(i, opening_fen or 0) for i in ids], RESIDENT, day.year * 100 - 88, actor_id=None, day=day)
    if paid_years:
        carry_over([(i, day.year - paid_years, day.year - 1, paid_years) for i in ids], RESIDENT, actor_id=None, day=day)
    return ids


def make_person(
    name: str = "王小明",
    *,
    day: date = DAY,
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


def make_member(
    username: str, *posts: str, name: str = "", person_key: str = "", day: date = date(2022, 12, 1), password: str | None = None
) -> int:
    """The id of a member who holds the posts; without a password nobody can log in to it."""
    from shebao.agency.staff.actions import appoint, create_member

    member = create_member(username, name or username, person_key or username, password, actor_id=None, day=day)
    for post in posts:
        appoint(member.id, post, since=day, actor_id=None)
    return int(member.id)


def make_staff() -> dict[str, int]:
    """One member for each post, by post."""
    return {post: make_member(post, post) for post in POSTS}


def carry_through(key: str, payload: dict[str, Any], staff: dict[str, int], day: date = DAY) -> Any:
    """Take a matter through acceptance, review and approval by the three business posts; what its `apply` returns."""
    from shebao.agency.procedures.actions import carry_through as carry

    return carry(key, payload, day=day, maker_id=staff["acceptance"], reviewer_id=staff["reviewer"], approver_id=staff["approver"])
