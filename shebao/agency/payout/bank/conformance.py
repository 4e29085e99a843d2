"""The conformance pack: one order and answers to it, right ones as banks really send them and wrong ones, each with what must become of it.

A bank or whoever builds for one runs it against the layout it uses: its own program must take the order, and of every answer it
writes `check_answer` says what this product will say. The people, numbers and accounts belong to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from shebao.agency.payout.bank import Answer, Instruction, Layout, Order, Result, not_repeated
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused
from shebao.base.identity import luhn_digit

SENT_ON, ANSWERED_ON = date(2023, 5, 8), date(2023, 5, 9)
NAMES = ("甲一", "乙二小", "阿不都·热西提", "丙三", "欧阳丁四", "龴五")
NUMBER = "E00-resident-202305-regular-01-1"


class Case(NamedTuple):
    """One answer file: its name, what it tries, its bytes, and whether it must be taken."""

    name: str
    title: str
    content: bytes
    taken: bool


class Verdict(NamedTuple):
    """What became of an answer: how many payments it says arrived and came back, or why it is not taken."""

    taken: bool
    paid: int
    returned: int
    reason: str


def order_of_pack(rows: int = 12) -> Order:
    """The order that every answer of the pack is about; cards beside passbooks."""
    return Order(NUMBER, "resident", 202305, SENT_ON, tuple(_instruction(at) for at in range(rows)))


def _instruction(at: int) -> Instruction:
    card = f"990000{at:012d}"
    account = card + luhn_digit(card) if at % 3 else f"9900{at:013d}"
    return Instruction(10_000_001 + at, NAMES[at % len(NAMES)], account, "甲县农村商业银行", 13_977 + at * 1_001)


def cases(one: Layout) -> Iterator[Case]:
    """Every answer of the pack in one layout: those every layout has, and those of text files."""
    order = order_of_pack()
    yield from _right(one, order)
    yield from _wrong(one, order)
    if one.SUFFIX == "txt":
        yield from _transfers(one, order)


def check_answer(one: Layout, order: Order, content: bytes, *, today: date) -> Verdict:
    """What this product says of an answer to an order, without any database: form, sums, and every row against what was sent."""
    try:
        answer = one.read_answer(content)
    except Refused as refused:
        return Verdict(False, 0, 0, str(refused.finding.message))
    if answer.number != order.number:
        return Verdict(False, 0, 0, f"对应的是 {answer.number}，不是 {order.number}")
    if not order.made_on <= answer.returned_on <= today:
        return Verdict(False, 0, 0, f"回盘日期 {answer.returned_on.isoformat()} 早于送盘或晚于今天")
    if wrong := _differences(one, order, answer):
        return Verdict(False, 0, 0, "；".join(wrong[:3]))
    paid = sum(one.CODES[row.code].paid for row in answer.rows)
    return Verdict(True, paid, len(answer.rows) - paid, "")


def _differences(one: Layout, order: Order, answer: Answer) -> list[str]:
    sent, lacks, seen, wrong = {row.line_id: row for row in order.rows}, not_repeated(one), set(), []
    for at, row in enumerate(answer.rows, 1):
        mine = sent.get(row.line_id)
        if mine is None or row.line_id in seen:
            wrong.append(f"第{at}笔：指令 {row.line_id} {'重复' if mine else '不是本文件送出的'}")
            continue
        seen.add(row.line_id)
        pairs = (
            ("金额", row.amount_fen == mine.amount_fen),
            ("账号", row.account == mine.account),
            ("户名", row.holder == mine.holder or "holder" in lacks),
        )
        wrong += [f"第{at}笔：{what}与送出的不一致" for what, same in pairs if not same]
    return wrong if answer.rows else ["没有明细"]


def codes_of(one: Layout) -> tuple[str, list[str]]:
    """(the first code that says paid, every code that says not)."""
    return next(code for code, meaning in one.CODES.items() if meaning.paid), [
        code for code, meaning in one.CODES.items() if not meaning.paid
    ]


def answer_rows(one: Layout, order: Order, code: Callable[[int], str]) -> tuple[Result, ...]:
    """A result for each row of an order; code: by place."""
    lacks = not_repeated(one)
    return tuple(
        Result(row.line_id, "" if "holder" in lacks else row.holder, row.account, row.amount_fen, code(at))
        for at, row in enumerate(order.rows)
    )


def _right(one: Layout, order: Order) -> Iterator[Case]:
    good, bad = codes_of(one)
    rows = answer_rows(one, order, lambda at: bad[at % len(bad)] if at % 4 == 3 else good)
    everyone = answer_rows(one, order, lambda at: good)

    def made(*chosen: Result, day: date = ANSWERED_ON) -> bytes:
        return one.write_answer(Answer(order.number, day, chosen))

    yield Case("01-all-paid", "全部成功", made(*everyone), True)
    yield Case("02-some-returned", "有成功有退回，各种退回码", made(*rows), True)
    yield Case("03-all-returned", "全部退回", made(*answer_rows(one, order, lambda at: bad[0])), True)
    yield Case("04-first-half", "先回一半", made(*rows[: len(rows) // 2]), True)
    yield Case("05-second-half", "再回另一半", made(*rows[len(rows) // 2 :]), True)
    yield Case("06-other-order", "明细次序不同", made(*reversed(rows)), True)
    yield Case("07-one-row", "只有一笔", made(rows[0]), True)
    yield Case("08-same-day", "送盘当天回盘", made(*rows, day=SENT_ON), True)


def _wrong(one: Layout, order: Order) -> Iterator[Case]:
    good, _ = codes_of(one)
    rows = answer_rows(one, order, lambda at: good)

    def made(*chosen: Result, number: str = order.number, day: date = ANSWERED_ON) -> bytes:
        return one.write_answer(Answer(number, day, chosen))

    first, rest = rows[0], rows[1:]
    whole = made(*rows)
    yield Case("20-empty", "空文件", b"", False)
    yield Case("21-half", "只传了一半", whole[: len(whole) // 2], False)
    yield Case("22-other-file", "别的文件的回盘", made(*rows, number="E00-resident-202304-regular-01-9"), False)
    yield Case("23-before-sent", "回盘日期早于送盘", made(*rows, day=SENT_ON - timedelta(days=1)), False)
    yield Case("24-tomorrow", "回盘日期晚于今天", made(*rows, day=ANSWERED_ON + timedelta(days=400)), False)
    yield Case("25-amount", "一笔金额多一分", made(first._replace(amount_fen=first.amount_fen + 1), *rest), False)
    yield Case("26-account", "一笔账号换成另一笔的", made(first._replace(account=rest[0].account), *rest), False)
    if "holder" not in not_repeated(one):
        yield Case("27-holder", "一笔户名不同", made(first._replace(holder="张三"), *rest), False)
    yield Case("28-twice", "一笔出现两次", made(first, first, *rest), False)
    yield Case("29-unknown", "多出一笔没送过的", made(*rows, first._replace(line_id=99_999_999)), False)
    yield Case("30-an-order", "把报盘当回盘交回来", one.write_order(order), False)
    changed = whole.replace(str(first.line_id).encode(), str(first.line_id + 1).encode(), 1)
    if one.SUFFIX != "xlsx":
        yield Case("31-edited", "在文件里改过一个数字", changed, False)
    yield Case("32-another-kind", "一张图片", b"\x89PNG\r\n\x1a\n" + bytes(64), False)


def _transfers(one: Layout, order: Order) -> Iterator[Case]:
    """What transfers and banks' programs do to a text file that says nothing about money."""
    good, bad = codes_of(one)
    content = one.write_answer(Answer(order.number, ANSWERED_ON, answer_rows(one, order, lambda at: bad[0] if at == 5 else good)))
    text = content.decode("gb18030")
    yield Case("40-line-ends", "行尾只有换行", content.replace(b"\r\n", b"\n"), True)
    yield Case("41-old-line-ends", "行尾只有回车", content.replace(b"\r\n", b"\r"), True)
    yield Case("42-no-last-end", "最后一行没有行尾", content.removesuffix(b"\r\n"), True)
    yield Case("43-empty-lines", "末尾有空行", content + b"\r\n\r\n", True)
    yield Case("44-end-mark", "末尾有文件结束符", content + b"\x1a", True)
    yield Case("45-blanks", "每行末尾有空格", content.replace(b"\r\n", b" \r\n"), True)
    yield Case("46-utf-8-mark", "转成带标记的 UTF-8", text.encode("utf-8-sig"), True)
    yield Case("47-utf-16", "转成 UTF-16", text.encode("utf-16"), True)
    at = text.rindex("T")
    yield Case("48-capitals", "校验码是大写", (text[:at] + text[at:].upper()).encode("gb18030"), True)
    body = content[: content.rindex(b"T")].replace("龴".encode("gb18030"), b"\xfe\x59")
    tail = content[content.rindex(b"T") :]
    yield Case("49-table-of-2022", "户名用 GB 18030-2022 的编码", body + tail.replace(tail.strip()[-64:], sm3(body).encode()), True)
