"""ISO 20022: orders as pain.001.001.09, answers as pain.002.001.10, each validated by its schema; amounts in yuan, CNY.

The instruction's number is EndToEndId; the file's number is MsgId and PmtInfId. An answer that is not final (ACCP, ACSP, PDNG) is no
answer yet: the file is not taken and says so. A group that was rejected as a whole names the bank's reason.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from shebao.agency.payout.bank import Answer, Code, Instruction, Order, Result
from shebao.agency.payout.bank.reading import damaged
from shebao.base.finding import refuse
from shebao.base.money import Fen, yuan_text
from shebao.documents.iso20022 import at, each, new_message, put, read_message, text_at, write_message

KEY = "iso20022"
TITLE = "ISO 20022（pain.001 / pain.002）"
SUFFIX = "xml"
ORDER, ANSWER = "pain.001.001.09", "pain.002.001.10"
CODES = {
    "ACSC": Code("成功", paid=True),
    "ACCC": Code("成功（收款行已入账）", paid=True),
    "BE01": Code("户名与账号不符", paid=False),
    "AC01": Code("账号不存在", paid=False),
    "AC04": Code("账户已销户", paid=False),
    "AC06": Code("账户已冻结", paid=False),
    "AC14": Code("账户类型不符", paid=False),
    "MS03": Code("银行没有说明原因", paid=False, same_account=True),
}
NOT_FINAL = {"ACCP", "ACSP", "ACTC", "ACWC", "PDNG", "RCVD", "PART"}
CURRENCY, UNSAID = "CNY", "NOTPROVIDED"
_LINE_ID = re.compile(r"[1-9][0-9]{0,14}")
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,12})(?:\.[0-9]{1,2})?")


def write_order(order: Order) -> bytes:
    """The pain.001 for the bank; the same order gives the same bytes."""
    root = new_message(ORDER)
    message = put(root, "CstmrCdtTrfInitn")
    count, total = str(len(order.rows)), yuan_text(sum(row.amount_fen for row in order.rows))
    group = put(message, "GrpHdr")
    for name, text in (("MsgId", order.number), ("CreDtTm", f"{order.made_on}T00:00:00"), ("NbOfTxs", count), ("CtrlSum", total)):
        put(group, name, text)
    put(group, "InitgPty/Nm", UNSAID)
    payment = put(message, "PmtInf")
    for name, text in (("PmtInfId", order.number), ("PmtMtd", "TRF"), ("NbOfTxs", count), ("CtrlSum", total)):
        put(payment, name, text)
    put(payment, "PmtTpInf/CtgyPurp/Prtry", f"{order.scheme} {order.month}")
    put(payment, "ReqdExctnDt/Dt", order.made_on.isoformat())
    put(payment, "Dbtr/Nm", UNSAID)
    put(payment, "DbtrAcct/Id/Othr/Id", UNSAID)
    put(payment, "DbtrAgt/FinInstnId/Nm", UNSAID)
    for line, holder, account, bank, fen in order.rows:
        row = put(payment, "CdtTrfTxInf")
        put(row, "PmtId/EndToEndId", str(line))
        put(row, "Amt/InstdAmt", yuan_text(fen), Ccy=CURRENCY)
        put(row, "CdtrAgt/FinInstnId/Nm", bank or UNSAID)
        put(row, "Cdtr/Nm", holder)
        put(row, "CdtrAcct/Id/Othr/Id", account)
    return write_message(root, ORDER)


def read_order(content: bytes) -> Order:
    """Read a pain.001 made by `write_order`; raises `Refused` where anything in it is not as written."""
    message = at(read_message(content, ORDER), "CstmrCdtTrfInitn")
    group, payment = at(message, "GrpHdr"), at(message, "PmtInf")
    rows = tuple(
        Instruction(
            _line_id(text_at(row, "PmtId/EndToEndId"), row),
            text_at(row, "Cdtr/Nm"),
            text_at(row, "CdtrAcct/Id/Othr/Id"),
            text_at(row, "CdtrAgt/FinInstnId/Nm").replace(UNSAID, ""),
            _fen(at(row, "Amt/InstdAmt")),
        )
        for row in each(payment, "CdtTrfTxInf")
    )
    for part, name in ((group, "GrpHdr"), (payment, "PmtInf")):
        _agree(part, "NbOfTxs", "CtrlSum", len(rows), sum(row.amount_fen for row in rows), name)
    scheme, _, month = text_at(payment, "PmtTpInf/CtgyPurp/Prtry").rpartition(" ")
    if not (month.isascii() and month.isdecimal()):
        damaged("用途里没有险种和月份", "PmtTpInf/CtgyPurp")
    made_on = date.fromisoformat(text_at(payment, "ReqdExctnDt/Dt"))
    return Order(text_at(group, "MsgId"), scheme, int(month), made_on, rows)


def write_answer(answer: Answer) -> bytes:
    """The pain.002 a bank would send; used by a bank's side of the exchange."""
    root = new_message(ANSWER)
    message = put(root, "CstmrPmtStsRpt")
    group = put(message, "GrpHdr")
    put(group, "MsgId", f"S{answer.returned_on:%Y%m%d}-{len(answer.rows)}")
    put(group, "CreDtTm", f"{answer.returned_on}T00:00:00")
    original = put(message, "OrgnlGrpInfAndSts")
    put(original, "OrgnlMsgId", answer.number)
    put(original, "OrgnlMsgNmId", ORDER)
    put(original, "OrgnlNbOfTxs", str(len(answer.rows)))
    put(original, "OrgnlCtrlSum", yuan_text(sum(row.amount_fen for row in answer.rows)))
    payment = put(message, "OrgnlPmtInfAndSts")
    put(payment, "OrgnlPmtInfId", answer.number)
    for line, holder, account, fen, code in answer.rows:
        row = put(payment, "TxInfAndSts")
        put(row, "OrgnlEndToEndId", str(line))
        put(row, "TxSts", code if CODES[code].paid else "RJCT")
        if not CODES[code].paid:
            put(row, "StsRsnInf/Rsn/Cd", code)
        said = put(row, "OrgnlTxRef")
        put(said, "Amt/InstdAmt", yuan_text(fen), Ccy=CURRENCY)
        put(said, "Cdtr/Pty/Nm", holder)
        put(said, "CdtrAcct/Id/Othr/Id", account)
    return write_message(root, ANSWER)


