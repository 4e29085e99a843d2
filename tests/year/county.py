"""The one county of the scripted year: its staff, its law, books of every fund, and fresh people and employers for each story."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Run
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout import settle_payout
from shebao.base.dated import NATIONAL, Value
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.world import employers as works_world
from tests.world.calendar import MAY, MAY_DAY
from tests.world.employers import SCHEMES, WAGES, Works, make_employer, make_workers
from tests.world.injury import Injuries
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, bank_answer
from tests.world.staff import carry_through

OPENED = date(2023, 5, 1)
MONEY = {"work_injury": "10000000.00", "public_institution": "1000000.00"}
"""What lies in the fiscal account when the books open, in yuan; a fen in the others."""
HELD = "tests.year.own:may_is_paid"
PAID_IN_SPRING = (
    HELD,
    "tests.agency.procedures.modules.recovery:set_off_debt",
    "tests.agency.procedures.modules.residents:resolve_double_benefit",
    "tests.agency.procedures.test_heirs:test_heirs_are_paid_their_parts_of_the_account_less_the_debt_to_accounts_of_their_own",
)
"""Stories whose people are in payment before the first month is run, which all of them share."""
OPENED_HERE = (*SCHEMES, "public_institution")
_CODES = 100
"""How many employers' codes a story may use before those of the next begin."""


class Story(NamedTuple):
    """What is lived: a function of the tests by its place, which world or people it asks for, and what else is given to it."""

    place: str
    more: Mapping[str, Any]

    @property
    def function(self) -> Callable[..., Any]:
        module, _, name = self.place.partition(":")
        function: Callable[..., Any] = getattr(import_module(module), name)
        return function


class YearCounty(County):
    """The pensioners of a story. A month is paid once in a year: who asks for it again gets the run there was."""

    def settled(self, month: int = MAY, kind: str = "regular", day: date = MAY_DAY, fail: dict[int, str] | None = None) -> Run:
        run = Run.objects.filter(scheme=SCHEME, month=month, kind=kind, state__in=("approved", "settled")).order_by("-id").first()
        if run is None or kind != "regular" or fail:
            return super().settled(month, kind, day, fail)
        if run.state == "approved":
            payout.write_file(run.pk, by=By(self.staff["finance_maker"], day))
            settle_payout.submit(run.pk, by=By(self.staff["finance_checker"], day))
            self.settle(run, bank_answer(run, day), day)
        return Run.objects.get(pk=run.pk)


class YearWorks(Works):
    """Another machine works of the same county, whose tickets and slips nobody else has."""

    def __init__(self, staff: dict[str, int], number: int) -> None:
        self.staff, self.number = staff, number
        self.employer = make_employer(1, f"甲机械厂（{number}）")
        self.workers = make_workers()
        works_world.hire(self.workers, WAGES, self.employer, staff)
        carry_through("assess_month", {"month": "2023-06"}, staff, works_world.TWENTY_FIRST)
        works_world.collected("send_to_tax", {"month": "2023-06"}, staff, date(2023, 6, 24))

    def receive(self, rows: list[dict[str, Any]], on: date = works_world.TWENTY_EIGHTH, number: str = "GK0628") -> int:
        own = [row | {"ticket": f"{row['ticket']}-{self.number}"} for row in rows]
        return super().receive(own, on, f"{number}-{self.number}")


class YearInjuries(Injuries):
    """Another employer of the same county whose workers are hurt."""

    def __init__(self, staff: dict[str, int], number: int) -> None:
        self.staff = staff
        day = {"day": date(2023, 1, 3), "founded_on": date(2023, 1, 2), "from_month": 202301}
        self.employer = make_employer(1, f"甲机械厂（{number}）", **day)


