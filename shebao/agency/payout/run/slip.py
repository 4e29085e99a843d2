"""The bank's slip beside its answer: a total entered apart, from paper, by another person; an answer file that says otherwise is not taken.

The digest at the end of an answer file has no key, so whoever has the file can write another one. They cannot write the slip.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import post
from shebao.agency.journal.by import By
from shebao.agency.payout.models import BankSlip, Run
from shebao.agency.payout.run import states
from shebao.agency.staff.queries import require, same_person
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped

LONGEST_NUMBER = 40


class Slip(NamedTuple):
    """What the bank's slip says: its number, how many payments arrived, how much."""

    number: str
    paid_lines: int
    paid_fen: Fen


def enter_slip(run_id: int, slip: Slip, *, by: By) -> BankSlip:
    """Enter the bank's slip of a run that was handed over, before its answer file is taken in."""
    require(by.member_id, "bank_file.review")
    with transaction.atomic():
        run = states.turn(run_id, states.SUBMITTED, states.SETTLED, verb="录入银行回单")
        number = slip.number.strip()
        if not number or len(number) > LONGEST_NUMBER:
            refuse("payout.slip", f"没有填写回单编号，或超过 {LONGEST_NUMBER} 个字", "请按银行回单上的编号填写。", "number")
        sent = run.bank_file
        if not (
            0 <= slip.paid_lines <= sent.lines and 0 <= slip.paid_fen <= sent.amount_fen and bool(slip.paid_lines) == bool(slip.paid_fen)
        ):
            refuse(
                "payout.slip",
                f"回单的笔数或金额不可能：本批送盘 {sent.lines} 笔 {grouped(sent.amount_fen)} 元",
                "请按银行回单重新填写到账笔数和金额。",
                "paid_lines",
            )
        if BankSlip.objects.filter(run=run, number=number).exists():
            refuse("payout.slip_twice", f"回单 {number} 已经录入", "每份回单只录入一次。", "number")
        row = (next_id(BankSlip), run.pk, number, slip.paid_lines, slip.paid_fen, by.member_id)
        post(
            BankSlip,
            BankSlip.SEALED,
            [row],
            "payout.slip",
            by=by,
            subject=("run", run.pk),
            body={"number": number, "paid_lines": slip.paid_lines, "paid_fen": slip.paid_fen},
        )
        return BankSlip.objects.get(pk=row[0])


def matching_slip(run: Run, paid_lines: int, paid_fen: Fen, *, actor_id: int) -> BankSlip:
    """The slip that says what an answer says, not used yet and entered by another person; raises `Refused` where there is none."""
    unused = BankSlip.objects.filter(run=run, return_files=None).order_by("id")
    slip = unused.filter(paid_lines=paid_lines, paid_fen=paid_fen).first()
    if slip is None:
        entered = "；".join(f"{other.number}：到账 {other.paid_lines} 笔 {grouped(other.paid_fen)} 元" for other in unused[:3]) or "没有"
        refuse(
            "payout.slip_differs",
            f"回盘文件到账 {paid_lines} 笔 {grouped(paid_fen)} 元，没有与它一致的银行回单（已录入未使用的：{entered}）",
            "请财务复核按银行纸质回单录入到账笔数和金额；两边不一致的，立即与银行核对，文件未作任何处理。",
        )
    if same_person(slip.member_id, actor_id):
        refuse("payout.own", "录入回单的人不能自己导入回盘", "请由财务经办导入。", source="社会保险经办条例 第37条")
    return slip
