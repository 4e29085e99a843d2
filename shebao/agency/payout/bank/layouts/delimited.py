"""The plain layout: lines of text in GB18030, fields parted by “|”, a header, a trailer with count, sum and SM3 digest.

Order   H|SHEBAO1|file number|scheme|month|date|count|sum     D|row|line id|holder|account|bank|amount     T|count|sum|digest
Answer  R|SHEBAO1|file number|date|count|paid count|paid sum  D|row|line id|holder|account|amount|code     T|count|sum|digest

Amounts are yuan with two decimals. The digest is SM3 over every byte before the trailer. Lines end with CR LF; what a transfer
makes of them (`reading`) is read too.
A file holds up to half a million rows, so it is read and checked by columns; where a column is not as agreed, its rows
are gone through one by one to say which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from shebao.agency.payout.bank import Answer, Code, Instruction, Order, Result
from shebao.agency.payout.bank.reading import END, as_text
from shebao.agency.payout.bank.reading import damaged as _damaged
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.money import Fen, yuan_text, yuan_texts
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
SUFFIX = "txt"
VERSION, ENCODING, PART = "SHEBAO1", "gb18030", "|"
_ROW_FIELDS = 7
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,12})\.[0-9]{2}")
_LINE_ID = re.compile(r"0|[1-9][0-9]{0,14}")
_AMOUNTS, _LINE_IDS = (re.compile(rf"(?:(?:{one.pattern})\n)*") for one in (_AMOUNT, _LINE_ID))


class Opened(NamedTuple):
    """A file taken apart: its header, its columns of text (line id, then the four after it), and the amounts in fen."""

    head: list[str]
    line_ids: list[int]
    columns: tuple[list[str], ...]
    amounts: list[Fen]


def write_order(order: Order) -> bytes:
    """The file for the bank; the same order gives the same bytes."""
    total = sum(row.amount_fen for row in order.rows)
    head = (
        "H",
        VERSION,
        order.number,
        order.scheme,
        month_text(order.month),
        order.made_on.isoformat(),
        str(len(order.rows)),
        yuan_text(total),
    )
    amounts = yuan_texts([row.amount_fen for row in order.rows])
    rows = [
        f"D|{i}|{line}|{holder}|{account}|{bank}|{amount}"
        for i, ((line, holder, account, bank, _), amount) in enumerate(zip(order.rows, amounts, strict=True), 1)
    ]
    return _sealed(head, rows, total)


def write_answer(answer: Answer) -> bytes:
    """The file a bank would send; used by a bank's side of the exchange and by the demonstration."""
    paid = [row.amount_fen for row in answer.rows if CODES[row.code].paid]
    head = ("R", VERSION, answer.number, answer.returned_on.isoformat(), str(len(answer.rows)), str(len(paid)), yuan_text(sum(paid)))
    amounts = yuan_texts([row.amount_fen for row in answer.rows])
    rows = [
        f"D|{i}|{line}|{holder}|{account}|{amount}|{code}"
        for i, ((line, holder, account, _, code), amount) in enumerate(zip(answer.rows, amounts, strict=True), 1)
    ]
    return _sealed(head, rows, sum(row.amount_fen for row in answer.rows))


def read_order(content: bytes) -> Order:
    """Read a file made by `write_order`; raises `Refused` where anything in it is not as written."""
    file = _opened(content, "H", 8, amount_at=6)
    holders, accounts, banks, _ = file.columns
    month = parse_month(file.head[4], "第1行第5项")
    made_on = parse_date(file.head[5], "第1行第6项")
    _agree(len(file.amounts), file.head[6], "第1行", "笔数")
    _agree_sum(sum(file.amounts), file.head[7], "第1行", "金额")
    return Order(
        file.head[2],
        file.head[3],
        month,
        made_on,
        tuple(map(Instruction._make, zip(file.line_ids, holders, accounts, banks, file.amounts, strict=True))),
    )


def read_answer(content: bytes) -> Answer:
    """Read a return file; raises `Refused` saying where it is damaged: encoding, trailer, counts, sums, digest, fields."""
    file = _opened(content, "R", 7, amount_at=5)
    holders, accounts, _, codes = file.columns
    returned_on = parse_date(file.head[3], "第1行第4项")
    if not CODES.keys() >= set(codes):
        i, code = next((i, code) for i, code in enumerate(codes, 2) if code not in CODES)
        _damaged(f"结果码“{code}”不在约定之内", f"第{i}行第7项")
    good = {code for code, meaning in CODES.items() if meaning.paid}
    paid = [fen for fen, code in zip(file.amounts, codes, strict=True) if code in good]
    _agree(len(codes), file.head[4], "第1行", "笔数")
    _agree(len(paid), file.head[5], "第1行", "成功笔数")
    _agree_sum(sum(paid), file.head[6], "第1行", "成功金额")
    return Answer(
        file.head[2], returned_on, tuple(map(Result._make, zip(file.line_ids, holders, accounts, file.amounts, codes, strict=True)))
    )


