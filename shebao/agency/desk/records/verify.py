"""Holding a printed document against the records: the text of its QR code, compared field by field. Open to everyone; shows no person."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.accounts import records, statements
from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.payout import queries as payout
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.base.money import grouped
from shebao.base.months import month_title

SHEET, RUN, PAPER = "SHEBAO-SHEET", "SHEBAO-RUN", "SHEBAO-PAPER"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison says: a heading, whether it agrees, and what was compared."""

    title: str
    agrees: bool
    lines: tuple[tuple[str, bool], ...] = ()


@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and the verdict on what was pasted."""
    said = request.GET.get("said", "").strip()
    return render(request, "desk/records/verify.html", {"said": said, "verdict": _verdict(said) if said else None})


def _verdict(said: str) -> Verdict:
    parts = said.split("|")
    number = whole_number(parts[1]) if len(parts) > 1 else None
    if number is not None and parts[0] == SHEET and len(parts) == 5:
        return _sheet(number, parts[2], parts[3], parts[4])
    if number is not None and parts[0] == RUN and len(parts) == 7:
        return _run(number, parts[2:])
    if parts[0] == PAPER and len(parts) == 6:
        return _paper(parts[1], [whole_number(part) for part in parts[2:5]], parts[5])
    return Verdict("这不是本机构打印的核对内容。请完整粘贴二维码里的文字。", agrees=False)


def _paper(kind: str, numbers: list[int | None], code: str) -> Verdict:
    """A statement or certificate: its code, and whether it was declared void; nothing of the person is shown."""
    record, person, fen = numbers
    if record is None or person is None or fen is None or kind not in (statements.STATEMENT, statements.CERTIFICATE):
        return Verdict("这不是本机构打印的核对内容。请完整粘贴二维码里的文字。", agrees=False)
    if kind == statements.STATEMENT:
        issue = next((row for row in statements.issues() if row.id == record), None)
        title, void = (f"{issue.year} 年度个人权益记录单", issue.void) if issue else ("", True)
    else:
        title, void = f"证明第 {record} 号", record in records.void_certificates()
    genuine = hmac.compare_digest(code, statements.code_of(kind, record, person, fen))
    lines = [("核验码", genuine), ("没有作废", not void)]
    if kind == statements.STATEMENT:
        lines.append((f"年末储存额 {grouped(fen)} 元", genuine))
    return _of(title or f"编号 {record}", tuple(lines))


def _sheet(decision_id: int, total: str, digest: str, head: str) -> Verdict:
    try:
        result = benefits.sheet(decision_id)
    except Refused:
        return Verdict(f"没有编号为 {decision_id} 的核定。", agrees=False)
    decision = result["decision"]
    entry = journal.entry(decision["entry_id"])
    lines = (
        ("每月合计", total == str(decision["total_fen"])),
        ("核定表校验码", digest == result["digest"]),
        ("日志校验码", entry is not None and head == entry.entry_hash),
    )
    return _of(f"核定编号 {decision_id}", lines)


def _run(run_id: int, said: list[str]) -> Verdict:
    try:
        run = payout.run(run_id)
    except Refused:
        return Verdict(f"没有编号为 {run_id} 的发放批次。", agrees=False)
    held = [str(run.month), str(run.lines), str(run.amount_fen), run.digest, run.chain_head]
    titles = ("发放月", "笔数", "金额", "封存校验码", "日志链头")
    name = f"{month_title(run.month)}发放审批表，{run.lines} 笔、{grouped(run.amount_fen)} 元" if said == held else f"发放批次 {run_id}"
    return _of(name, tuple((title, a == b) for title, a, b in zip(titles, said, held, strict=True)))


def _of(name: str, lines: tuple[tuple[str, bool], ...]) -> Verdict:
    agrees = all(same for _, same in lines)
    return Verdict(f"{name}：{'与记录一致' if agrees else '与记录不一致，这份文件被改动过或不是本机构打印'}。", agrees, lines)
