"""The journal as a page: the head of the chain, the entries, and one entry with what it changed."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.pages import journal_words
from shebao.agency.pages.access import needs
from shebao.agency.pages.clock import shown
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.words import SUBJECTS, VERBS, word
from shebao.agency.staff import queries as staff
from shebao.base import months


@needs("journal.read")
def entries(request: HttpRequest) -> HttpResponse:
    """All entries, newest first."""
    listing = Listing(
        request,
        journal.listed(),
        name="journal",
        title="操作日志",
        key="seq",
        default_sort="-seq",
        exportable=False,
        choices=[
            Choice("verb", "动作", [(verb, word(verb, VERBS)) for verb in journal.verbs()], field="verb"),
            Choice("month", "月份", _months(), apply=lambda rows, value: rows.filter(business_day__startswith=value)),
            Choice("actor", "经办人", [(str(m.id), m.name) for m in staff.members()], field="actor_id"),
        ],
        columns=[
            Column("seq", "序号", "count", link=lambda row: reverse("journal_one", args=[row["seq"]])),
            Column("at", "时间", show=lambda row: Cell(row["when"], "nowrap")),
            Column("business_day", "业务日期"),
            Column("actor", "经办人"),
            Column("subject", "对象", show=_subject),
            Column("verb", "动作", show=lambda row: Cell(word(row["verb"], VERBS), href=reverse("journal_one", args=[row["seq"]]))),
            Column("row_count", "写入行数", "count"),
            Column("hash", "校验码", show=lambda row: Cell(row["entry_hash"][:16] + "…", "mono")),
        ],
        decorate=_decorate,
    )
    seq, chain_head = journal.head()
    return render(request, "desk/records/journal.html", {"list": listing.load(), "seq": seq, "chain_head": chain_head})


def _months() -> list[tuple[str, str]]:
    """The last two years, newest first."""
    now = months.month_of(installation.business_day())
    return [(months.month_text(month), months.month_title(month)) for month in (months.add_months(now, -back) for back in range(24))]


def _subject(row: Row) -> Cell:
    """What an entry is about, with the way to its page."""
    kind, one = row["subject_kind"], row["subject_id"]
    if not kind or one is None:
        return Cell("")
    pages = {"person": "people_one", "run": "payout_one", "voucher": "vouchers_one", "matter": "matters_one"}
    title = f"{word(kind, SUBJECTS)} {one}" if one else word(kind, SUBJECTS)
    return Cell(title, "nowrap", reverse(pages[kind], args=[one]) if kind in pages and one else "")


def _decorate(rows: list[Row]) -> None:
    names = staff.names(row["actor_id"] for row in rows)
    for row in rows:
        row["actor"] = names.get(row["actor_id"], "系统")
        row["when"] = shown(row["at"])


@needs("journal.read")
def one(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: who, when, what, and the links of the chain on both sides."""
    entry = or_missing(lambda: journal.entry(seq))
    body = json.loads(entry.body)
    return render(
        request,
        "desk/records/entry.html",
        {
            "entry": entry,
            "body": [(journal_words.field(name), journal_words.text(name, value)) for name, value in body.items()]
            if isinstance(body, dict)
            else [("", body)],
            "table": journal_words.table(entry.table_name) if entry.table_name else "",
            "actor": staff.names([entry.actor_id]).get(entry.actor_id or 0, "系统"),
            "subject": _subject({"subject_kind": entry.subject_kind, "subject_id": entry.subject_id}),
            "holds": journal.hash_of(entry) == entry.entry_hash,
        },
    )
