"""The bank's answers: thirty ways a return file may be wrong change nothing; right ones may come in parts and in any order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.payout import actions, queries
from shebao.agency.payout.bank import Answer, Result, outcomes
from shebao.agency.payout.bank.layouts import delimited
from shebao.agency.payout.models import BankSlip, Line, Outcome, ReturnFile, Run
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout.notices import notices_of
from shebao.agency.procedures.payout.settle_payout import Settled
from shebao.agency.staff.models import Member
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused
from shebao.base.money import yuan_text
from tests.crash.month import business_digest
from tests.support.scans import picture
from tests.world.calendar import JUNE, JUNE_DAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer, order_of


def resealed(content: bytes, old: str, new: str) -> bytes:
    """The file with one text changed and the trailer's digest made right again, as a careful forger would."""
    text = content.decode("gb18030")
    assert old in text
    body = text[: text.rindex("T|")].replace(old, new)
    count, total = text[text.rindex("T|") :].split("|")[1:3]
    return body.encode("gb18030") + f"T|{count}|{total}|{sm3(body.encode('gb18030'))}\r\n".encode()


def lines(content: bytes) -> list[bytes]:
    return content.split(b"\r\n")


def spoiled(run: Run) -> dict[str, tuple[bytes, str]]:
    """What is wrong → (file, words the refusal must contain)."""
    good = bank_answer(run)
    first, other = order_of(run).rows[0], order_of(run).rows[1]
    rows = lines(good)
    return {
        "empty": (b"", "空的"),
        "not text": (bytes(range(256)) * 4, "第"),
        "utf-8": (good.decode("gb18030").encode("utf-8"), "第"),
        "byte order mark of another encoding": (b"\xef\xbb\xbf" + good, "UTF-8"),
        "half a file": (good[: len(good) // 2], "一半"),
        "cut after a row": (b"\r\n".join(rows[:4]) + b"\r\n", "没有尾行"),
        "no trailer": (b"\r\n".join(rows[:-2]) + b"\r\n", "没有尾行"),
        "no header": (b"\r\n".join(rows[1:]), "首行"),
        "an order instead of an answer": (delimited.write_order(order_of(run)), "首行"),
        "one amount edited": (
            good.replace(f"|{yuan_text(first.amount_fen)}|".encode(), f"|9{yuan_text(first.amount_fen)}|".encode(), 1),
            "金额",
        ),
        "one digit of the digest": (good[:-4] + (b"0" if good[-4:-3] != b"0" else b"1") + good[-3:], "校验码"),
        "row removed": (b"\r\n".join([*rows[:2], *rows[3:]]), "序号"),
        "row repeated": (b"\r\n".join([*rows[:2], rows[1], *rows[2:]]), "序号"),
        "rows swapped": (b"\r\n".join([rows[0], rows[2], rows[1], *rows[3:]]), "序号"),
        "two amounts in one field": (
            resealed(good, f"|{yuan_text(first.amount_fen)}|", f"|{yuan_text(first.amount_fen)}\n1.00|"),
            "明细行",
        ),
        "a field moved to the next row": (resealed(good, "\r\nD|2|", "|D\r\n2|"), "明细行"),
        "field too many": (resealed(good, f"|{first.account}|", f"|{first.account}||"), "明细行"),
        "full-width amount": (resealed(good, "|00\r\n", "|０0\r\n"), "结果码"),
        "amount without decimals": (resealed(good, ".00|00", "|00"), "第"),
        "negative amount": (resealed(good, f"|{yuan_text(first.amount_fen)}|", f"|-{yuan_text(first.amount_fen)}|"), "两位小数"),
        "amount with a comma": (resealed(good, f"|{yuan_text(first.amount_fen)}|", "|1,000.00|"), "两位小数"),
        "unknown code": (resealed(good, "|00\r\n", "|77\r\n"), "结果码“77”"),
        "line id in words": (resealed(good, f"|{first.line_id}|", "|一|"), "不是数字"),
        "huge line id": (resealed(good, f"|{first.line_id}|", f"|{'9' * 30}|"), "不是数字"),
        "count of the header": (
            resealed(good, f"|{len(order_of(run).rows)}|{len(order_of(run).rows)}|", f"|9|{len(order_of(run).rows)}|"),
            "笔数",
        ),
        "foreign file": (bank_answer(run, number="E00-another-202305-regular-01-9"), "不是本批次"),
        "yesterday's date": (bank_answer(run, MAY_DAY - timedelta(days=1)), "早于送盘"),
        "tomorrow's date": (bank_answer(run, MAY_DAY + timedelta(days=1)), "晚于今天"),
        "unknown row": (
            bank_answer(run, change=lambda r: r._replace(line_id=r.line_id + 1_000_000) if r.line_id == first.line_id else r),
            "不是本文件送出的",
        ),
        "one row twice": (
            bank_answer(run, change=lambda r: r._replace(line_id=other.line_id) if r.line_id == first.line_id else r),
            "重复",
        ),
        "another amount, sealed anew": (bank_answer(run, change=lambda r: r._replace(amount_fen=r.amount_fen + 1)), "金额与送出的不一致"),
        "another account": (bank_answer(run, change=lambda r: r._replace(account=other.account)), "账号与送出的不一致"),
        "another holder": (bank_answer(run, change=lambda r: r._replace(holder="张三")), "户名与送出的不一致"),
        "no rows": (bank_answer(run, only=[]), "没有明细"),
    }


def test_a_return_file_that_is_wrong_changes_nothing_and_says_what_and_where(paying: County) -> None:
    run = paying.submitted()
    before = business_digest()

    for name, (content, words) in spoiled(run).items():
        with pytest.raises(Refused) as refused:
            paying.settle(run, content, slip=False)
        assert words in str(refused.value), (name, str(refused.value))
        assert refused.value.finding.advice, name

    assert len(spoiled(run)) >= 30
    assert business_digest() == before
    assert Run.objects.get(pk=run.pk).state == "submitted"


def test_every_wrong_row_is_named_with_its_line(paying: County) -> None:
    run = paying.submitted()
    ids = [row.line_id for row in order_of(run).rows]

    with pytest.raises(Refused) as refused:
        paying.settle(run, bank_answer(run, change=lambda r: r._replace(amount_fen=1) if r.line_id in (ids[1], ids[4]) else r))

    assert refused.value.finding.values["places"] == ["第3行：金额与送出的不一致", "第6行：金额与送出的不一致"]


def test_the_same_file_a_second_time_changes_nothing(paying: County) -> None:
    run = paying.settled()
    before = business_digest()

    with pytest.raises(Refused, match="已于 2023-05-08 导入"):
        paying.settle(run, bank_answer(run))

    assert business_digest() == before


def test_an_answer_may_come_in_parts_and_the_run_stays_open_until_the_last(paying: County) -> None:
    run = paying.submitted()
    ids = [row.line_id for row in order_of(run).rows]

    first = paying.settle(run, bank_answer(run, only=ids[:2]))
    assert (first.state, first.paid_lines) == ("submitted", 2)
    assert queries.promised_fen(SCHEME) == run.amount_fen * 4 // 6

    last = paying.settle(run, bank_answer(run, fail={ids[5]: "03"}))
    assert (last.state, last.paid_lines, last.returned_lines) == ("settled", 3, 1)
    assert [o.line_id for o in Outcome.objects.order_by("id")] == ids


def test_earlier_answers_of_many_lines_are_found_as_those_of_few(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    run = paying.submitted()
    ids = [row.line_id for row in order_of(run).rows]
    paying.settle(run, bank_answer(run, fail={ids[1]: "02"}, only=ids[:3]))
    few = outcomes.last_of(ids[1:])

    monkeypatch.setattr(outcomes, "MANY", 1)

    assert outcomes.last_of(ids[1:]) == few and sorted(few) == ids[1:3] and not few[ids[1]].paid
    assert outcomes.last_of([]) == {}
    paying.settle(run, bank_answer(run, only=ids[2:]))
    assert Run.objects.get(pk=run.pk).state == "settled"


def test_answers_in_any_order_and_cut_end_in_the_same_books(paying: County) -> None:
    run = paying.submitted()
    ids = [row.line_id for row in order_of(run).rows]
    chance = random.Random(5)
    chance.shuffle(ids)

    for part in (ids[:1], ids[1:4], ids[2:6], ids):
        paying.settle(run, bank_answer(run, only=part, fail={min(ids): "02"}))

    assert Outcome.objects.count() == 6 and ReturnFile.objects.count() == 4
    failed = Line.objects.get(pk=min(ids)).total_fen
    assert (books.balance_of(SCHEME, "1004"), books.balance_of(SCHEME, "2001")) == (10**7 - run.amount_fen + failed, failed)
    assert books.totals(SCHEME, 2023)["expense_fen"] == run.amount_fen
    assert not [check for check in run_checks() if not check.ok]


def changing(run: Run, line: Line, code: str) -> dict[str, Any]:
    """What the maker of finance asks for when the bank writes that a payment went otherwise."""
    letter = [attachments.keep("银行说明.png", picture())._asdict()]
    return {"run_id": run.pk, "rows": [{"person_id": line.person_id, "code": code}], "reason": "银行6月8日书面说明", "scans": letter}


def changed_answer(county: County, run: Run, line: Line, code: str) -> Settled:
    """The bank's other word in June."""
    return county.change_answer(run, line.pk, line.person_id, code, JUNE_DAY)


@pytest.mark.parametrize("arrives_first", [True, False])
def test_no_file_turns_an_answer_round_on_one_persons_word(paying: County, arrives_first: bool) -> None:
    run = paying.submitted()
    line = Line.objects.filter(run=run).order_by("id").first()
    paying.settle(run, bank_answer(run, fail={} if arrives_first else {line.pk: "09"}))
    forged = bank_answer(run, JUNE_DAY, only=[line.pk], fail={line.pk: "09"} if arrives_first else {})

    with pytest.raises(Refused, match="1 笔与银行先前的结果不同") as refused:
        paying.settle(run, forged, JUNE_DAY)

    assert "更正银行结果" in refused.value.finding.advice
    assert Outcome.objects.filter(line_id=line.pk).count() == 1


def test_a_changed_answer_is_decided_by_two_with_both_answers_before_them(paying: County) -> None:
    run = paying.settled()
    line = Line.objects.filter(run=run).order_by("id").first()
    wanted = changing(run, line, "09")

    rows = procedures.preview("change_bank_answer", wanted, day=JUNE_DAY)
    assert ("银行先前：成功（00）", "银行现在：银行系统原因未处理（09）") in [(row.before, row.after) for row in rows]
    matter_id = procedures.submit("change_bank_answer", wanted, by=By(paying.staff["finance_maker"], JUNE_DAY))
    for post in ("finance_maker", "approver", "inspector"):
        with pytest.raises(Refused, match="不能批准|由您本人受理"):
            procedures.approve(matter_id, by=By(paying.staff[post], JUNE_DAY))
    procedures.approve(matter_id, by=By(paying.staff["finance_checker"], JUNE_DAY))

    again = paying.sealed(JUNE, "reissue", JUNE_DAY)
    assert queries.paid_once_before(again.pk) == [line.person_id], "whoever signs the re-issue is told that the bank had said paid"
    assert [notice.key for notice in notices_of(again)] == ["paid_before"]
    assert not [check for check in run_checks() if not check.ok]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"run_id": 999}, "没有银行回过盘|没有已送盘"),
        ({"rows": [{"code": "00"}]}, "不改变原来的结果"),
        ({"rows": [{"code": "77"}]}, "没有这个结果码"),
        ({"scans": []}, "扫描件"),
        ({"reason": ""}, "银行怎样说的"),
    ],
)
def test_a_change_that_changes_nothing_or_has_no_letter_is_refused(paying: County, change: dict[str, Any], words: str) -> None:
    run = paying.settled()
    line = Line.objects.filter(run=run).order_by("id").first()
    rows = [{"person_id": line.person_id} | row for row in change.get("rows", [{"code": "09"}])]

    with pytest.raises(Refused, match=words):
        procedures.preview("change_bank_answer", changing(run, line, "09") | change | {"rows": rows}, day=JUNE_DAY)


