"""The engine against a plain model of it: people change posts and accounts in between, and still nobody ever decides alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import actions, checks
from shebao.agency.matters.models import Matter
from shebao.agency.staff.actions import appoint, relieve
from shebao.base.finding import Refused
from tests.agency.matters import kinds
from tests.world.calendar import MAY_DAY
from tests.world.staff import make_member

pytestmark = pytest.mark.slow

KINDS = {"low": kinds.kind("low"), "high": kinds.kind("high")}
POSTS = ("acceptance", "reviewer", "approver")
MAY_DECIDE = {
    ("low", "accepted", "approve"): {"reviewer", "approver"},
    ("high", "accepted", "review"): {"reviewer"},
    ("high", "reviewed", "approve"): {"approver"},
}
STEPS = 600


@dataclass
class Wanted:
    """What the engine should think of one matter."""

    id: int
    risk: str
    maker: int
    state: str = "accepted"
    reviewers: set[int] = field(default_factory=set)
    amount: int = 0


class Agency:
    """Five persons with two accounts each, a post on one of them at a time, and what became of every matter."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.accounts = [(make_member(f"m{p}a", person_key=f"P{p}"), make_member(f"m{p}b", person_key=f"P{p}")) for p in range(5)]
        self.posts: list[tuple[int, str] | None] = [None] * 5
        self.matters: list[Wanted] = []
        for person, post in enumerate((*POSTS, "reviewer", "acceptance")):
            self._appoint(person, 0, post)

    def _appoint(self, person: int, account: int, post: str) -> None:
        held = self.posts[person]
        if held:
            relieve(self.accounts[person][held[0]], held[1], until=MAY_DAY, actor_id=None)
        appoint(self.accounts[person][account], post, since=MAY_DAY, actor_id=None)
        self.posts[person] = (account, post)

    def change_post(self) -> None:
        self._appoint(self.rng.randrange(5), self.rng.randrange(2), self.rng.choice(POSTS))

    def _somebody(self) -> tuple[int, int, str | None]:
        """A person, one of their accounts (mostly the one with the post), and the post of that account."""
        person = self.rng.randrange(5)
        held = self.posts[person]
        assert held is not None
        account = held[0] if self.rng.random() < 0.9 else 1 - held[0]
        return person, self.accounts[person][account], held[1] if account == held[0] else None

    def submit(self) -> None:
        person, account, post = self._somebody()
        risk, amount = self.rng.choice(("low", "high")), self.rng.randrange(-1, 9)
        made: list[int] = []
        if attempted(
            post == "acceptance" and amount >= 0,
            lambda: made.append(actions.submit(KINDS[risk], {"amount": amount}, by=By(account, MAY_DAY))),
        ):
            self.matters.append(Wanted(made[0], risk, person, amount=amount))

    def decide(self, matter: Wanted) -> None:
        person, account, post = self._somebody()
        verb = self.rng.choice(("review", "approve"))
        allowed = (
            post in MAY_DECIDE.get((matter.risk, matter.state, verb), set())
            and person != matter.maker
            and not (verb == "approve" and person in matter.reviewers)
        )
        if attempted(allowed, lambda: getattr(actions, verb)(KINDS[matter.risk], matter.id, by=By(account, MAY_DAY))):
            matter.state = "applied" if verb == "approve" else "reviewed"
            if verb == "review":
                matter.reviewers.add(person)

    def send_back(self, matter: Wanted) -> None:
        person, account, post = self._somebody()
        allowed = post in ("reviewer", "approver") and person != matter.maker and matter.state in ("accepted", "reviewed")
        if attempted(allowed, lambda: actions.send_back(KINDS[matter.risk], matter.id, by=By(account, MAY_DAY), reason="不全")):
            matter.state = "returned"

    def withdraw(self, matter: Wanted) -> None:
        person, account, post = self._somebody()
        allowed = post == "acceptance" and person == matter.maker and matter.state in ("accepted", "reviewed", "returned")
        if attempted(allowed, lambda: actions.withdraw(KINDS[matter.risk], matter.id, by=By(account, MAY_DAY), reason="重报")):
            matter.state = "withdrawn"

    def resubmit(self, matter: Wanted) -> None:
        person, account, post = self._somebody()
        allowed = post == "acceptance" and person == matter.maker and matter.state == "returned"
        if attempted(
            allowed, lambda: actions.resubmit(KINDS[matter.risk], matter.id, {"amount": matter.amount + 1}, by=By(account, MAY_DAY))
        ):
            matter.state, matter.amount = "accepted", matter.amount + 1

    def step(self) -> None:
        """One person tries one thing, mostly with one of the matters that are still open."""
        still = [matter for matter in self.matters if matter.state not in ("applied", "withdrawn")] or self.matters
        verb = self.rng.choices(("submit", "decide", "send_back", "resubmit", "withdraw", "change_post"), (25, 45, 4, 12, 4, 5))[0]
        if verb == "submit" and len(still) > 4:
            verb = "decide"
        if verb in ("submit", "change_post") or not self.matters:
            (self.change_post if verb == "change_post" else self.submit)()
            return
        matter = self.rng.choice(still if self.rng.random() < 0.9 else self.matters)
        getattr(self, verb)(matter)
        assert Matter.objects.values_list("state", flat=True).get(id=matter.id) == matter.state


def attempted(allowed: bool, call: Any) -> bool:
    """Whether the call went through; fails where the engine and the model think differently."""
    try:
        call()
    except Refused as refused:
        assert not allowed, refused
        return False
    assert allowed
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [20230508, 20231121])
def test_the_engine_does_what_the_model_says_whoever_tries_what(seed: int) -> None:
    agency = Agency(seed)

    for _ in range(STEPS):
        agency.step()

    ended = [(matter.risk, matter.state) for matter in agency.matters]
    assert {("low", "applied"), ("high", "applied")} <= set(ended) and len(ended) > 10
    assert dict(Matter.objects.values_list("id", "state")) == {matter.id: matter.state for matter in agency.matters}
    assert [check()[1] for check in (checks.check_steps, checks.check_content, checks.check_numbers, journal.check_chain)] == [
        [],
        [],
        [],
        [],
    ]
