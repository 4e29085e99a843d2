"""Somebody with the database's own rights cuts the journal short, writes it anew or puts an older database in its place.

What was noted outside the database and what was printed on paper tell; single edits are in tests/agency/adversary.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import hash_of, record
from shebao.agency.journal.by import By
from shebao.agency.journal.models import Entry, Head
from shebao.agency.procedures.checks import checks as all_checks
from shebao.agency.procedures.checks import run_check
from shebao.base.finding import Refused
from shebao.commands.verify import paper_problems
from tests.support.guards import drop_guards
from tests.world.calendar import JUNE, MAY_DAY
from tests.world.law import PLACE
from tests.world.money import County

pytestmark = pytest.mark.slow


@pytest.fixture
def county(database: str, monkeypatch: pytest.MonkeyPatch) -> County:
    """May paid."""
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    county = County()
    county.settled()
    return county


class Undo(Exception):
    """Rolls one edit back."""


def problems_after(edit: Callable[[], Any], check: str) -> tuple[str, ...]:
    """What a check says after an edit, which is undone."""
    try:
        with transaction.atomic():
            edit()
            raise Undo(run_check(check, dict(all_checks())[check]).problems)
    except Undo as undone:
        return tuple(undone.args[0])


def test_a_tail_of_reading_and_downloads_is_not_cut_off_in_silence(county: County) -> None:
    """Nothing hangs on these entries but themselves, and the head is put right: the database alone cannot tell."""
    with transaction.atomic():
        for _ in range(3):
            record("desk.download", by=By(county.staff["acceptance"], MAY_DAY), body={"name": "x"})
    drop_guards()

    def cut() -> None:
        seq, _ = journal.head()
        Entry.objects.filter(seq__gt=seq - 3)._raw_delete(using="default")
        last = Entry.objects.get(seq=seq - 3)
        Head.objects.update(seq=last.seq, entry_hash=last.entry_hash)

    printed = journal.head()[1]
    assert paper_problems([printed]) == []
    assert problems_after(cut, "journal.chain") == ()
    with transaction.atomic():
        cut()
        assert "找不到" in paper_problems([printed])[0], "the head on the last sheet that was printed is in no entry any more"
        transaction.set_rollback(True)
    assert any("末尾被截去" in problem for problem in problems_after(cut, "journal.witness"))


def test_a_chain_written_anew_from_one_entry_on_no_longer_holds_the_heads_that_were_printed(county: County) -> None:
    drop_guards()

    def rewrite() -> None:
        previous = Entry.objects.get(seq=2).entry_hash
        for entry in Entry.objects.filter(seq__gt=2).order_by("seq"):
            entry.previous_hash = previous
            if entry.seq == 3:
                entry.actor_id = county.staff["auditor"]
            entry.entry_hash = previous = hash_of(entry)
            Entry.objects.filter(seq=entry.seq).update(
                previous_hash=entry.previous_hash, actor_id=entry.actor_id, entry_hash=entry.entry_hash
            )
        Head.objects.update(entry_hash=previous)

    assert problems_after(rewrite, "journal.chain") == ()
    assert any("审批表上印的日志链头" in problem for problem in problems_after(rewrite, "payout.heads"))
    assert any("被改写过" in problem for problem in problems_after(rewrite, "journal.witness"))


def test_a_head_printed_on_paper_is_looked_for_in_the_chain(county: County) -> None:
    assert journal.unknown_heads([journal.head()[1], "ab" * 32]) == ["ab" * 32]


def test_a_database_that_went_back_pays_nothing_until_that_is_said(county: County, tmp_path: Path) -> None:
    """Entries that were committed are gone: what an operator's copied-back database looks like."""
    seq, _ = journal.head()
    with transaction.atomic():
        record("desk.download", by=By(county.staff["acceptance"], MAY_DAY), body={"name": "x"})
    drop_guards()
    Entry.objects.filter(seq__gt=seq)._raw_delete(using="default")
    Head.objects.update(seq=seq, entry_hash=Entry.objects.get(seq=seq).entry_hash)

    for _ in range(3):
        with pytest.raises(Refused, match="像是从备份恢复的"):
            county.filed(JUNE, day=date(2023, 6, 8))
        with transaction.atomic():  # business goes on and the numbers grow past those that were noted
            record("desk.download", by=By(county.staff["acceptance"], MAY_DAY), body={"name": "y"})


def test_verify_takes_a_head_as_it_stands_on_paper_and_says_which_is_unknown(county: County) -> None:
    run = county.sealed(JUNE, day=date(2023, 6, 8))
    in_fours = " ".join(run.chain_head[i : i + 4] for i in range(0, 64, 4))

    assert paper_problems([in_fours, f"SHEBAO-RUN|1|202306|6|1|x|{run.chain_head}"]) == []
    assert "找不到" in paper_problems(["ab" * 32])[0] and "64 位" in paper_problems(["abc"])[0]
