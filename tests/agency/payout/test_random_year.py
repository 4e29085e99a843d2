"""Months of random life: deaths, suspensions, new cards, returned payments, answers in pieces. In the end everybody has got
exactly what they were entitled to, counted by a few lines that know nothing of runs, and every invariant held on the way."""

from __future__ import annotations

import os
import random
from datetime import date

import pytest

from shebao.agency.benefits import actions as benefits
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import Exclusion, Line, Run
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.report_death import end_by_death
from tests.world.calendar import MAY, by
from tests.world.law import SCHEME
from tests.world.money import County, account_of, bank_answer, order_of

LAST, QUIET = 202310, (202311, 202312)
NEVER_RELEASED = {"no_account", "account_not_renewed"}


class Life:
    """A county whose people do as chance says."""

    def __init__(self, county: County, seed: int) -> None:
        self.county, self.chance = county, random.Random(seed)
        self.died: dict[int, int] = {}
        self.away: set[int] = set()

    def month(self, month: int, *, quiet: bool) -> None:
        day = lambda number: date(month // 100, month % 100, number)  # noqa: E731
        if quiet:
            self.come_back(month, day(2), share=1)
        else:
            self.happen(month, day(2))
        self.pay("regular", month, day(10), quiet)
        self.renew(day(18), share=1 if quiet else 0.6)
        self.pay("reissue", month, day(20), quiet)
        self.pay("back_pay", month, day(22), quiet)

    def happen(self, month: int, day: date) -> None:
        self.come_back(month, day, share=0.4)
        for person in self.living():
            luck = self.chance.random()
            if luck < 0.03:
                end_by_death([(person, day)], by=by(day))
                self.died[person] = month
            elif luck < 0.15 and person not in self.away:
                benefits.suspend([person], SCHEME, month, self.chance.choice(["uncertified", "death_reported"]), by=by(day))
                self.away.add(person)
            elif luck < 0.22:
                self.county.change_account(person, day, verified=self.chance.random() < 0.5)

    def living(self) -> list[int]:
        return [person for person in self.county.people if person not in self.died]

    def come_back(self, month: int, day: date, share: float) -> None:
        back = [person for person in sorted(self.away) if person not in self.died and self.chance.random() < share]
        for person in back:
            benefits.resume([person], SCHEME, month, by=by(day))
            self.away.discard(person)

    def renew(self, day: date, share: float) -> None:
        """Some of those whose payment came back bring a new card; unverified ones are verified."""
        for line in Line.objects.filter(id__in=queries.returned(SCHEME)):
            if line.person_id not in self.died and self.chance.random() < share:
                self.county.change_account(line.person_id, day)
        from shebao.agency.people import actions as people
        from shebao.agency.people import queries as register

        unverified = [a.id for a in register.bank_account_in_force(self.county.people).values() if not a.verified]
        if unverified and self.chance.random() < share:
            people.verify_bank_accounts(unverified, "银行核验", by=by(day))

    def pay(self, kind: str, month: int, day: date, quiet: bool) -> None:
        staff = self.county.staff
        run = self.county.propose(month, kind, day)
        actions.compute(run.pk, actor_id=staff["acceptance"], chunk=self.chance.choice([1, 3, 20_000]))
        if self.release(run, month, day):
            actions.compute(run.pk, actor_id=staff["acceptance"])
        run = Run.objects.get(pk=run.pk)
        if not run.lines:
            actions.discard(run.pk, "无人可发", by=By(staff["acceptance"], day))
            return
        run = actions.seal(run.pk, by=By(staff["acceptance"], day), remark="名单来源已核对")
        actions.review(run.pk, run.digest, by=By(staff["reviewer"], day))
        actions.approve(run.pk, run.digest, by=By(staff["approver"], day))
        if not quiet and self.chance.random() < 0.3:
            self.county.change_account(self.chance.choice(self.living()), day)
        actions.write_file(run.pk, by=By(staff["finance_maker"], day))
        from shebao.agency.procedures.payout.settle_payout import submit

        submit(run.pk, by=By(staff["finance_checker"], day))
        self.answer(Run.objects.get(pk=run.pk), day, quiet)

    def release(self, run: Run, month: int, day: date) -> bool:
        """The inspector looks at everybody held, one gate after the other."""
        asked = False
        for gate in sorted(set(Exclusion.objects.filter(run=run, kind="held").values_list("reason", flat=True)) - NEVER_RELEASED):
            people = list(Exclusion.objects.filter(run=run, kind="held", reason=gate).values_list("person_id", flat=True))
            self.county.release(people, gate, month, day)
            asked = True
        assert gates.TITLES
        return asked

    def answer(self, run: Run, day: date, quiet: bool) -> None:
        """The bank answers in pieces and out of order; now and then a payment comes back after it had arrived."""
        ids = [row.line_id for row in order_of(run).rows]
        if not ids:
            return
        fail = {} if quiet else {line: self.chance.choice(["01", "02", "09"]) for line in ids if self.chance.random() < 0.2}
        self.chance.shuffle(ids)
        cut = self.chance.randrange(len(ids) + 1)
        for part in (ids[:cut], ids[cut:]):
            if part:
                self.county.settle(run, bank_answer(run, day, fail, only=part), day)
        late = [line for line in ids if line not in fail]
        if late and not quiet and self.chance.random() < 0.3:
            self.county.change_answer(run, late[0], Line.objects.get(pk=late[0]).person_id, "02", day)

    def got(self) -> dict[int, int]:
        """What the bank says each person received in the end."""
        result = dict.fromkeys(self.county.people, 0)
        for line in Line.objects.filter(id__in=last_outcomes().filter(paid=True).values("line_id")):
            result[line.person_id] += line.total_fen
        return result


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(int(os.environ.get("SHEBAO_SEEDS", "4"))))
def test_everybody_gets_what_they_are_entitled_to_once(paying: County, seed: int) -> None:
    life = Life(paying, seed)
    months = [*range(MAY, LAST + 1), *QUIET]

    for month in months:
        life.month(month, quiet=month in QUIET)
        broken = [check for check in run_checks() if not check.ok]
        assert not broken, (seed, month, broken)

    monthly = Line.objects.filter(kind="regular").order_by("id").first()
    assert monthly is not None
    entitled = {person: monthly.total_fen * sum(month <= life.died.get(person, 999912) for month in months) for person in paying.people}
    waiting = {line.person_id for line in Line.objects.filter(id__in=queries.returned(SCHEME))}
    suspended_at_death = {person for person in life.died if person in life.away}
    heirs = set(Exclusion.objects.filter(reason__in=("heirs", "no_account")).values_list("person_id", flat=True))
    got = life.got()
    wrong = {
        person: (got[person], entitled[person])
        for person in paying.people
        if got[person] != entitled[person] and person not in waiting | suspended_at_death | heirs
    }
    assert wrong == {}, (seed, wrong)
    assert all(got[person] <= entitled[person] for person in paying.people)
    assert account_of(paying.people[0])
