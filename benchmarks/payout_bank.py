"""How long the bank's side of a month takes for many payees, beside the raw bulk insert of the same answers in the same process.

    .venv/bin/python benchmarks/payout_bank.py [PEOPLE] [LAYOUT]

Makes a county of that many pensioners (38,025 by default; the goal is stated for 500,000) in a throwaway SQLite database, takes May
from proposed to sealed (that part beside its own raw write is `payout_run.py`), then times: the file written, handed over, and the
bank's answer of every row taken in and booked. The raw figure writes the very same outcomes with nothing but `bulk_insert` into an
empty copy of the table. Goals for 500,000: compute to sealed 10 s, file 3 s, answer 10 s, 1 GB.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.payout_run import MAY, MAY_DAY, county, pay

GOALS = {"compute to sealed": 10.0, "file": 3.0, "answer": 10.0}
GOAL_PEOPLE, GOAL_MB = 500_000, 1_024


def main(people: int, layout_key: str) -> int:
    """Build, time, print; 1 where a goal is missed, scaled to the number of people."""
    with tempfile.TemporaryDirectory(prefix="shebao-bench-") as home:
        os.environ |= {"SHEBAO_HOME": home, "DJANGO_SETTINGS_MODULE": "shebao.site.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        staff = county(people)
        steps, kinds = _lived(staff, people, layout_key)
        rows, raw = _raw(home, kinds)
        share, missed = max(people / GOAL_PEOPLE, 0.02), []
        for name, (seconds, busy) in steps.items():
            goal = GOALS.get(name)
            missed += [name] if goal and seconds > goal * share else []
            said = f" (goal <= {goal * share:.2f} s)" if goal else ""
            print(f"{name}: {seconds:.2f} s, {busy:.2f} s of processor, {people / seconds:,.0f} people/s{said}")
        print(f"raw bulk insert of the same {rows:,} outcomes: {raw:.2f} s; taking the answer costs {steps['answer'][0] / raw:.1f} x that")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:,.0f} MB (goal <= {GOAL_MB} MB at {GOAL_PEOPLE:,})")
        return int(bool(missed) or (people >= GOAL_PEOPLE and peak > GOAL_MB))


def _lived(staff: dict[str, int], people: int, layout_key: str) -> tuple[dict[str, tuple[float, float]], list[tuple[Any, ...]]]:
    """May from proposed to booked; seconds a step, and the outcomes as rows."""
    from shebao.agency.fund import actions as fund
    from shebao.agency.journal.by import By
    from shebao.agency.payout import actions, queries
    from shebao.agency.payout.bank import Answer, Result, layout
    from shebao.agency.payout.models import Outcome, Run
    from shebao.agency.procedures.payout import settle_payout
    from shebao.agency.schemes.resident import KEY as RESIDENT

    by = lambda post: By(staff[post], MAY_DAY)  # noqa: E731
    opening = {"1003": people * 1_000_00, "1004": people * 1_000_00}
    fund.open_books(RESIDENT, MAY, date(2023, 5, 1), opening, by=By(None, date(2023, 5, 1)))
    sealed = pay(MAY, MAY_DAY, staff)
    steps = {"compute to sealed": tuple(map(sum, zip(*sealed.values(), strict=True)))}
    run = Run.objects.get()
    actions.review(run.pk, run.digest, by=by("reviewer"))
    actions.approve(run.pk, run.digest, by=by("approver"))
    _time(steps, "file", lambda: actions.write_file(run.pk, by=by("finance_maker"), layout_key=layout_key))
    _time(steps, "hand over", lambda: settle_payout.submit(run.pk, by=by("finance_checker")))
    one = layout(layout_key)
    order = one.read_order(queries.file_content(run.pk)[1])
    good, bad = (next(code for code, meaning in one.CODES.items() if meaning.paid is paid) for paid in (True, False))
    results = tuple(
        Result(row.line_id, row.holder, row.account, row.amount_fen, bad if at % 80 == 0 else good) for at, row in enumerate(order.rows, 1)
    )
    content = one.write_answer(Answer(order.number, MAY_DAY, results))
    paid = [row.amount_fen for row in results if row.code == good]
    actions.enter_slip(run.pk, actions.Slip("HD1", len(paid), sum(paid)), by=by("finance_checker"))
    _time(steps, "answer", lambda: settle_payout.settle(run.pk, content, "answer", by=by("finance_maker")))
    return steps, list(Outcome.objects.order_by("id").values_list(*Outcome.SEALED, "entry_id"))  # type: ignore[return-value]


def _time(steps: dict[str, Any], name: str, work: Callable[[], object]) -> None:
    at, worked = time.perf_counter(), time.process_time()
    work()
    steps[name] = (time.perf_counter() - at, time.process_time() - worked)


def _raw(home: str, rows: list[tuple[Any, ...]]) -> tuple[int, float]:
    """(rows, seconds) of writing the same outcomes once more into an empty database, in one transaction."""
    from django.core.management import call_command
    from django.db import connections, transaction

    from shebao.agency.payout.models import Outcome
    from shebao.agency.store.bulk import bulk_insert

    connections["default"].close()
    connections.settings["default"]["NAME"] = str(Path(home) / "raw.sqlite3")
    connections["default"] = connections.create_connection("default")
    call_command("migrate", verbosity=0, interactive=False)
    at = time.perf_counter()
    with transaction.atomic():
        bulk_insert(Outcome, (*Outcome.SEALED, "entry_id"), rows)
    return len(rows), time.perf_counter() - at


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 38_025, sys.argv[2] if len(sys.argv) > 2 else "delimited"))
