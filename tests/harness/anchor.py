"""From one head printed on paper: a tail that was cut off, a chain that was rewritten, and a database that went back are each found by
`verify --paper`, though the database agrees with itself."""

from __future__ import annotations

from typing import Any

from tests.harness.county import counties, in_copy
from tests.world.calendar import JUNE, JUNE_DAY
from tests.world.money import County


def build() -> None:
    """Two months of pay."""
    county = County(pensioners=4)
    county.settled()
    county.settled(JUNE, day=JUNE_DAY)


TRICKS = ("nothing", "tail cut", "rewritten", "rolled back")


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """Each trick; (tricks, answered wrongly, found)."""
    with counties(build, server) as trials:
        said = [in_copy(trials, f"trick-{at}", lambda trick=trick: _played(trick)) for at, trick in enumerate(TRICKS)]
    wrong = sum(answer != (trick != "nothing") for trick, answer in zip(TRICKS, said, strict=True))
    return len(TRICKS), wrong, {"found": sum(answer is True for answer in said)}


def _played(trick: str) -> bool:
    """Whether the printed head tells that the trick was played."""
    from django.db import transaction

    from shebao.agency.journal import queries as journal
    from shebao.agency.journal.actions import record
    from shebao.agency.journal.by import By
    from shebao.agency.journal.models import Entry, Head
    from shebao.commands.verify import paper_problems
    from tests.support.guards import drop_guards

    seq, head = journal.head()
    if trick != "rolled back":
        with transaction.atomic():
            record("journal.anchor", by=By(None, JUNE_DAY), body={"seq": seq, "head": head})
    drop_guards("journal_entry", "journal_head")
    if trick in ("tail cut", "rolled back"):
        Entry.objects.filter(seq__gt=seq - 3).delete()
        last = Entry.objects.get(seq=seq - 3)
        Head.objects.update(seq=last.seq, entry_hash=last.entry_hash)
    if trick == "rewritten":
        _rewrite(Entry, Head)
    assert trick == "nothing" or journal.check_chain()[1] == [], "the chain agrees with itself"
    return bool(paper_problems([head]))


def _rewrite(entry: Any, head: Any) -> None:
    """Everything from the tenth entry on says another thing, every hash is made anew."""
    from shebao.agency.journal.actions import hash_of

    previous = entry.objects.get(seq=9).entry_hash
    for row in entry.objects.filter(seq__gte=10).order_by("seq"):
        row.body = row.body if row.seq > 10 else row.body.replace("{", '{"x":1,' if row.body != "{}" else '{"x":1', 1)
        row.previous_hash = previous
        row.entry_hash = previous = hash_of(row)
        row.save()
    head.objects.update(entry_hash=previous)
