"""Every layout of a bank's files is one internal model in other clothes: what is written is read back the same, whatever a transfer did to it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from shebao.agency.payout import bank
from shebao.agency.payout.bank import Answer, Instruction, Layout, Order, Result
from shebao.agency.payout.bank.described.description import read_description
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused
from tests.world.calendar import MAY, MAY_DAY

KEYS = ("delimited", "fixed_width", "iso20022", "spreadsheet")
NAMES = ("甲一", "王小明", "阿不都·热西提", "欧阳龴", "张㛃")


def order_of(rows: int = 7) -> Order:
    pick = random.Random(20230508)
    return Order(
        "E00-resident-202305-regular-01-3",
        "resident",
        MAY,
        MAY_DAY,
        tuple(
            Instruction(
                30_000_000 + i,
                NAMES[i % len(NAMES)],
                f"{6210000000000000000 + i}" if i % 3 else f"8801{i:011d}",
                "甲县农商行",
                pick.randint(1, 10**7),
            )
            for i in range(rows)
        ),
    )


def answer_of(one: Layout, order: Order) -> Answer:
    bad = next(code for code, meaning in one.CODES.items() if not meaning.paid)
    good = next(code for code, meaning in one.CODES.items() if meaning.paid)
    rows = tuple(
        Result(row.line_id, row.holder, row.account, row.amount_fen, bad if at % 3 == 1 else good) for at, row in enumerate(order.rows)
    )
    return Answer(order.number, date(2023, 5, 9), rows)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_written_is_read_back_and_the_same_order_gives_the_same_bytes(key: str) -> None:
    one, order = bank.shipped_layouts()[key], order_of()
    written, answer = one.write_order(order), answer_of(one, order)

    read = one.read_order(written)

    assert (read.number, read.rows) == (order.number, order.rows)
    assert one.write_order(order) == written
    assert one.read_answer(one.write_answer(answer)) == answer


def as_sent_by(way: str, content: bytes) -> bytes:
    """An answer as some transfer or some program of a bank makes it."""
    text = content.decode("gb18030")
    match way:
        case "unix line ends":
            return content.replace(b"\r\n", b"\n")
        case "old line ends":
            return content.replace(b"\r\n", b"\r")
        case "no end after the last line":
            return content.removesuffix(b"\r\n")
        case "two empty lines at the end":
            return content + b"\r\n\r\n"
        case "end of file mark":
            return content + b"\x1a"
        case "blanks at the end of every line":
            return content.replace(b"\r\n", b"  \r\n")
        case "upper-case digest":
            at = text.rindex("T")
            return (text[:at] + text[at:].upper()).encode("gb18030")
        case "utf-8 with a mark":
            return text.encode("utf-8-sig")
        case "utf-16":
            return text.encode("utf-16")
        case "digest over unix line ends":
            body = text[: text.rindex("T")].replace("\r\n", "\n").encode("gb18030")
            tail = text[text.rindex("T") :]
            return body + tail.replace(tail.strip()[-64:], sm3(body)).replace("\r\n", "\n").encode("gb18030")
        case "two bytes of 2022":
            return content.replace("龴".encode("gb18030"), b"\xfe\x59")
    raise AssertionError(way)


WAYS = (
    "unix line ends",
    "old line ends",
    "no end after the last line",
    "two empty lines at the end",
    "end of file mark",
    "blanks at the end of every line",
    "upper-case digest",
    "utf-8 with a mark",
    "utf-16",
    "digest over unix line ends",
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("key", ["delimited", "fixed_width"])
def test_an_answer_is_read_whatever_a_transfer_did_to_its_ends_and_marks(key: str, way: str) -> None:
    one = bank.shipped_layouts()[key]
    answer = answer_of(one, order_of())
    content = as_sent_by(way, one.write_answer(answer))

    assert content != one.write_answer(answer)
    assert one.read_answer(content) == answer


def test_a_name_is_the_same_in_the_bytes_of_2000_and_of_2022() -> None:
    one = bank.shipped_layouts()["delimited"]
    answer = answer_of(one, order_of())
    content = as_sent_by("two bytes of 2022", one.write_answer(answer))
    body = content[: content.rindex(b"T|")]
    sealed = body + content[content.rindex(b"T|") :][:-66] + sm3(body).encode() + b"\r\n"

    assert b"\xfe\x59" in sealed
    assert one.read_answer(sealed) == answer


@pytest.mark.parametrize("way", ["unix line ends", "upper-case digest"])
def test_tidying_does_not_hide_a_changed_amount(way: str) -> None:
    one, order = bank.shipped_layouts()["fixed_width"], order_of()
    content = as_sent_by(way, one.write_answer(answer_of(one, order)))
    fen = str(order.rows[0].amount_fen).encode()

    with pytest.raises(Refused, match="校验码|金额"):
        one.read_answer(content.replace(fen, str(order.rows[0].amount_fen + 1).encode(), 1))


def test_a_field_that_does_not_fit_names_the_payment_and_what_to_do() -> None:
    order = order_of(2)
    long = order.rows[1]._replace(holder="王" * 40)
    barred = order.rows[1]._replace(bank="农商行|城关支行")
    for key, row in (("fixed_width", long), ("delimited", barred)):
        with pytest.raises(Refused, match="30000001") as refused:
            bank.shipped_layouts()[key].write_order(Order(order.number, order.scheme, order.month, order.made_on, (order.rows[0], row)))
        assert "重新制盘" in refused.value.finding.advice


def test_iso_answers_that_are_not_final_or_refuse_the_group_say_so() -> None:
    one, order = bank.shipped_layouts()["iso20022"], order_of(3)
    content = one.write_answer(answer_of(one, order)).decode()

    for old, new, words in (
        ("<TxSts>ACSC</TxSts>", "<TxSts>ACSP</TxSts>", "还没有处理完"),
        ("<OrgnlNbOfTxs>3</OrgnlNbOfTxs>", "<OrgnlNbOfTxs>4</OrgnlNbOfTxs>", "笔数"),
        ('Ccy="CNY"', 'Ccy="USD"', "不是人民币"),
        ("<OrgnlMsgId>", "<Wrong/><OrgnlMsgId>", "结构"),
        ("pain.002.001.10", "pain.002.001.03", "应是 pain.002.001.10"),
        ("<?xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><?xml", "文档类型声明"),
        ("</Document>", "", "一半"),
    ):
        assert old in content
        with pytest.raises(Refused, match=words):
            one.read_answer(content.replace(old, new).encode())
    start, end = content.index("<OrgnlPmtInfAndSts>"), content.index("</OrgnlPmtInfAndSts>") + len("</OrgnlPmtInfAndSts>")
    group = content[:start] + content[end:]
    group = group.replace(
        "</OrgnlGrpInfAndSts>", "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>"
    )
    with pytest.raises(Refused, match="整份拒收.*AM10"):
        one.read_answer(group.encode())


def test_a_number_cell_that_lost_its_last_digits_is_named() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    one, order = bank.shipped_layouts()["spreadsheet"], order_of(3)
    book = load_workbook(BytesIO(one.write_answer(answer_of(one, order))))
    sheet = book.active
    assert sheet is not None
    sheet["F2"] = order.rows[0].amount_fen / 100
    out = BytesIO()
    book.save(out)
    assert one.read_answer(out.getvalue()).rows[0].amount_fen == order.rows[0].amount_fen

    sheet["D3"] = 6210000000000000001
    out = BytesIO()
    book.save(out)
    with pytest.raises(Refused, match="第3行“账号”.*数值格式|数值格式"):
        one.read_answer(out.getvalue())


GOOD = """
name: 某农商行代发
form: delimited
separator: ","
amount: fen
date: compact
codes:
  "0": {title: 成功, paid: true}
  "1": {title: 失败, paid: false}
