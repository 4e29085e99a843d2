"""Ordinary years: people turn sixty and claim, die, bring new cards, are suspended and come back, and now and then a payment returns.
Nobody does anything wrong, so whoever the gates hold is held for nothing: at most one row in a thousand may be."""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from typing import Any

from tests.harness.county import counties, in_copy, spread
from tests.world.calendar import GO_LIVE, MAY, by
from tests.world.law import LAW, SCHEME
from tests.world.money import County, bank_answer, order_of

PENSIONERS, MONTHS = 150, 12
CLAIMS = (0, 1, 1, 2)
"""Of a month, by chance."""
DIES, SUSPENDED, COMES_BACK, NEW_CARD, RETURNED = 0.003, 0.004, 0.5, 0.01, 0.01
"""Chances of one person in one month (dies: 36 of a thousand a year, as people of that age do)."""
MOST_HELD = 0.001


def build() -> None:
    """Pensioners who were taken over, in villages with money in the books."""
    from shebao.agency.fund import actions as fund
    from shebao.agency.journal.by import By
    from tests.world.people import start_over
    from tests.world.staff import make_staff

    start_over()
    county = County.__new__(County)
    county.staff = make_staff()
    county.people = [
        person
        for year in range(1938, 1963)
        for person in county.pensioners(PENSIONERS // 25, 13_900_00 + year % 7 * 1_390_00, birth=date(year, 1 + year % 12, 5))
    ]
    fund.open_books(SCHEME, MAY, date(2023, 5, 1), {"1003": 10**10, "1004": 10**9}, by=By(None, date(2023, 5, 1)))


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """`size` years of twelve months; (years, years in which more than one lawful row in a thousand was held or anything was wrong, rows)."""
    tried = wrong = 0
    sums = {"rows": 0, "held_lawful": 0}
    with counties(build, server) as trials:

        def year(number: int) -> Any:
            return number < size and in_copy(trials, f"year-{number}", partial(_live, f"{seed}-{number}"))

        def wanting() -> bool:
            return tried < size

        for said in spread(year, wanting):
            if said is False:  # the years before it were enough
                continue
            tried += 1
            if said is None or said["broken"] or said["held"] > said["rows"] * MOST_HELD:
                wrong += 1
                print(f"year of seed {seed}: {said}", flush=True)
            sums["rows"] += said["rows"] if said else 0
            sums["held_lawful"] += said["held"] if said else 0
    return tried, wrong, sums


class Year:
    """One county in one year."""

    def __init__(self, seed: str) -> None:
        from shebao.agency.people.models import Person
        from shebao.agency.staff.queries import member_id
        from tests.world.people import start_over
        from tests.world.staff import POSTS

        self.pick = random.Random(seed)
        start_over(people=5_000, cards=900_000)
        self.county = County.__new__(County)
        self.county.staff = {post: member_id(post) for post in POSTS}
        self.county.people = list(Person.objects.order_by("id").values_list("id", flat=True))
        self.away: set[int] = set()
        self.rows, self.reasons = 0, list[str]()

    def month(self, month: int) -> None:
        """What happens at the counter, then the pay of everybody, then what came back is paid again."""
        day = date(month // 100, month % 100, 2)
        if month > MAY:
            self.happen(month, day)
        self.pay("regular", month, day.replace(day=10))
        if self.came_back(day.replace(day=18)):
            self.pay("reissue", month, day.replace(day=20))

    def happen(self, month: int, day: date) -> None:
        """An ordinary month at the counter."""
        from shebao.agency.benefits import actions as benefits
        from shebao.agency.procedures.death.report_death import end_by_death

        before = (month - 1) if month % 100 > 1 else month - 89
        claims = self.sixty(self.pick.choice(CLAIMS), date(before // 100 - 60, before % 100, 5))
        if claims:
            benefits.decide(claims, SCHEME, month=month, applied_month=before, **LAW, by=by(day))
        for person in self.county.people:
            luck = self.pick.random()
            if person in self.away:
                if luck < COMES_BACK:
                    benefits.resume([person], SCHEME, month, by=by(day))
                    self.away.discard(person)
            elif luck < DIES:
                end_by_death([(person, day.replace(day=1))], by=by(day))
                self.county.people = [one for one in self.county.people if one != person]
            elif luck < DIES + SUSPENDED:
                benefits.suspend([person], SCHEME, month, "uncertified", by=by(day))
                self.away.add(person)
            elif luck < DIES + SUSPENDED + NEW_CARD:
                self.county.change_account(person, day)
        self.county.people = sorted([*self.county.people, *claims])

    def sixty(self, count: int, birth: date) -> list[int]:
        """People who have paid for as many years as they need."""
        from tests.world.people import INSURED_FROM, make_people, make_village, new_person

        village = make_village()
        rows = [new_person("李甲", birth=birth, village_id=village) for _ in range(count)]
        return make_people(rows, day=GO_LIVE, insured_from=INSURED_FROM, paid_years=14, opening_fen=13_900_00) if rows else []

    def pay(self, kind: str, month: int, day: date) -> None:
        """A run from proposed to booked; who was held is noted, and lets nobody through: all of it was lawful."""
        from shebao.agency.payout.models import Exclusion

        run = self.county.submitted(month, kind, day)
        held = list(Exclusion.objects.filter(run=run, kind="held").values_list("reason", flat=True))
        if kind == "regular":
            self.rows, self.reasons = self.rows + run.lines + len(held), self.reasons + held
        lines = [row.line_id for row in order_of(run).rows]
        fail = {line: "02" for line in lines if kind == "regular" and self.pick.random() < RETURNED}
        self.county.settle(run, bank_answer(run, day, fail), day)

    def came_back(self, day: date) -> bool:
        """Everybody whose payment returned brings a new card, which the bank confirms."""
        from shebao.agency.payout import queries
        from shebao.agency.payout.models import Line

        lines = list(Line.objects.filter(id__in=queries.returned(SCHEME)))
        for line in lines:
            self.county.change_account(line.person_id, day)
        return bool(lines)


def _live(seed: str) -> dict[str, Any]:
    from shebao.agency.procedures.checks import run_checks
    from shebao.base.months import add_months

    year = Year(seed)
    for at in range(MONTHS):
        year.month(int(add_months(MAY, at)))
    return {
        "rows": year.rows,
        "held": len(year.reasons),
        "reasons": sorted(set(year.reasons)),
        "broken": [check.id for check in run_checks() if not check.ok],
    }