def _sealed(head: Sequence[str], rows: Sequence[str], total: Fen) -> bytes:
    text = END.join((PART.join(head), *rows)) + END
    separators = len(head) - 1 + len(rows) * (_ROW_FIELDS - 1)
    if text.count(PART) != separators or not text.count("\r") == text.count("\n") == len(rows) + 1:
        _refuse_field(rows)
    body = text.encode(ENCODING)
    return body + f"T{PART}{len(rows)}{PART}{yuan_text(total)}{PART}{sm3(body)}{END}".encode(ENCODING)


def _opened(content: bytes, kind: str, head_fields: int, *, amount_at: int) -> Opened:
    """A file whose trailer, counts, sum and digest agree with its content."""
    text = as_text(content, ENCODING)
    lines = text.lines
    head, tail = lines[0].split(PART), lines[-1].split(PART)
    if head[0] != kind or len(head) != head_fields or head[1] != VERSION:
        _damaged("首行不是约定的文件头（编码或格式不对）", "第1行")
    if tail[0] != "T" or len(tail) != 4:
        _damaged("没有尾行，可能只传了一半", f"第{len(lines)}行")
    columns = _columns(lines[1:-1])
    last = f"第{len(lines)}行"
    _agree(len(columns[0]), tail[1], last, "笔数")
    amounts = _whole(columns[amount_at], _AMOUNTS, _AMOUNT, "金额“{}”不是两位小数的元", amount_at + 1)
    _agree_sum(sum(amounts), tail[2], last, "金额")
    if not text.digest_fits(tail[3], "T" + PART):
        _damaged("校验码与内容不符，文件被改动过", last)
    return Opened(head, _whole(columns[2], _LINE_IDS, _LINE_ID, "指令编号“{}”不是数字", 3), tuple(columns[3:]), amounts)


def _columns(rows: Sequence[str]) -> list[list[str]]:
    """The seven columns of the rows between header and trailer, whose first two are “D” and the row's number."""
    if not rows:
        return [[] for _ in range(_ROW_FIELDS)]
    cells = PART.join(rows).split(PART)
    whole = {row.count(PART) for row in rows} == {_ROW_FIELDS - 1}
    if not whole or set(cells[::_ROW_FIELDS]) != {"D"} or cells[1::_ROW_FIELDS] != list(map(str, range(1, len(rows) + 1))):
        for i, row in enumerate((row.split(PART) for row in rows), 2):
            if row[0] != "D" or len(row) != _ROW_FIELDS:
                _damaged("不是约定的明细行", f"第{i}行")
            if row[1] != str(i - 1):
                _damaged(f"行序号应为 {i - 1}，实为“{row[1]}”", f"第{i}行第2项")
    return [cells[at::_ROW_FIELDS] for at in range(_ROW_FIELDS)]


def _whole(texts: Sequence[str], all_of: re.Pattern[str], one: re.Pattern[str], complaint: str, field: int) -> list[int]:
    """A column of numbers without their decimal point; refused at the first that does not match `one`."""
    listed = "".join([text + "\n" for text in texts])
    if listed.count("\n") != len(texts) or not all_of.fullmatch(listed):
        i, wrong = next((i, text) for i, text in enumerate(texts, 2) if not one.fullmatch(text))
        _damaged(complaint.format(wrong), f"第{i}行第{field}项")
    return list(map(int, listed.replace(".", "").split()))


def _agree(result: int, said: str, where: str, what: str) -> None:
    if str(result) != said:
        _damaged(f"{what}写的是 {said}，明细是 {result}", where)


def _agree_sum(result: Fen, said: str, where: str, what: str) -> None:
    if yuan_text(result) != said:
        _damaged(f"{what}写的是 {said} 元，明细合计 {yuan_text(result)} 元", where)


def _refuse_field(rows: Sequence[str]) -> None:
    """Say of which line a field holds what divides fields or lines."""
    for row in rows:
        if row.count(PART) != _ROW_FIELDS - 1 or "\r" in row or "\n" in row:
            _, _, line, holder, *_ = row.split(PART)
            refuse(
                "payout.field",
                f"指令 {line}（{holder}）的户名、账号或开户行里有“|”或换行，银行文件用它分隔栏目",
                "请办理“变更银行账户”，改正这个人的开户行或户名，再重新制盘；其他人不受影响。",
            )
