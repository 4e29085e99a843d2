"""The plain layout: lines of text in GB18030, fields parted by “|”, a header, a trailer with count, sum and SM3 digest.

Order   H|SHEBAO1|file number|scheme|month|date|count|sum     D|row|line id|holder|account|bank|amount     T|count|sum|digest
Answer  R|SHEBAO1|file number|date|count|paid count|paid sum  D|row|line id|holder|account|amount|code     T|count|sum|digest

Amounts are yuan with two decimals. The digest is SM3 over every byte before the trailer. Lines end with CR LF.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from shebao.agency.payout.bank import Answer, Code, Instruction, Order, Result
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.money import Fen, yuan_text
from shebao.base.months import month_text, parse_date, parse_month

KEY = "delimited"
TITLE = "竖线分隔文本（GB18030）"
CODES = {
    "00": Code("成功", paid=True),
    "01": Code("户名与账号不符", paid=False),
    "02": Code("账户已销户或冻结", paid=False),
    "03": Code("账号不存在", paid=False),
    "04": Code("账户类型不符", paid=False),
    "09": Code("银行系统原因未处理", paid=False, same_account=True),
}
VERSION, ENCODING, END, PART = "SHEBAO1", "gb18030", "\r\n", "|"
ADVICE = "文件未作任何处理。请与银行核对后重新取回原始文件，不要手工编辑。"


def write_order(order: Order) -> bytes:
    """The file for the bank; the same order gives the same bytes."""
    total = sum(row.amount_fen for row in order.rows)
    head = ("H", VERSION, order.number, order.scheme, month_text(order.month), order.made_on.isoformat(), str(len(order.rows)), yuan_text(total))
    rows = [("D", str(i), str(row.line_id), row.holder, row.account, row.bank, yuan_text(row.amount_fen)) for i, row in enumerate(order.rows, 1)]
    return _sealed([head, *rows], len(order.rows), total)


def write_answer(answer: Answer) -> bytes:
    """The file a bank would send; used by a bank's side of the exchange and by the demonstration."""
    paid = [row.amount_fen for row in answer.rows if CODES[row.code].paid]
    head = ("R", VERSION, answer.number, answer.returned_on.isoformat(), str(len(answer.rows)), str(len(paid)), yuan_text(sum(paid)))
    rows = [("D", str(i), str(row.line_id), row.holder, row.account, yuan_text(row.amount_fen), row.code) for i, row in enumerate(answer.rows, 1)]
    return _sealed([head, *rows], len(answer.rows), sum(row.amount_fen for row in answer.rows))


def read_order(content: bytes) -> Order:
    """Read a file made by `write_order`; raises `Refused` where anything in it is not as written."""
    head, rows, amounts = _opened(content, "H", 8, 7)
    month = parse_month(head[4], "第1行第5项")
    made_on = parse_date(head[5], "第1行第6项")
    found = tuple([Instruction(_line_id(r, i), r[3], r[4], r[5], fen) for i, (r, fen) in enumerate(zip(rows, amounts, strict=True), 2)])
    _agree(len(found), head[6], "第1行", "笔数")
    _agree_sum(sum(amounts), head[7], "第1行", "金额")
    return Order(head[2], head[3], month, made_on, found)


def read_answer(content: bytes) -> Answer:
    """Read a return file; raises `Refused` saying where it is damaged: encoding, trailer, counts, sums, digest, fields."""
    head, rows, amounts = _opened(content, "R", 7, 7)
    returned_on = parse_date(head[3], "第1行第4项")
    found = []
    for i, (r, fen) in enumerate(zip(rows, amounts, strict=True), 2):
        if r[6] not in CODES:
            _damaged(f"结果码“{r[6]}”不在约定之内", f"第{i}行第7项")
        found.append(Result(_line_id(r, i), r[3], r[4], fen, r[6]))
    good = {code for code, meaning in CODES.items() if meaning.paid}
    paid = [row.amount_fen for row in found if row.code in good]
    _agree(len(found), head[4], "第1行", "笔数")
    _agree(len(paid), head[5], "第1行", "成功笔数")
    _agree_sum(sum(paid), head[6], "第1行", "成功金额")
    return Answer(head[2], returned_on, tuple(found))


