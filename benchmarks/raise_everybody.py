"""A raise that comes late, for everybody in payment: entered, back-paid, held, released, signed, paid and booked, with `verify` at the end.

    .venv/bin/python benchmarks/raise_everybody.py [PEOPLE] [--postgres]

Makes a county of that many pensioners (38,025 by default, the size of Zhengning) in a throwaway SQLite database, or with
`--postgres` on a throwaway PostgreSQL server, and pays May and June. On the twentieth of June three people enter a standard
that is five yuan higher from May on. July is paid with it; the back pay waits at the guard as one operation until the inspector
has opened a sample and the approver lets it through; then both runs are signed, filed, handed over, answered by the bank and
booked. Prints people, yuan and seconds of every step; 1 where anything is lost, waits, or does not hold.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from payout_run import county as make_county

ROOT = Path(__file__).resolve().parent.parent
MAY_DAY, JUNE_DAY, ENTERED, JULY_DAY = date(2023, 5, 8), date(2023, 6, 8), date(2023, 6, 20), date(2023, 7, 10)
MAY, JUNE, JULY, PLACE = 202305, 202306, 202307, "gansu_zhengning"
RAISE_YUAN = 5
TREASURY_FEN = 10**12


class Clock:
    """Seconds of the steps, printed as they end."""

    def __call__(self, what: str, step: Callable[[], Any]) -> Any:
        at = time.perf_counter()
        result = step()
        print(f"{what:<44} {time.perf_counter() - at:8.2f} s", flush=True)
        return result


def main(people: int, home: str) -> int:
    """Live the months, print, and say what is wrong."""
    os.environ |= {"SHEBAO_HOME": home, "SHEBAO_PLACE": PLACE, "DJANGO_SETTINGS_MODULE": "shebao.site.settings"}
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    clock = Clock()
    office = clock(f"{people:,} pensioners taken over", lambda: _office(people))
    for month, day in ((MAY, MAY_DAY), (JUNE, JUNE_DAY)):
        clock(f"{month} paid and booked", lambda month=month, day=day: office.settled(month, day=day))
    print("preview:", *(f"{line.what} {line.after}" for line in clock("standard: preview", lambda: _preview(office))[2:]), sep="\n  ")
    clock("standard: entered by three people", lambda: _enter(office))
    regular = clock("202307 with the raise, paid and booked", lambda: office.settled(JULY, day=JULY_DAY))
    return _back_pay(office, clock, people, regular.amount_fen)


def _back_pay(office: Any, clock: Clock, people: int, regular_fen: int) -> int:
    """The back pay from its proposal to the books; 1 where it is not what it must be."""
    from shebao.agency.payout import actions, queries
    from shebao.agency.payout.models import Line
    from shebao.agency.procedures.checks import run_checks
    from tests.world.money import bank_answer

    clerk, fen = office.staff["acceptance"], people * 2 * RAISE_YUAN * 100
    run = clock("back pay: computed", lambda: actions.compute(office.propose(JULY, "back_pay", JULY_DAY).pk, actor_id=clerk))
    (operation,) = queries.operations(run.pk)
    print(f"  waits as one operation: {operation.title}, {operation.people:,} people, {operation.fen / 100:,.2f} yuan")
    clock("back pay: released by its cause", lambda: office.release_operation(run, operation.cause, JULY_DAY))
    clock("back pay: computed again", lambda: actions.compute(run.pk, actor_id=clerk))
    clock("back pay: sealed, signed, filed, handed over", lambda: _hand_over(office, run.pk))
    clock("back pay: answered and booked", lambda: office.settle(run, bank_answer(run, JULY_DAY), JULY_DAY))
    broken = [check for check in clock("verify", run_checks) if not check.ok]
    paid = list(Line.objects.filter(run_id=run.pk).values_list("total_fen", flat=True))
    print(
        f"July paid {regular_fen / 100:,.2f} yuan; back pay {len(paid):,} people, {sum(paid) / 100:,.2f} yuan; verify: {len(broken)} broken"
    )
    for check in broken:
        print(f"  {check.id}: {check.problems[0]}")
    right = (operation.people, operation.fen, len(paid), sum(paid)) == (people, fen, people, fen)
    return 0 if right and operation.held and not broken else 1


def _hand_over(office: Any, run_id: int) -> None:
    from shebao.agency.journal.by import By
    from shebao.agency.payout import actions
    from shebao.agency.procedures.payout import settle_payout

    staff = office.staff
    run = actions.seal(run_id, by=By(staff["acceptance"], JULY_DAY), remark="基础养老金标准调整，补发五月、六月")
    actions.review(run_id, run.digest, by=By(staff["reviewer"], JULY_DAY))
    actions.approve(run_id, run.digest, by=By(staff["approver"], JULY_DAY))
    actions.write_file(run_id, by=By(staff["finance_maker"], JULY_DAY))
    settle_payout.submit(run_id, by=By(staff["finance_checker"], JULY_DAY))


def _office(people: int) -> Any:
    """The tests' county, its pensioners made as the other measurements make them, its books with money in them."""
    staff = make_county(people)
    from shebao.agency.fund import actions as fund
    from shebao.agency.journal.by import By
    from tests.world.money import County

    office = County.__new__(County)
    office.staff, office.people = staff, []
    opening = {"1003": TREASURY_FEN, "1004": TREASURY_FEN}
    fund.open_books("resident", MAY, date(2023, 5, 1), opening, by=By(None, date(2023, 5, 1)))
    return office


def _request() -> dict[str, Any]:
    """What the three people enter: the basic standard, five yuan higher from May on, with its scan."""
    from shebao.agency.matters import attachments
    from shebao.agency.parameters import queries as known
    from tests.support.scans import picture

    now = int(str(known.places().value("resident_basic_standard", PLACE, MAY_DAY).value))
    return {
        "key": "resident_basic_standard",
        "place": PLACE,
        "effective_from": "2023-05-01",
        "content": str(now + RAISE_YUAN),
        "document": "测试文件〔2023〕1号",
        "scans": [attachments.keep("通知.png", picture())._asdict()],
    }


def _preview(office: Any) -> Any:
    from shebao.agency.procedures import actions

    return actions.preview("enter_parameter", _request(), day=ENTERED)


def _enter(office: Any) -> None:
    from shebao.agency.procedures import actions

    staff = office.staff
    people = {"maker_id": staff["parameters"], "reviewer_id": staff["inspector"], "approver_id": staff["approver"]}
    actions.carry_through("enter_parameter", _request(), day=ENTERED, **people)


def on_postgresql(people: int) -> int:
    """Run this file again with a throwaway server behind it."""
    sys.path.insert(0, str(ROOT))
    from tests.support.postgres import ADDRESS

    again = [sys.executable, __file__, str(people)]
    if os.environ.get(ADDRESS):
        return subprocess.run(again, env=os.environ | {"DATABASE_URL": os.environ[ADDRESS]}, check=False).returncode
    server = [sys.executable, "-m", "tests.support.postgres", *again, "--postgres"]
    return subprocess.run(server, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", nargs="?", type=int, default=38_025)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    if asked.postgres:
        sys.exit(on_postgresql(asked.people))
    with tempfile.TemporaryDirectory(prefix="shebao-bench-") as folder:
        sys.exit(main(asked.people, folder))
