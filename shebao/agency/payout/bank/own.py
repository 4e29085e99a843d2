"""Layouts of this agency's own bank: described in YAML, entered by one of finance, confirmed by the other after a trial, kept for ever.

A file that was sent must be made again byte for byte years later, so a described layout is never edited: a new text is a new layout.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import post
from shebao.agency.journal.by import By
from shebao.agency.payout.layout_models import BankLayout, LayoutConfirmed
from shebao.agency.staff.queries import require, same_person
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused, refuse

from .described import Described
from .described.description import read_description

PREFIX = "own-"


class OwnLayout(NamedTuple):
    """A described layout as a page shows it."""

    id: int
    key: str
    title: str
    content: str
    member_id: int
    confirmed_by: int | None


def own_layouts() -> list[OwnLayout]:
    """Every layout that was entered here, the newest first."""
    confirmed = dict(LayoutConfirmed.objects.values_list("id", "member_id"))
    rows = BankLayout.objects.order_by("-id").values_list("id", "title", "content", "member_id")
    return [OwnLayout(key, f"{PREFIX}{key}", title, content, member, confirmed.get(key)) for key, title, content, member in rows]


def confirmed() -> dict[str, Described]:
    """The layouts that files may be written in, by key."""
    rows = BankLayout.objects.filter(id__in=LayoutConfirmed.objects.values("id")).order_by("id").values_list("id", "content")
    return {f"{PREFIX}{key}": _described(key, content) for key, content in rows}


@lru_cache(maxsize=64)
def _described(key: int, content: str) -> Described:
    return Described(f"{PREFIX}{key}", read_description(content))


def enter_layout(content: str, *, by: By) -> BankLayout:
    """Enter a description; raises `Refused` where it is none, or stands here already."""
    require(by.member_id, "bank_file.create")
    content = content.replace("\r\n", "\n").strip() + "\n"
    description = read_description(content)
    with transaction.atomic():
        for other in BankLayout.objects.order_by("id"):
            if other.content == content:
                refuse("payout.layout_twice", f"同样的格式说明已经登记（第 {other.pk} 号）", "不用再登记；还没有确认的请由另一人确认。")
        row = (next_id(BankLayout), description.name, content, by.member_id)
        body = {"title": description.name, "digest": sm3(content.encode())}
        post(BankLayout, BankLayout.SEALED, [row], "payout.layout", by=by, subject=("bank_layout", row[0]), body=body)
        return BankLayout.objects.get(pk=row[0])


def confirm_layout(layout_id: int, *, by: By) -> None:
    """Let files be written in a described layout; by somebody else than who entered it."""
    require(by.member_id, "bank_file.review")
    with transaction.atomic():
        row = BankLayout.objects.filter(pk=layout_id).first()
        if row is None or LayoutConfirmed.objects.filter(pk=layout_id).exists():
            refuse("payout.layout", f"第 {layout_id} 号格式没有登记，或已经确认", "请从“银行文件格式”页面操作。")
        if same_person(row.member_id, by.member_id):
            refuse("payout.own", "登记格式的人不能自己确认", "请由基金财务复核岗试过以后确认。", source="社会保险经办条例 第37条")
        post(
            LayoutConfirmed,
            LayoutConfirmed.SEALED,
            [(layout_id, by.member_id)],
            "payout.layout_confirm",
            by=by,
            subject=("bank_layout", layout_id),
            body={"title": row.title, "digest": sm3(row.content.encode())},
        )


def check_layouts() -> tuple[int, list[str]]:
    """Every layout entered here can still be read, and was confirmed by another person than who entered it."""
    rows, problems = own_layouts(), []
    for row in rows:
        try:
            _described(row.id, row.content)
        except Refused as refused:
            problems.append(f"银行文件格式{row.id}（{row.title}）：{refused.finding.message}。")
        if row.confirmed_by is not None and same_person(row.member_id, row.confirmed_by):
            problems.append(f"银行文件格式{row.id}（{row.title}）：登记和确认是同一人。")
    known = {row.id for row in rows}
    loose = LayoutConfirmed.objects.exclude(id__in=known).values_list("id", flat=True)
    return len(rows), problems + [f"银行文件格式{key}：有确认，没有登记。" for key in loose]
