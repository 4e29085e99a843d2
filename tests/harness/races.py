"""Two people at once, on PostgreSQL: every pair of the steps of a run, released together from the state that the first needs. Whatever
comes of it, the books balance, nothing is paid twice, and whoever lost was refused in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations_with_replacement
from typing import Any

from tests.harness.county import counties, in_copy
from tests.world.calendar import MAY, MAY_DAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, bank_answer

REACHED = ("proposed", "computed", "sealed", "reviewed", "approved", "filed", "submitted", "settled")


def build() -> None:
    """Five pensioners, nothing paid yet."""
    County(pensioners=5)


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """Each pair `size` times; (races, races that broke something, pairs and refusals)."""
    pairs = [(first, second) for first, second in combinations_with_replacement(sorted(STEPS), 2)]
    tried = wrong = refused = 0
    with counties(build, server) as trials:
        for first, second in pairs:
            for turn in range(size):
                said = in_copy(trials, f"{first}-{second}-{turn}", partial(_race, first, second))
                tried, refused = tried + 1, refused + (said["refused"] if said else 0)
                if said is None or said["broken"]:
                    wrong += 1
                    print(f"{first} | {second}: {said}", flush=True)
    return tried, wrong, {"pairs": len(pairs), "refused": refused}


def _race(first: str, second: str) -> dict[str, Any]:
    from django.db import connection

    from shebao.agency.payout.models import Run
    from shebao.agency.procedures.checks import run_checks
    from shebao.base.finding import Refused

    county = _county()
    _reach(county, max(STATES[first], STATES[second], key=REACHED.index) if STATES[first] != STATES[second] else STATES[first])
    run = Run.objects.first()
    connection.close()
    outcomes = _together([partial(STEPS[name], county, run) for name in (first, second)])
    odd = [repr(one) for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    broken = [check.id for check in run_checks() if not check.ok]
    return {"refused": sum(isinstance(one, Refused) for one in outcomes), "broken": broken + odd}


def _county() -> County:
    from shebao.agency.people.models import Person
    from shebao.agency.staff.queries import member_id
    from tests.world.people import start_over
    from tests.world.staff import POSTS

    county = County.__new__(County)
    start_over(people=5_000, cards=900_000)
    county.staff = {post: member_id(post) for post in POSTS}
    county.people = list(Person.objects.order_by("id").values_list("id", flat=True))
    return county


def _reach(county: County, state: str) -> None:
    if state == "computed":
        from shebao.agency.payout import actions

        actions.compute(county.propose().pk, actor_id=county.staff["acceptance"])
    elif state == "reviewed":
        from shebao.agency.payout import actions

        run = county.sealed()
        actions.review(run.pk, run.digest, by=_by(county, "reviewer"))
    else:
        {"proposed": county.propose, "sealed": county.sealed, "approved": county.approved, "filed": county.filed}.get(
            state, county.submitted if state == "submitted" else county.settled
        )()


def _by(county: County, post: str) -> Any:
    from shebao.agency.journal.by import By

    return By(county.staff[post], MAY_DAY)


def _together(calls: list[Callable[[], Any]]) -> list[Any]:
    from threading import Barrier, Thread

    from django.db import connections

    barrier, outcomes = Barrier(len(calls)), [None] * len(calls)

    def one(at: int, call: Callable[[], Any]) -> None:
        try:
            connections["default"].ensure_connection()
            barrier.wait(20)
            outcomes[at] = call()
        except Exception as error:
            outcomes[at] = error  # type: ignore[call-overload]
        finally:
            connections["default"].close()

    threads = [Thread(target=one, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def _actions() -> Any:
    from shebao.agency.payout import actions

    return actions


def _submit(county: County, run: Any) -> None:
    from shebao.agency.procedures.payout import settle_payout

    settle_payout.submit(run.pk, by=_by(county, "finance_checker"))


def _die(county: County, run: Any) -> None:
    from shebao.agency.procedures.death.report_death import end_by_death
    from tests.world.calendar import by

    end_by_death([(county.people[0], MAY_DAY)], by=by(MAY_DAY))


STEPS: dict[str, Callable[[County, Any], Any]] = {
    "propose": lambda county, run: _actions().propose(SCHEME, MAY, "regular", place=PLACE, by=_by(county, "acceptance")),
    "reissue": lambda county, run: _actions().propose(SCHEME, MAY, "reissue", place=PLACE, by=_by(county, "acceptance")),
    "compute": lambda county, run: _actions().compute(run.pk, actor_id=county.staff["acceptance"]),
    "seal": lambda county, run: _actions().seal(run.pk, by=_by(county, "acceptance")),
    "review": lambda county, run: _actions().review(run.pk, run.digest, by=_by(county, "reviewer")),
    "approve": lambda county, run: _actions().approve(run.pk, run.digest, by=_by(county, "approver")),
    "file": lambda county, run: _actions().write_file(run.pk, by=_by(county, "finance_maker")),
    "submit": _submit,
    "settle": lambda county, run: county.settle(run, bank_answer(run)),
    "settle_returned": lambda county, run: county.settle(run, bank_answer(run, fail=dict.fromkeys(_first_line(run), "02"))),
    "send_back": lambda county, run: _actions().send_back(run.pk, "退回", by=_by(county, "approver")),
    "discard": lambda county, run: _actions().discard(run.pk, "作废", by=_by(county, "acceptance")),
    "change_account": lambda county, run: county.change_account(county.people[1], MAY_DAY),
    "take_out": lambda county, run: _actions().take_out(run.pk, [county.people[2]], "有疑问", by=_by(county, "reviewer")),
    "die": _die,
}
STATES = {
    "propose": "proposed",
    "reissue": "settled",
    "compute": "computed",
    "seal": "computed",
    "review": "sealed",
    "approve": "reviewed",
    "file": "approved",
    "submit": "filed",
    "settle": "submitted",
    "settle_returned": "submitted",
    "send_back": "sealed",
    "discard": "computed",
    "change_account": "filed",
    "take_out": "sealed",
    "die": "filed",
}
"""Step → the state of the run in which it may be taken; a pair begins in the later one."""


def _first_line(run: Any) -> list[int]:
    from shebao.agency.payout.models import Line

    return list(Line.objects.filter(run=run).order_by("id").values_list("id", flat=True)[:1])
