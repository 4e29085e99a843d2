"""How long a month's regular run takes from compute to sealed, beside the raw bulk insert of the very same rows.

Times are given by the clock and of the processor, because the first says little on a machine that does other things.

    .venv/bin/python benchmarks/payout_run.py [PEOPLE]

Makes a county of that many pensioners (38,025 by default, the size of Zhengning) in a throwaway SQLite database, pays
May, then times June: proposed → computed → sealed, with every check. In the same process it writes the same lines,
changes and exclusions with nothing but `bulk_insert` into empty copies of the tables, and prints the ratio.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from shebao.agency.journal.by import By

GO_LIVE, MAY_DAY, JUNE_DAY = date(2023, 4, 20), date(2023, 5, 8), date(2023, 6, 8)
MAY, JUNE, PLACE = 202305, 202306, "gansu_zhengning"
GOAL_SECONDS, GOAL_RATIO = 3, 3


def main(people: int) -> int:
    """Build, time, print; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory(prefix="shebao-bench-") as home:
        os.environ |= {"SHEBAO_HOME": home, "DJANGO_SETTINGS_MODULE": "shebao.site.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        started = time.perf_counter()
        staff = county(people)
        print(f"county of {people:,} pensioners on SQLite made in {time.perf_counter() - started:.1f} s")
        pay(MAY, MAY_DAY, staff)
        steps = pay(JUNE, JUNE_DAY, staff)
        whole, work = (sum(kind) for kind in zip(*steps.values(), strict=True))
        rows, raw, raw_work = raw_insert(home)
        print("  ".join(f"{name} {seconds:.2f} s ({busy:.2f} s of processor)" for name, (seconds, busy) in steps.items()))
        print(
            f"compute to sealed: {people:,} people in {whole:.2f} s ({work:.2f} s of processor) = {people / whole:,.0f} people/s "
            f"(goal <= {GOAL_SECONDS} s)"
        )
        print(f"raw bulk insert of the same {rows:,} rows: {raw:.2f} s ({raw_work:.2f} s of processor) = {rows / raw:,.0f} rows/s")
        print(
            f"computing, writing and proving a run costs {whole / raw:.1f} x the raw insert of its rows, by processor time {work / raw_work:.1f} x "
            f"(goal <= {GOAL_RATIO} x)"
        )
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        return 0 if whole <= GOAL_SECONDS and whole / raw <= GOAL_RATIO else 1


def county(people: int) -> dict[str, int]:
    """Pensioners taken over in May, half of them near an age add-on, and one member of staff for each post."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from shebao.agency.accounts.actions import open_accounts
    from shebao.agency.benefits.actions import take_over
    from shebao.agency.contributions.actions import carry_over
    from shebao.agency.enrolment.actions import enrol
    from shebao.agency.people.actions import NewPerson, ensure_villages, register
    from shebao.agency.schemes.resident import KEY as RESIDENT
    from shebao.core.policy.locale import shipped_places
    from tests.world.people import BANK, bank_card, citizen_number
    from tests.world.staff import make_staff

    by = By(None, GO_LIVE)
    village = ensure_villages([("甲乡", "一村")], by=by)[("甲乡", "一村")]
    births = [date(1935 + i % 27, 1 + i // 27 % 12, 5) for i in range(people)]
    ids = register(
        [NewPerson(citizen_number(birth), "王小明", village, "", BANK, bank_card()) for birth in births],
        accounts_verified=True,
        by=by,
    )
    enrol(ids, RESIDENT, 201001, by=by)
    carry_over([(i, 2010, 2022, 13) for i in ids], RESIDENT, by=by)
    open_accounts([(i, 5_000_00 + i % 900 * 100) for i in ids], RESIDENT, 202212, by=by)
    take_over(
        [(i, birth.year * 100 + 6000 + birth.month, 5_000_00 + i % 900 * 100) for i, birth in zip(ids, births, strict=True)],
        RESIDENT,
        month=MAY,
        place=PLACE,
        places=shipped_places(),
        by=by,
    )
    return make_staff()


def pay(month: int, day: date, staff: dict[str, int]) -> dict[str, tuple[float, float]]:
    """Propose, compute and seal a regular run; seconds by the clock and of the processor for each step."""
    from shebao.agency.payout import actions
    from shebao.agency.schemes.resident import KEY as RESIDENT

    clerk, steps = staff["acceptance"], {}
    run = actions.propose(RESIDENT, month, "regular", place=PLACE, by=By(clerk, day))
    for name, step in (
        ("compute", lambda: actions.compute(run.pk, actor_id=clerk)),
        ("seal", lambda: actions.seal(run.pk, by=By(clerk, day))),
    ):
        at, worked = time.perf_counter(), time.process_time()
        step()
        steps[name] = (time.perf_counter() - at, time.process_time() - worked)
    return steps


def raw_insert(home: str) -> tuple[int, float, float]:
    """(rows, seconds by the clock, seconds of the processor) of writing the June run's rows once more, in one transaction, into
    the same tables of an empty database."""
    from django.core.management import call_command
    from django.db import connections, transaction

    from shebao.agency.payout.models import Run
    from shebao.agency.payout.tables import table_of
    from shebao.agency.store.bulk import bulk_insert

    run = Run.objects.get(month=JUNE)
    sections = list(table_of(run).sections(run.pk, run.scheme))
    connections["default"].close()
    connections.settings["default"]["NAME"] = str(Path(home) / "raw.sqlite3")
    connections["default"] = connections.create_connection("default")
    call_command("migrate", verbosity=0, interactive=False)
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
    at, worked = time.perf_counter(), time.process_time()
    with transaction.atomic():
        for model, names, rows in sections:
            bulk_insert(model, names, rows)
    seconds, busy = time.perf_counter() - at, time.process_time() - worked
    with connections["default"].cursor() as cursor:
        for model, _, _ in sections:
            cursor.execute(f"SELECT COUNT(*) FROM {model._meta.db_table}")
    return sum(len(rows) for _, _, rows in sections), seconds, busy


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 38_025))
