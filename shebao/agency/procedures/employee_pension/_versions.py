"""What new versions of awards change, in words: a month's amount before and after, and the months that were paid by the version before."""

from __future__ import annotations

from collections.abc import Sequence

from shebao.agency.benefits import awards
from shebao.agency.matters.kind import RowNote
from shebao.agency.store.columns import int_column
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, months_between


def sums(scheme: str, versions: Sequence[awards.Award]) -> tuple[Fen, Fen]:
    """(what these people's awards come to in the month in which the versions begin, what the versions come to)."""
    return sum(_before(scheme, versions)), sum(version.awarded.total_fen for version in versions)


def _before(scheme: str, versions: Sequence[awards.Award]) -> list[Fen]:
    """Each person's amount by the version that now holds in the month in which the new one begins."""
    amounts = dict[int, Fen]()
    for month in sorted({version.effective_month for version in versions}):
        people = int_column(version.person_id for version in versions if version.effective_month == month)
        total = awards.in_force(people, scheme, month).amounts.total_fen
        amounts |= dict(zip(people.tolist(), total.tolist(), strict=True))
    return [amounts[version.person_id] for version in versions]


def revision_notes(scheme: str, versions: Sequence[awards.Award], month: Month) -> list[RowNote]:
    """What each version changes; flagged are months to be paid once, and an amount that falls."""
    notes = []
    for version, before in zip(versions, _before(scheme, versions), strict=True):
        after, late = version.awarded.total_fen, max(months_between(version.effective_month, month), 0)
        delta = after - before
        flags = [f"{late} 个月差额，每月 {grouped(delta)} 元"] if delta > 0 and late else []
        flags += [f"每月减少 {grouped(-delta)} 元，{late} 个月多发的须告知本人并追回"] if delta < 0 else []
        notes.append(RowNote(f"{grouped(before)} 元", f"{grouped(after)} 元", after, tuple(flags)))
    return notes