def test_a_forged_answer_does_not_agree_with_the_slip_that_another_entered(paying: County) -> None:
    """The insider's play: every paid row turned into 09 and the keyless digest made anew, so that all are paid once more."""
    run = paying.submitted()
    good = bank_answer(run)
    forged = bank_answer(run, fail={row.line_id: "09" for row in order_of(run).rows})
    with pytest.raises(Refused, match="没有与它一致的银行回单.*没有"):
        paying.settle(run, good, slip=False)
    paying.enter_slip(run, good)

    with pytest.raises(Refused, match="回盘文件到账 0 笔 0.00 元，没有与它一致的银行回单"):
        paying.settle(run, forged, slip=False)

    assert Outcome.objects.count() == 0
    assert paying.settle(run, good, slip=False).paid_lines == 6
    assert ReturnFile.objects.get().slip == BankSlip.objects.get()
    assert not [check for check in run_checks() if not check.ok]


def test_a_slip_is_entered_by_another_person_once_and_only_as_it_can_be(paying: County) -> None:
    run = paying.submitted()
    maker, checker = paying.staff["finance_maker"], paying.staff["finance_checker"]

    def enter(number: str, lines: int, fen: int, actor_id: int = checker) -> None:
        actions.enter_slip(run.pk, actions.Slip(number, lines, fen), by=By(actor_id, MAY_DAY))

    with pytest.raises(Refused, match="没有这项权限"):
        enter("1", 6, run.amount_fen, maker)
    for lines, fen in ((7, run.amount_fen), (6, run.amount_fen + 1), (-1, 0), (0, 1), (1, 0)):
        with pytest.raises(Refused, match="不可能"):
            enter("1", lines, fen)
    with pytest.raises(Refused, match="没有填写回单编号"):
        enter(" ", 6, run.amount_fen)
    enter("1", 6, run.amount_fen)
    with pytest.raises(Refused, match="已经录入"):
        enter("1", 6, run.amount_fen)
    Member.objects.filter(pk=checker).update(person_key="finance_maker")
    with pytest.raises(Refused, match="录入回单的人不能自己导入"):
        paying.settle(run, bank_answer(run), slip=False)


