"""What a re-issue means for the books: returned money paid again, or money that never reached the bank and is paid for the first time.

A line held back before hand-over cost the fund nothing. Whoever follows it is the first to be booked, under the kind it began with.
"""

from __future__ import annotations

from collections.abc import Iterable

from shebao.agency.payout.models import Line, Outcome, Withheld
from shebao.agency.store.columns import Column, among, read_rows


def first_kinds(line_ids: Iterable[int] | Column) -> dict[int, str]:
    """Of some lines, the re-issues of what the bank never saw → the kind of the line that first promised the amount."""
    kinds: dict[int, str] = {}
    before = dict(read_rows(Line.objects.filter(id__in=among(line_ids), reissue_of__isnull=False), "id", "reissue_of"))
    while before:
        unsent = Withheld.objects.filter(id__in=among(set(before.values()))).values("id")
        older = {line: (kind, again) for line, kind, again in read_rows(Line.objects.filter(id__in=unsent), "id", "kind", "reissue_of")}
        pairs = [(line, *older[parent]) for line, parent in before.items() if parent in older]
        kinds |= {line: kind for line, kind, again in pairs if again is None}
        before = {line: again for line, _, again in pairs if again is not None}
    return kinds


def first_lines(line_ids: Iterable[int] | Column) -> dict[int, int]:
    """Of some lines → the line that first promised the amount: themselves, or what they are the re-issue of, all the way back."""
    origin = {int(line): int(line) for line in line_ids}
    while before := dict(read_rows(Line.objects.filter(id__in=among(set(origin.values())), reissue_of__isnull=False), "id", "reissue_of")):
        origin = {line: before.get(first, first) for line, first in origin.items()}
    return origin


def paid_again(line_ids: Iterable[int]) -> set[int]:
    """Of returned lines, those of which the bank answered a re-issue, be it one that followed a re-issue held back."""
    settled: set[int] = set()
    latest = {line: line for line in line_ids}
    while latest:
        successors = dict(read_rows(Line.objects.filter(reissue_of__in=among(set(latest.values()))), "reissue_of", "id"))
        answered = {row[0] for row in read_rows(Outcome.objects.filter(line_id__in=among(successors.values())), "line_id")}
        followed = {line: successors[last] for line, last in latest.items() if last in successors}
        settled |= {line for line, last in followed.items() if last in answered}
        latest = {line: last for line, last in followed.items() if last not in answered}
    return settled