def read_answer(content: bytes) -> Answer:
    """Read a pain.002; raises `Refused` for one that is damaged, not final, or rejects the whole group, with the bank's reason."""
    message = at(read_message(content, ANSWER), "CstmrPmtStsRpt")
    original = at(message, "OrgnlGrpInfAndSts")
    elements = [row for payment in each(message, "OrgnlPmtInfAndSts") for row in each(payment, "TxInfAndSts")]
    if text_at(original, "GrpSts") == "RJCT" and not elements:
        reason = text_at(original, "StsRsnInf/Rsn/Cd") or "没有给代码"
        words = text_at(original, "StsRsnInf/AddtlInf")
        refuse(
            "payout.bank_rejected",
            f"银行整份拒收了这份文件（{reason}{f'：{words[:80]}' if words else ''}）",
            "请与银行查明原因；结果仍是未知。",
        )
    rows = tuple(_result(row) for row in elements)
    _agree(original, "OrgnlNbOfTxs", "OrgnlCtrlSum", len(rows), sum(row.amount_fen for row in rows), "OrgnlGrpInfAndSts")
    returned_on = datetime.fromisoformat(text_at(message, "GrpHdr/CreDtTm")).date()
    return Answer(text_at(original, "OrgnlMsgId"), returned_on, rows)


def _result(row: Any) -> Result:
    line, status = _line_id(text_at(row, "OrgnlEndToEndId"), row), text_at(row, "TxSts")
    if status in NOT_FINAL:
        damaged(f"指令 {line} 的状态是 {status}，银行还没有处理完", f"第{row.sourceline}行")
    code = (text_at(row, "StsRsnInf/Rsn/Cd") or "MS03") if status == "RJCT" else status
    if code not in CODES or CODES[code].paid != (status != "RJCT"):
        damaged(f"指令 {line} 的状态“{status} {code}”不在约定之内", f"第{row.sourceline}行")
    account, holder = text_at(row, "OrgnlTxRef/CdtrAcct/Id/Othr/Id"), text_at(row, "OrgnlTxRef/Cdtr/Pty/Nm")
    return Result(line, holder, account, _fen(at(row, "OrgnlTxRef/Amt/InstdAmt")), code)


def _line_id(text: str, row: Any) -> int:
    if not _LINE_ID.fullmatch(text):
        damaged(f"指令编号“{text}”不是数字", f"第{row.sourceline}行")
    return int(text)


def _fen(amount: Any) -> Fen:
    text = (amount.text or "").strip()
    if amount.get("Ccy") != CURRENCY or not _AMOUNT.fullmatch(text):
        damaged(f"金额“{text} {amount.get('Ccy')}”不是人民币元", f"第{amount.sourceline}行")
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")


def _agree(part: Any, count_at: str, sum_at: str, count: int, total: Fen, where: str) -> None:
    """Count and control sum, where the message states them, are those of its rows."""
    said, said_sum = text_at(part, count_at), at(part, sum_at)
    if said and int(said) != count:
        damaged(f"笔数写的是 {said}，明细是 {count}", where)
    if said_sum is not None:
        whole, _, cents = (said_sum.text or "").strip().partition(".")
        if int(whole or "0") * 100 + int(cents.ljust(2, "0") or "0") != total:
            damaged(f"金额写的是 {said_sum.text} 元，明细合计 {yuan_text(total)} 元", where)
