"""A year's interest of every personal account: computed, posted and written, with the journal's digest, on SQLite or PostgreSQL.

    .venv/bin/python benchmarks/interest_year.py [ACCOUNTS] [--postgres]

Makes that many employees' accounts (a million by default) with an opening balance and a month's credit in a throwaway database,
credits the interest of 2023, takes it back whole, credits it again and checks the balances. Prints seconds of each step. The people
are rows without numbers that anybody could read: nothing of them is looked at.
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

ROOT = Path(__file__).resolve().parent.parent
PLACE, YEAR = "gansu_zhengning", 2023


def timed(what: str, step: Callable[[], Any]) -> Any:
    """What a step gives, with its seconds by the clock and of the processor printed."""
    at, worked = time.perf_counter(), time.process_time()
    result = step()
    print(f"{what:<44} {time.perf_counter() - at:8.2f} s, processor {time.process_time() - worked:6.2f} s", flush=True)
    return result


def main(accounts: int, home: str) -> int:
    """Fill, credit, take back, credit again, check; 1 where a balance is not the sum of its entries."""
    os.environ |= {"SHEBAO_HOME": home, "SHEBAO_PLACE": PLACE, "DJANGO_SETTINGS_MODULE": "shebao.site.settings"}
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from shebao.agency.accounts import actions, queries
    from shebao.agency.journal.by import By
    from shebao.agency.schemes.employee import KEY
    from shebao.core.policy.locale import shipped_places

    law = {"place": PLACE, "places": shipped_places()}
    timed(f"{accounts:,} accounts filled", lambda: _fill(accounts, KEY))
    end = By(None, date(YEAR, 12, 31))
    entry = timed("interest computed, posted and written", lambda: actions.credit_interest(KEY, YEAR, **law, by=end))
    timed("interest taken back whole", lambda: actions.withdraw_interest(KEY, YEAR, "利率录错", by=end))
    timed("interest credited again", lambda: actions.credit_interest(KEY, YEAR, **law, by=end))
    examined, problems = timed("balances worked out again", queries.check_balances)
    totals = queries.totals(KEY)
    print(f"{entry.row_count:,} accounts with interest, {totals['balance_fen'] / 100:,.2f} yuan, {examined:,} balances examined")
    print(f"{len(problems)} balances wrong")
    return 1 if problems else 0


def _fill(accounts: int, scheme: str) -> None:
    """Rows of people that nobody reads, and what their accounts hold."""
    from django.db import transaction

    from shebao.agency.accounts.models import AccountEntry, Balance
    from shebao.agency.journal.actions import post
    from shebao.agency.journal.by import By
    from shebao.agency.people.actions import ensure_villages
    from shebao.agency.people.models import Person
    from shebao.agency.store.bulk import bulk_insert

    by = By(None, date(YEAR, 1, 3))
    village = ensure_villages([("甲乡", "一村")], by=by)["甲乡", "一村"]
    names = [field.attname for field in Person._meta.concrete_fields]
    filled = {"name": "李明", "sex": "male", "birth_date": date(1975, 4, 2), "village_id": village, "citizen_sealed": b"-"}
    with transaction.atomic():
        rows = (_person(number, names, filled) for number in range(1, accounts + 1))
        bulk_insert(Person, names, rows)
        opening = [(n, n, scheme, 202212, "opening", 1_000_00 + n % 90_000_00, "opening", 0) for n in range(1, accounts + 1)]
        credit = [(accounts + n, n, scheme, 202306, "own", 345_28, "contribution", n) for n in range(1, accounts + 1)]
        post(AccountEntry, AccountEntry.SEALED, opening + credit, "accounts.open", by=by, body={})
        kept = ((n, n, scheme, 1_000_00 + n % 90_000_00 + 345_28, False) for n in range(1, accounts + 1))
        bulk_insert(Balance, ["id", "person_id", "scheme", "balance_fen", "closed"], kept)


def _person(number: int, names: list[str], filled: dict[str, Any]) -> list[Any]:
    own = {"id": number, "citizen_index": number.to_bytes(32, "big"), "citizen_tail": "0000"}
    return [{**filled, **own}.get(name, None if name.endswith("_date") else "") for name in names]


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("accounts", nargs="?", type=int, default=1_000_000)
    asked.add_argument("--postgres", action="store_true")
    given = asked.parse_args()
    if given.postgres:
        command = [sys.executable, "-m", "tests.support.postgres", sys.executable, __file__, str(given.accounts)]
        sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(given.accounts, folder))
