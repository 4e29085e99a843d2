"""The steps of a matter by the key of its kind: what pages, commands and the demonstration call."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.matters import actions as engine
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Kind, Payload
from shebao.agency.matters.transitions import OPEN
from shebao.agency.public import queries as public
from shebao.base.finding import refuse

from .catalogue import kind
from .counter_warnings import check_reason
from .rows import RowTable, row_table
from .trial import earnest
from .wording import difference_text


def preview(key: str, payload: Payload, *, day: date) -> list[Change]:
    """What a request would change, without keeping anything; refused as `submit` would be."""
    one = kind(key)
    return one.preview(one.check(payload, day))


def headed(key: str, payload: Payload, *, day: date) -> tuple[str, list[Change], RowTable | None]:
    """As `preview`, with the title the matter would have (for one person it begins with the name) and its list row by row."""
    one = kind(key)
    content = one.check(payload, day)
    return one.heading(content), one.preview(content), row_table(one, content)


def looked_at(matter_id: int, payload: Payload, *, day: date) -> tuple[list[Change], list[Change], RowTable | None]:
    """(what a returned matter put right would change, what it asks for differently than before it was sent back, its list)."""
    one, detail = _kind(matter_id), matters.matter(matter_id)
    assert detail is not None
    content = one.check(payload, day)
    return (
        one.preview(content),
        difference_text(one, engine.differing(one, matter_id, content), detail.payload, content),
        row_table(one, content),
    )


def rows_of(matter_id: int, *, most: int | None = None) -> RowTable | None:
    """The list of a matter row by row, masked; what each row changes is told only as long as it is not changed."""
    detail = matters.matter(matter_id)
    return row_table(_kind(matter_id), engine.content(matter_id), told=detail is not None and detail.row.state in OPEN, most=most)


def submit(key: str, payload: Payload, *, by: By, comment: str = "") -> int:
    """Accept a request of a kind; the matter's id. Refused where a screening rule hit and nobody says why it is accepted all the same."""
    with transaction.atomic():
        matter_id = engine.submit(kind(key), payload, by=by, comment=comment)
        check_reason(_previewed(matter_id), comment)
    return matter_id


def review(matter_id: int, *, by: By, digest: str | None = None, comment: str = "") -> None:
    """The second person of a high-risk matter finds it right. Refused where the one who sent it in from home wants it back."""
    with transaction.atomic():
        take_turn()
        _check_wanted(matter_id)
        engine.review(_kind(matter_id), matter_id, by=by, digest=digest, comment=comment)


def approve(matter_id: int, *, by: By, digest: str | None = None, comment: str = "") -> Any:
    """Approve and apply; what the kind's `apply` returns. Refused where the one who sent it in from home wants it back."""
    with transaction.atomic():
        take_turn()
        _check_wanted(matter_id)
        return engine.approve(_kind(matter_id), matter_id, by=by, digest=digest, comment=comment)


def _check_wanted(matter_id: int) -> None:
    if public.withdrawal_asked(matter_id):
        refuse("matters.unwanted", "申请人已经要求撤回这件事", "请退回受理人，由受理人撤回。")


def send_back(matter_id: int, *, by: By, reason: str) -> None:
    """Return a matter to its maker."""
    engine.send_back(_kind(matter_id), matter_id, by=by, reason=reason)


def withdraw(matter_id: int, *, by: By, reason: str) -> None:
    """The maker takes a request back."""
    engine.withdraw(_kind(matter_id), matter_id, by=by, reason=reason)


def resubmit(matter_id: int, payload: Payload, *, by: By, comment: str = "") -> None:
    """The maker puts a returned matter right; a screening rule that hits wants its reason again."""
    with transaction.atomic():
        engine.resubmit(_kind(matter_id), matter_id, payload, by=by, comment=comment)
        check_reason(_previewed(matter_id), comment)


def carry_through(key: str, payload: Payload, *, day: date, maker_id: int, reviewer_id: int, approver_id: int) -> Any:
    """Take a request through all its steps on one day with the people it needs; what `apply` returns. For demonstrations and tests."""
    one = kind(key)
    matter_id = engine.submit(one, payload, by=By(maker_id, day))
    at = journal.head()[0] if earnest() else 0
    if one.risk == "low":
        return engine.approve(one, matter_id, by=By(reviewer_id, day), previewed_at=at)
    engine.review(one, matter_id, by=By(reviewer_id, day))
    # The review is one entry of the journal, and changes nothing that a preview looks at.
    return engine.approve(one, matter_id, by=By(approver_id, day), previewed_at=at and at + 1)


def _previewed(matter_id: int) -> list[Change]:
    detail = matters.matter(matter_id)
    return [] if detail is None else [Change(*change) for change in detail.preview]


def _kind(matter_id: int) -> Kind:
    key = matters.kind_of(matter_id)
    if key is None:
        refuse("matters.unknown", f"没有编号为 {matter_id} 的办件", "请从办件列表进入。")
    return kind(key)
