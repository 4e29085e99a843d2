"""The bank's answers in any order: cut into random parts, shuffled, some sent twice. The end is the same to the fen, every time."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from functools import partial
from typing import Any

from django.db import transaction

from tests.harness.county import counties, in_copy, spread
from tests.world.calendar import MAY_DAY
from tests.world.money import County, bank_answer, order_of

PEOPLE, BATCH = 7, 25


def build() -> None:
    """Seven pensioners whose file was handed over."""
    County(pensioners=PEOPLE).submitted()


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """`size` shuffles; (shuffles, ends that differ, how many files were taken and refused)."""
    ends: Counter[str] = Counter()
    taken = refused = 0
    with counties(build, server) as trials:

        def batch(number: int) -> Any:
            left = min(BATCH, size - number * BATCH)
            return in_copy(trials, f"batch-{number}", partial(_shuffle, left, f"{seed}-{number}")) if left > 0 else {}

        for said in spread(batch, lambda: ends.total() < size):
            assert said is not None, "the process died"
            ends.update(said.get("ends", {}))
            taken, refused = taken + said.get("taken", 0), refused + said.get("refused", 0)
    return ends.total(), ends.total() - max(ends.values()), {"files_taken": taken, "files_refused": refused}


def _shuffle(size: int, seed: str) -> dict[str, Any]:
    """So many shuffles in one county, each undone: how often the business ended how, by digest."""
    from shebao.agency.payout.models import Run
    from shebao.base.finding import Refused

    pick, run = random.Random(seed), Run.objects.get()
    lines = [row.line_id for row in order_of(run).rows]
    fail = {line: ("02", "01", "09")[at % 3] for at, line in enumerate(lines) if at % 2}
    ends: Counter[str] = Counter()
    taken = refused = 0
    for _ in range(size):
        order = lines[:]
        pick.shuffle(order)
        cuts = sorted(pick.sample(range(1, len(order)), pick.randint(0, len(order) - 1)))
        parts = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
        files = [bank_answer(run, fail=fail, only=part) for part in parts]
        files += pick.choices(files, k=pick.randint(0, 2)) + ([bank_answer(run, fail=fail)] if pick.random() < 0.3 else [])
        pick.shuffle(files)
        with transaction.atomic():
            for content in files:
                try:
                    _settle(run, content)
                    taken += 1
                except Refused:
                    refused += 1
            end = state()
            transaction.set_rollback(True)
        ends[end] += 1
    return {"ends": ends, "taken": taken, "refused": refused}


def _settle(run: Any, content: bytes) -> None:
    from shebao.agency.journal.by import By
    from shebao.agency.procedures.payout import settle_payout
    from shebao.agency.staff.queries import member_id
    from tests.world.money import enter_slip

    with transaction.atomic():
        enter_slip(run.pk, content, by=By(member_id("finance_checker"), MAY_DAY))
        settle_payout.settle(run.pk, content, "a.txt", by=By(member_id("finance_maker"), MAY_DAY))


def state() -> str:
    """What the business is after all answers: last word on every line, the run, every account, the books by account and item."""
    from django.db.models import Sum

    from shebao.agency.accounts.models import AccountEntry
    from shebao.agency.fund.models import VoucherLine
    from shebao.agency.payout.bank.outcomes import last_outcomes
    from shebao.agency.payout.models import Run

    rows = [
        list(last_outcomes().order_by("line_id").values_list("line_id", "paid", "code", "amount_fen")),
        list(Run.objects.order_by("id").values_list("id", "state")),
        list(AccountEntry.objects.order_by("person_id", "kind", "amount_fen").values_list("person_id", "kind", "amount_fen")),
        list(
            VoucherLine.objects.order_by("account", "item")
            .values("account", "item")
            .annotate(net=Sum("debit_fen") - Sum("credit_fen"))
            .values_list("account", "item", "net")
        ),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()