def test_a_payment_that_comes_back_later_is_an_event_of_its_own(paying: County) -> None:
    run = paying.settled()
    line = Line.objects.filter(run=run).order_by("id").first()
    kept = accounts.balances(people_of(run), SCHEME).tolist()

    late = changed_answer(paying, run, line, "02")

    assert late.returned_lines == 1
    assert list(Outcome.objects.filter(line_id=line.pk).order_by("id").values_list("paid", "code")) == [(True, "00"), (False, "02")]
    assert books.balance_of(SCHEME, "2001") == line.total_fen and books.totals(SCHEME, 2023)["expense_fen"] == run.amount_fen
    assert accounts.balances(people_of(run), SCHEME).tolist() == kept
    assert queries.returned(SCHEME) == {line.pk: "02"}
    assert not [check for check in run_checks() if not check.ok]


def test_a_returned_payment_that_arrives_after_all_is_no_longer_owed(paying: County) -> None:
    run = paying.submitted()
    line = Line.objects.filter(run=run).order_by("id").first()
    paying.settle(run, bank_answer(run, fail={line.pk: "09"}))

    changed_answer(paying, run, line, "00")

    assert books.balance_of(SCHEME, "2001") == 0 and queries.returned(SCHEME) == {}
    assert books.balance_of(SCHEME, "1004") == 10**7 - run.amount_fen
    assert not [check for check in run_checks() if not check.ok]


