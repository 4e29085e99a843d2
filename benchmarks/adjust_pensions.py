"""A year's adjustment of employees' pensions with its back pay: taken over, paid, adjusted by three people, held at the guard, released, paid, booked.

    .venv/bin/python benchmarks/adjust_pensions.py [PEOPLE] [SCHEME]

Makes that many pensions in payment (10,000 by default) of `employee` or `public_institution` in a throwaway SQLite database, pays January
to July 2023, adjusts in July with effect from January by an invented scheme, pays August, and pays the seven months behind once: they
wait as one operation until the inspector has opened a sample and the approver lets them through. Prints people, yuan and seconds of
each step; 1 where a line is not its award, or `verify` finds anything.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = "gansu_zhengning"
GO_LIVE, ADJUSTED, AUGUST_DAY = date(2023, 1, 3), date(2023, 7, 20), date(2023, 8, 8)


class Clock:
    """Seconds of the steps, printed as they end."""

    def __call__(self, what: str, step: Callable[[], Any]) -> Any:
        at = time.perf_counter()
        result = step()
        print(f"{what:<48} {time.perf_counter() - at:8.2f} s", flush=True)
        return result


def main(people: int, scheme: str, home: str) -> int:
    """Live the months, print, and say what is wrong."""
    os.environ |= {"SHEBAO_HOME": home, "SHEBAO_PLACE": PLACE, "DJANGO_SETTINGS_MODULE": "shebao.site.settings"}
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    _enter_notice()
    from shebao.agency.benefits import queries as benefits
    from shebao.agency.fund import queries as books
    from shebao.agency.payout import actions as payout
    from shebao.agency.payout import queries
    from shebao.agency.payout.models import Line
    from shebao.agency.procedures.checks import run_checks
    from tests.world.money import County
    from tests.world.runs import settled_run
    from tests.world.staff import carry_through

    clock = Clock()
    staff, ids = clock(f"{people:,} pensions taken over", lambda: _take_over(people, scheme))
    for month in range(202301, 202308):
        day = date(2023, month % 100, 8)
        clock(f"{month} paid and booked", lambda month=month, day=day: settled_run(staff, scheme, month, day))
    before = sum(benefits.monthly_fen(ids, scheme).tolist())
    notice = {"scheme": scheme, "year": 2023, "document": "调整通知（例）", "remote": "no"}
    clock("adjusted by three people", lambda: carry_through("adjust_pensions_year", notice, staff, ADJUSTED))
    after = sum(benefits.monthly_fen(ids, scheme).tolist())
    regular = clock("202308 with the adjustment, paid and booked", lambda: settled_run(staff, scheme, 202308, AUGUST_DAY))
    office = County.__new__(County)
    office.staff, office.people = staff, []
    run = clock("back pay: computed", lambda: _computed(staff, scheme))
    waiting = queries.operations(run.pk)
    for operation in waiting:
        print(f"  waits as one operation: {operation.title}, {operation.people:,} people, {operation.fen / 100:,.2f} yuan")
        clock("back pay: released by its cause", lambda operation=operation: _release(office, run, scheme, operation))
    payout.discard(run.pk, "已放行，重新提出", by=_by(staff, "acceptance"))
    paid = clock("back pay: paid and booked", lambda: settled_run(staff, scheme, 202308, AUGUST_DAY, "back_pay"))
    broken = [check for check in clock("verify", run_checks) if not check.ok]
    lines = Line.objects.filter(run_id=paid.pk).count()
    booked = sum(row.amount_fen for row in books.statement_of(scheme, 202308, 202308).expense)
    print(f"monthly {before / 100:,.2f} → {after / 100:,.2f} yuan; back pay {lines:,} people, {paid.amount_fen / 100:,.2f} yuan")
    print(f"booked in August {booked / 100:,.2f} yuan; verify: {len(broken)} broken")
    for check in broken:
        print(f"  {check.id}: {check.problems[0]}")
    print(
        f"the regular run held {regular.held:,} people, {regular.held_fen / 100:,.2f} yuan, whose amount moved too far: each is looked at"
    )
    right = (
        regular.amount_fen + regular.held_fen == after
        and paid.amount_fen == 7 * (after - before)
        and booked == regular.amount_fen + paid.amount_fen
    )
    return 0 if right and waiting and lines == people and not broken else 1


def _by(staff: dict[str, int], post: str) -> Any:
    from shebao.agency.journal.by import By

    return By(staff[post], AUGUST_DAY)


def _computed(staff: dict[str, int], scheme: str) -> Any:
    from shebao.agency.payout import actions as payout

    run = payout.propose(scheme, 202308, "back_pay", place=PLACE, by=_by(staff, "acceptance"))
    return payout.compute(run.pk, actor_id=staff["acceptance"])


def _release(office: Any, run: Any, scheme: str, operation: Any) -> None:
    office.release_operation(run, operation.cause, AUGUST_DAY)


def _enter_notice() -> None:
    """The notice of the adjustment, an invented one of the usual shape."""
    from shebao.agency.parameters import queries as parameters
    from shebao.base.dated import Value
    from shebao.core.policy.locale import shipped_places

    content = {
        "fixed": "40.00",
        "tiers": (("15", "1.00"), (None, "1.50")),
        "pct": "0.01",
        "age": (("70", "79", "40.00"), ("80", None, "80.00")),
    }
    own = Value("adjustment_scheme", PLACE, date(2023, 1, 1), date(2023, 12, 31), content, "调整通知（例）", "high")
    places = shipped_places().overlay([own])
    parameters.shipped_places = lambda: places
    parameters._layered.cache_clear()


def _take_over(people: int, scheme: str) -> tuple[dict[str, int], Any]:
    """The register, the accounts, the awards and the books of a county's pensioners."""
    import numpy as np

    from shebao.agency import schemes
    from shebao.agency.accounts.actions import open_accounts
    from shebao.agency.benefits.awards import HandedOver, take_over_awards
    from shebao.agency.enrolment.actions import enrol
    from shebao.agency.fund import actions as fund
    from shebao.agency.journal.by import By
    from shebao.agency.people.actions import NewPerson, ensure_villages, register
    from shebao.core.policy.locale import shipped_places
    from tests.world.people import BANK, bank_card, citizen_number
    from tests.world.staff import make_staff

    by = By(None, GO_LIVE)
    village = ensure_villages([("甲乡", "一村")], by=by)["甲乡", "一村"]
    births = [date(1940 + i % 22, 1 + i // 22 % 12, 5) for i in range(people)]
    listed = [NewPerson(citizen_number(birth), "李明", village, "", BANK, bank_card()) for birth in births]
    ids = np.array(register(listed, accounts_verified=True, by=by), dtype=np.int64)
    enrol(ids, scheme, 200001, by=by)
    open_accounts([(person, 30_000_00) for person in ids.tolist()], scheme, 202212, by=by)
    columns = {part.key: np.zeros(people, dtype=np.int64) for part in schemes.of(scheme).PARTS}
    columns["basic"] = 1500_00 + np.arange(people) % 700 * 100
    columns["account_pension"] = np.full(people, 300_00)
    columns["account_balance"] = np.full(people, 30_000_00)
    starts, months = np.full(people, 201504), 180 + np.arange(people) % 260
    rows = HandedOver(ids, starts, months, columns)
    take_over_awards(rows, scheme, month=202301, place=PLACE, places=shipped_places(), by=by)
    fund.open_books(scheme, 202301, GO_LIVE, {"1004": 10**13}, by=by)
    return make_staff(), ids


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("people", nargs="?", type=int, default=10_000)
    asked.add_argument("scheme", nargs="?", default="employee", choices=("employee", "public_institution"))
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="shebao-bench-") as folder:
        sys.exit(main(given.people, given.scheme, folder))
