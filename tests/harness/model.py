"""Random steps at the counter beside a model of sixty lines that knows nothing of the product's code: who is due, what was sent, what the
bank said. After each step the product agrees with it; what the model says is forbidden is refused."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.harness.county import counties, in_copy, spread
from tests.world.calendar import MAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, account_of, bank_answer, order_of

EPISODE, PEOPLE, WHOLE = 120, 6, 60
START = date(2023, 5, 8)


def build() -> None:
    """Six pensioners and enough money in the account that pays."""
    county = County(pensioners=PEOPLE)
    county.keep_in_expenditure_account(9_000_000)


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """At least `size` steps in episodes of 120; (steps, disagreements, refusals that had to be)."""
    steps = wrong = 0
    sums = {"refused": 0, "verified": 0}
    with counties(build, server) as trials:

        def episode(number: int) -> tuple[int, Any]:
            left = size - number * EPISODE
            return number, left > 0 and in_copy(trials, f"episode-{number}", partial(_live, f"{seed}-{number}", min(EPISODE, left)))

        def wanting() -> bool:
            return steps < size

        for number, said in spread(episode, wanting):
            if said is False:  # the episodes before it were enough
                continue
            if said is None or said["wrong"]:
                wrong += 1
                print(f"episode {number} of seed {seed}: {said}", flush=True)
            steps += said["steps"] if said else EPISODE
            for name in sums:
                sums[name] += said[name] if said else 0
    return steps, wrong, sums


class Model:
    """What must be so: lines by state, and money by month and person; kept by what the steps did, never read from the product."""

    def __init__(self) -> None:
        self.lines: dict[int, str] = {}
        self.owner: dict[int, tuple[int, int]] = {}
        self.parent: dict[int, int] = {}

    def sent(self, lines: list[tuple[int, int, int, int | None]]) -> None:
        for line, person, month, parent in lines:
            assert line not in self.lines, "a number was given twice"
            if parent is not None:
                assert self.lines[parent] in ("returned", "late") and parent not in self.parent.values(), "issued again without reason"
                self.parent[line] = parent
            self.lines[line], self.owner[line] = "unknown", (person, month)

    def answered(self, line: int, paid: bool) -> None:
        self.lines[line] = "paid" if paid else "returned"

    def paid_months(self) -> dict[tuple[int, int], int]:
        sums: dict[tuple[int, int], int] = {}
        for line, state in self.lines.items():
            if state == "paid":
                sums[self.owner[line]] = sums.get(self.owner[line], 0) + 1
        return sums


class Walk:
    """One episode: a county, a day that goes on, a model, and chance."""

    def __init__(self, seed: str) -> None:
        from shebao.agency.people.models import Person
        from shebao.agency.staff.queries import member_id
        from tests.world.people import start_over
        from tests.world.staff import POSTS

        self.pick, self.day, self.model = random.Random(seed), START, Model()
        self.county = County.__new__(County)
        start_over(people=5_000, cards=900_000)
        self.county.staff = {post: member_id(post) for post in POSTS}
        self.county.people = list(Person.objects.order_by("id").values_list("id", flat=True))
        self.refused = self.verified = 0

    def by(self, post: str) -> Any:
        from shebao.agency.journal.by import By

        return By(self.county.staff[post], self.day)

    def month(self) -> int:
        return self.day.year * 100 + self.day.month

    # -- steps: each asks for something that may be refused -------------------------------------------------------

    def propose(self) -> None:
        from shebao.agency.payout import actions

        actions.propose(
            SCHEME, self.month(), self.pick.choice(["regular", "regular", "reissue", "back_pay"]), place=PLACE, by=self.by("acceptance")
        )

    def one(self) -> Any:
        from shebao.agency.payout.models import Run

        runs = list(Run.objects.order_by("-id")[:4])
        return self.pick.choice(runs) if runs else None

    def forward(self) -> None:
        """The next thing a run waits for, or something it does not wait for."""
        from shebao.agency.payout import actions
        from shebao.agency.payout.models import Line, Withheld
        from shebao.agency.payout.queries import variances
        from shebao.agency.procedures.payout import settle_payout

        run = self.one()
        if run is None:
            return
        before = run.state
        verb = self.pick.choice(["natural"] * 6 + ["compute", "seal", "review", "approve", "file", "submit", "send_back", "discard"])
        natural = {
            "proposed": "compute",
            "computing": "compute",
            "computed": "seal",
            "sealed": "review",
            "reviewed": "approve",
            "approved": "file",
            "filed": "submit",
            "refused": "discard",
        }
        verb = natural.get(run.state, "submit") if verb == "natural" else verb
        match verb:
            case "compute":
                actions.compute(run.pk, actor_id=self.county.staff["acceptance"])
            case "seal":
                actions.seal(run.pk, by=self.by("acceptance"), remark="随机走步" if run.state == "computed" and variances(run) else "")
            case "review":
                actions.review(run.pk, run.digest, by=self.by("reviewer"))
            case "approve":
                actions.approve(run.pk, run.digest, by=self.by("approver"))
            case "file":
                actions.write_file(run.pk, by=self.by("finance_maker"))
            case "send_back":
                actions.send_back(run.pk, "随机退回", by=self.by("approver"))
            case "discard":
                actions.discard(run.pk, "随机作废", by=self.by("acceptance"))
            case "submit":
                settle_payout.submit(run.pk, by=self.by("finance_checker"))
                out = set(Withheld.objects.filter(run_id=run.pk).values_list("id", flat=True))
                rows = Line.objects.filter(run_id=run.pk).exclude(id__in=out).order_by("id")
                self.model.sent(list(rows.values_list("id", "person_id", "month", "reissue_of")))
        allowed = {"compute": ("proposed", "computing", "computed"), "submit": ("filed",), "review": ("sealed",), "approve": ("reviewed",)}
        assert before in allowed.get(verb, (before,)), f"{verb} was let through in state {before}"

    def answer(self) -> None:
        """Some of what a file asks is answered; also what was answered before, and what contradicts it."""
        from shebao.agency.payout.models import Run

        run = self.pick.choice(list(Run.objects.filter(state__in=("submitted", "settled"))) or [None])
        if run is None or run.bank_file.lines == 0:
            return
        lines = [row.line_id for row in order_of(run).rows]
        some = self.pick.sample(lines, self.pick.randint(1, len(lines)))
        fail = {line: self.pick.choice(["01", "02", "09"]) for line in some if self.pick.random() < 0.3}
        against = any(self.model.lines[line] != "unknown" and (self.model.lines[line] == "paid") == (line in fail) for line in some)
        self.county.settle(run, bank_answer(run, self.day, fail, only=some), self.day)
        assert not against, "a contradicting answer was taken from a file"
        for line in some:
            self.model.answered(line, line not in fail)

    def renew(self) -> None:
        self.county.change_account(self.pick.choice(self.county.people), self.day, verified=self.pick.random() < 0.7)

    def verify_account(self) -> None:
        from shebao.agency.people import actions as people

        people.verify_bank_accounts([account_of(self.pick.choice(self.county.people))], "银行柜面核验", by=self.by("acceptance"))

    def die(self) -> None:
        from shebao.agency.procedures.death.report_death import end_by_death
        from tests.world.calendar import by

        if self.pick.random() < 0.2:
            end_by_death([(self.pick.choice(self.county.people), self.day)], by=by(self.day))

    def go_on(self) -> None:
        later = self.day + timedelta(days=self.pick.randint(1, 9))
        self.day = later if later.year == 2023 else self.day

    def agree(self) -> None:
        """The product says of every line that was sent what the model says, and no month was paid twice."""
        from shebao.agency.payout.bank.outcomes import last_outcomes

        said = dict(last_outcomes().values_list("line_id", "paid"))
        for line, state in self.model.lines.items():
            assert said.get(line) == {"unknown": None, "paid": True, "returned": False}[state], f"line {line}: {said.get(line)}, {state}"
        twice = [place for place, times in self.model.paid_months().items() if times > 1 and place[1] >= MAY]
        regular = {place for place in twice if self._regular_twice(place)}
        assert not regular, f"paid twice: {regular}"

    def _regular_twice(self, place: tuple[int, int]) -> bool:
        from shebao.agency.payout.models import Line

        lines = [line for line, state in self.model.lines.items() if state == "paid" and self.model.owner[line] == place]
        kinds = list(Line.objects.filter(id__in=lines).values_list("kind", flat=True))
        return sum(kind in ("regular", "reissue") for kind in kinds) > 1 and "back_pay" not in kinds


def _live(seed: str, steps: int) -> dict[str, Any]:
    from django.db import transaction

    from shebao.agency.procedures.checks import run_checks
    from shebao.base.finding import Refused

    walk, done = Walk(seed), 0
    menu = [walk.propose] * 2 + [walk.forward] * 9 + [walk.answer] * 3 + [walk.renew, walk.verify_account, walk.die] + [walk.go_on] * 2
    try:
        for done in range(1, steps + 1):
            try:
                with transaction.atomic():
                    walk.pick.choice(menu)()
            except Refused:
                walk.refused += 1
            walk.agree()
            if done % WHOLE == 0 or done == steps:
                broken = [check.id for check in run_checks() if not check.ok]
                assert not broken, f"verify: {broken}"
                walk.verified += 1
    except AssertionError as disagreement:
        return {"steps": done, "wrong": f"step {done}: {disagreement}", "refused": walk.refused, "verified": walk.verified}
    return {"steps": done, "wrong": "", "refused": walk.refused, "verified": walk.verified}