class Year:
    """The county, and what each story asks of it by the names of the tests' fixtures."""

    def __init__(self, files: Path) -> None:
        self.county, self.files, self.number, self.place = YearCounty(), files, 0, ""
        self.staff = self.county.staff
        self.ready = {place: self._pensioners() for place in PAID_IN_SPRING}
        self.county.change_account(self.ready[HELD].people[0], date(2023, 5, 3), verified=False)
        works_world.enter_reference_wage()
        for scheme in OPENED_HERE:
            opening = {"scheme": scheme, "month": "2023-05", "balance_1003": MONEY.get(scheme, "0.01"), "balance_1004": "10000000.00"}
            works_world.collected("open_books", opening, self.staff, OPENED)

    def paying(self) -> County:
        return self.ready.get(self.place) or self._pensioners()

    def _pensioners(self) -> County:
        county = copy(self.county)
        county.people = county.pensioners(6)
        return county

    def works(self) -> Works:
        return YearWorks(self.staff, self.number)

    def injuries(self) -> Injuries:
        return YearInjuries(self.staff, self.number)

    world = injuries

    def live(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        """One story, with what its function asks for."""
        self.number, self.place = self.number + 1, story.place
        function = story.function
        given: dict[str, Any] = dict(story.more)
        for name in inspect.signature(function).parameters:
            if name in given:
                continue
            if name in ("staff", "monkeypatch", "tmp_path", "notice", "unpublished"):
                given[name] = {"staff": self.staff, "monkeypatch": monkeypatch, "tmp_path": self.files}.get(name)
            elif name == "retiree":
                module = import_module(story.place.partition(":")[0])
                given[name] = module.retiree.__wrapped__()
            elif name == "county":
                given[name] = self.paying()
            else:
                given[name] = getattr(self, name)()
        function(**given)


@contextmanager
def lived_in() -> Iterator[Callable[[int], None]]:
    """The law of the invented county, books that are open already, and codes of employers that a story after another does not share.

    What it gives moves the codes on to those of a story."""
    begin, code = [0], works_world.uscc
    opened = fund.open_books

    def own_code(number: int) -> str:
        return code(begin[0] * _CODES + number)

    def open_once(scheme: str, *args: Any, **more: Any) -> Any:
        return None if scheme in _open() else opened(scheme, *args, **more)

    with ExitStack() as stack:
        for module in [one for title, one in list(sys.modules.items()) if title.startswith("tests.")]:
            for name, value in list(vars(module).items()):
                if value is code:
                    stack.enter_context(patch.object(module, name, own_code))
                if value is run_checks:
                    stack.enter_context(patch.object(module, name, _asked_at_the_end))
        stack.enter_context(patch.object(fund, "open_books", open_once))
        stack.enter_context(patch.object(parameters, "shipped_places", _law))
        parameters._layered.cache_clear()
        try:
            yield lambda number: begin.__setitem__(0, number)
        finally:
            parameters._layered.cache_clear()


def _asked_at_the_end() -> list[Any]:
    """What a story verifies of its county is verified once of the whole year."""
    return []


def _open() -> set[str]:
    return {scheme for scheme in (*OPENED_HERE, "resident", "annuity", "employee") if _is_open(scheme)}


def _is_open(scheme: str) -> bool:
    try:
        return bool(books.vouchers(scheme))
    except Refused:
        return False


SCHEME_2023 = {"fixed": "40.00", "tiers": ((None, "1.50"),), "pct": "0.01", "age": (("80", None, "80.00"),)}
_PUBLISHED = date(2023, 11, 15)
_places: list[Any] = []


def _law() -> Any:
    """The shipped law, what the stories' notices say besides, and the base of 2023 known from November."""
    if not _places:
        year, span = (date(2023, 1, 1), date(2023, 12, 31)), (date(2021, 1, 1), date(2026, 12, 31))
        from tests.agency.procedures.test_survivors import LOCAL

        own = [
            Value("adjustment_scheme", PLACE, *year, SCHEME_2023, "调整通知（例）", "high"),
            Value("calc_base", "gansu", date(2017, 1, 1), date(2017, 12, 31), "5000", "算例", "high"),
            Value("public_transition_coefficient", PLACE, date(2017, 1, 1), date(2017, 12, 31), "0.012", "算例", "high"),
            Value("minimum_wage", PLACE, *year, "1820", "示例〔2023〕2号", "high"),
            *(Value(key, PLACE, *span, value, "当地文件（例）", "high") for key, value in LOCAL.items()),
            *(
                Value("annuity_account_rate", NATIONAL, date(at, 1, 1), date(at, 12, 31), "0.04", "利率公告（例）", "high")
                for at in (2022, 2023)
            ),
        ]
        shipped = shipped_places()
        late = replace(shipped, rows=tuple(replace(row, known_from=_PUBLISHED) if _is_base(row) else row for row in shipped.rows))
        _places.append(late.overlay(own))
    return _places[0]


def _is_base(row: Any) -> bool:
    return (row.key, row.place, row.effective_from.year) == ("calc_base", "gansu", 2023)