order:
  head: [{field: number}, {field: count}, {field: sum}]
  row: [{field: line_id}, {field: account}, {field: holder}, {field: amount}]
answer:
  head: [{field: number}, {field: day}]
  row: [{field: line_id}, {field: account}, {field: amount}, {field: code}]
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("form: delimited", "form: pdf", "应是 delimited"),
        ("  row: [{field: line_id}, {field: account}, {field: amount}, {field: code}]", "  row: [{field: line_id}]", "缺少 account"),
        ("{field: holder}", "{field: salary}", "没有“salary”这一栏"),
        ("{field: count}, ", "", "count"),
        ('"1": {title: 失败, paid: false}', '"1": {title: 也成功, paid: true}', "一个不成功的"),
        ("amount: fen", "amount: fen\namount: yuan", "写了两次"),
        ("name: 某农商行代发", "name: [", "YAML"),
        ('"0":', "0:", "加引号"),
        ('separator: ","', 'separator: "1"', "separator"),
        ("{field: number}, {field: day}", "{field: number}", "缺少 day"),
        ("{field: amount}, {field: code}", "{field: amount, width: 3, colour: red}, {field: code}", "不认识“colour”"),
        ("form: delimited", "form: fixed_width", "width"),
        ("form: delimited", "form: spreadsheet", "head、tail"),
        ("codes:", "kodes:", "缺少 codes"),
    ],
)
def test_a_description_that_is_wrong_says_where_and_what_may_stand_there(old: str, new: str, words: str) -> None:
    assert read_description(GOOD).name == "某农商行代发"
    assert old in GOOD

    with pytest.raises(Refused, match=words):
        read_description(GOOD.replace(old, new))