def _sealed(lines: Sequence[Sequence[str]], count: int, total: Fen) -> bytes:
    for line in lines:
        assert not any(PART in cell or "\r" in cell or "\n" in cell for cell in line), f"a field holds a separator: row {line[1]}"
    body = "".join(PART.join(line) + END for line in lines).encode(ENCODING)
    return body + f"T{PART}{count}{PART}{yuan_text(total)}{PART}{sm3(body)}{END}".encode(ENCODING)


def _opened(content: bytes, kind: str, head_fields: int, row_fields: int) -> tuple[list[str], list[list[str]], list[Fen]]:
    """Header, rows and amounts of a file whose trailer, counts, sum and digest agree with its content."""
    if not content:
        _damaged("文件是空的", "文件")
    try:
        text = content.decode(ENCODING)
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start].count(END.encode())
        _damaged("文件编码不是 GB18030", f"第{before + 1}行")
    if not text.endswith(END):
        _damaged("文件末尾不完整，可能只传了一半", "文件末尾")
    lines = [line.split(PART) for line in text[: -len(END)].split(END)]
    if lines[0][0] != kind or len(lines[0]) != head_fields or lines[0][1] != VERSION:
        _damaged("首行不是约定的文件头（编码或格式不对）", "第1行")
    if lines[-1][0] != "T" or len(lines[-1]) != 4:
        _damaged("没有尾行，可能只传了一半", f"第{len(lines)}行")
    rows = lines[1:-1]
    for i, row in enumerate(rows, 2):
        if row[0] != "D" or len(row) != row_fields:
            _damaged("不是约定的明细行", f"第{i}行")
        if row[1] != str(i - 1):
            _damaged(f"行序号应为 {i - 1}，实为“{row[1]}”", f"第{i}行第2项")
    last = f"第{len(lines)}行"
    amount_at = 6 if kind == "H" else 5
    _agree(len(rows), lines[-1][1], last, "笔数")
    amounts = [_amount(row[amount_at], i, amount_at + 1) for i, row in enumerate(rows, 2)]
    _agree_sum(sum(amounts), lines[-1][2], last, "金额")
    body = content[: content.rindex(b"T" + PART.encode())]
    if sm3(body) != lines[-1][3]:
        _damaged("校验码与内容不符，文件被改动过", last)
    return lines[0], rows, amounts


def _is_whole(text: str) -> bool:
    """Plain digits without a leading zero; half a million of these are asked of one file, so no pattern is matched."""
    return text.isascii() and text.isdigit() and (text[0] != "0" or text == "0")


def _line_id(row: Sequence[str], i: int) -> int:
    text = row[2]
    if not _is_whole(text) or len(text) > 15:
        _damaged(f"指令编号“{text}”不是数字", f"第{i}行第3项")
    return int(text)


def _amount(text: str, i: int, field: int) -> Fen:
    yuan, cents = text[:-3], text[-2:]
    if text[-3:-2] != "." or not _is_whole(yuan) or not (cents.isascii() and cents.isdigit()) or len(text) > 16:
        _damaged(f"金额“{text}”不是两位小数的元", f"第{i}行第{field}项")
    return int(yuan + cents)


def _agree(found: int, said: str, where: str, what: str) -> None:
    if str(found) != said:
        _damaged(f"{what}写的是 {said}，明细是 {found}", where)


def _agree_sum(found: Fen, said: str, where: str, what: str) -> None:
    if yuan_text(found) != said:
        _damaged(f"{what}写的是 {said} 元，明细合计 {yuan_text(found)} 元", where)


def _damaged(message: str, where: str) -> NoReturn:
    refuse("payout.bank_file", message, ADVICE, where)
