"""What lies in temporary receipts and payments (暂收款、暂付款), by kind and counterparty, and since when: the oldest is settled first."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shebao.base.money import Fen

AGES: tuple[tuple[int, str], ...] = ((30, "30 天以内"), (90, "31–90 天"), (180, "91–180 天"), (365, "181–365 天"))
OLDEST = "一年以上"


@dataclass(frozen=True, slots=True)
class Pending:
    """An amount that is still open: its item, with whom, since when."""

    item: str
    party: str
    since: date
    fen: Fen


def age_of(since: date, day: date) -> str:
    """In which of the five ages something stands on a day."""
    days = (day - since).days
    return next((title for most, title in AGES if days <= most), OLDEST)


def by_age(rows: Iterable[Pending], day: date) -> list[tuple[str, int, Fen]]:
    """(age, how many, fen) for each of the five ages, none left out."""
    sums = {title: [0, 0] for _, title in AGES} | {OLDEST: [0, 0]}
    for row in rows:
        one = sums[age_of(row.since, day)]
        one[0] += 1
        one[1] += row.fen
    return [(title, count, fen) for title, (count, fen) in sums.items()]


def outstanding(movements: Sequence[tuple[str, str, date, Fen]]) -> list[Pending]:
    """What is open of (item, counterparty, day, fen) in order of their booking, above zero opening and below zero settling.

    What settles names a counterparty or none: first its own, then the oldest of the item. More settled than opened stays as an
    amount below zero, so that the sum is always the ledger's.
    """
    waiting: dict[str, deque[Pending]] = defaultdict(deque)
    for item, party, on, fen in movements:
        queue = waiting[item]
        if fen >= 0 and not any(one.fen < 0 for one in queue):
            queue.append(Pending(item, party, on, fen))
            continue
        _settle(queue, Pending(item, party, on, fen))
    return sorted((one for queue in waiting.values() for one in queue if one.fen), key=lambda one: (one.since, one.item, one.party))


def _settle(queue: deque[Pending], by: Pending) -> None:
    """Let an amount meet those of the other sign, its own counterparty's first."""
    left = by.fen
    for own in (True, False):
        for at, one in enumerate(queue):
            if left and one.fen and (one.fen > 0) != (left > 0) and (one.party == by.party) is own:
                used = min(abs(one.fen), abs(left)) * (1 if left > 0 else -1)
                queue[at] = Pending(one.item, one.party, one.since, one.fen + used)
                left -= used
    if left:
        queue.append(Pending(by.item, by.party, by.since, left))