def test_the_bank_may_not_say_paid_of_a_line_that_was_issued_again(paying: County) -> None:
    run = paying.submitted()
    line = Line.objects.filter(run=run).order_by("id").first()
    paying.settle(run, bank_answer(run, fail={line.pk: "09"}))
    paying.sealed(JUNE, "reissue", JUNE_DAY)
    before = business_digest()

    with pytest.raises(Refused, match="已在批次 .* 中重发"):
        changed_answer(paying, run, line, "00")

    assert business_digest() == before


def test_an_answer_to_a_file_that_was_not_submitted_is_refused(paying: County) -> None:
    run = paying.filed()

    with pytest.raises(Refused, match="不能导入回盘文件"):
        paying.settle(run, bank_answer(run))


def people_of(run: Run):
    from shebao.agency.store.columns import read_columns

    return read_columns(Line.objects.filter(run=run).order_by("id"), "person_id")["person_id"]


def test_what_is_written_is_read_back_and_one_changed_byte_is_seen_or_changes_nothing() -> None:
    chance, harmless = random.Random(1), 0
    for _ in range(500):
        rows = tuple(
            Result(
                chance.randrange(1, 10**14),
                chance.choice(["李甲", "欧阳小二", "阿依古丽·买买提", "𠮷田"]),
                str(chance.randrange(10**15, 10**19)),
                chance.randrange(1, 10**9),
                chance.choice(sorted(delimited.CODES)),
            )
            for _ in range(chance.randrange(1, 6))
        )
        answer = Answer("E01-x-202305-regular-01-3", date(2023, 5, chance.randrange(1, 28)), rows)

        content = delimited.write_answer(answer)

        assert delimited.read_answer(content) == answer
        at = chance.randrange(len(content))
        changed = content[:at] + bytes([(content[at] + chance.randrange(1, 256)) % 256]) + content[at + 1 :]
        if (same := _read_or_refused(changed)) is not None:
            assert same == answer  # a line's end, a blank, a capital of the digest: nothing that says anything
            harmless += 1
    assert harmless < 25


def _read_or_refused(content: bytes) -> Answer | None:
    try:
        return delimited.read_answer(content)
    except Refused:
        return None
