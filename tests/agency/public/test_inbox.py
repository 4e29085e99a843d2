"""The inbox: answered at once, once, within limits; accepted once, by staff or a rule; never read as business data before."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest

from shebao.agency.certification import queries as certification
from shebao.agency.journal.by import By
from shebao.agency.journal.models import Entry
from shebao.agency.matters import actions as engine
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures import automatic
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.public import actions, queries
from shebao.agency.public.actions.inbox import Receipt, Sender
from shebao.agency.public.kinds import MOST_BYTES, MOST_IN_TEN_MINUTES
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Asker, begin
from shebao.agency.store import vault
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY, by
from tests.world.money import County, problems_of
from tests.world.people import bank_card


def sender(person_id: int) -> Sender:
    number = people.citizen_numbers([person_id])[0]
    return Sender("my", vault.blind(number, "citizen"), people.person(person_id).name, person_id)


def sent(person_id: int, service: str = "enquiry", content: dict[str, object] | None = None, key: str = "") -> Receipt:
    said = content if content is not None else {"about": "ask", "text": "什么时候发钱"}
    return actions.send(service, said, sender(person_id), key or secrets.token_hex(8), day=MAY_DAY)


def staff(county: County, post: str) -> By:
    return By(county.staff[post], MAY_DAY)


def test_a_submission_is_answered_at_once_and_writes_no_journal(paying: County) -> None:
    before = Entry.objects.count()

    receipt = sent(paying.people[0])

    assert receipt.number.startswith("W20230508-") and len(receipt.digest) == 64
    assert Entry.objects.count() == before
    row = queries.submission(receipt.id)
    assert row is not None and "什么时候".encode() not in bytes(row.sealed)
    assert queries.content_of(row)["text"] == "什么时候发钱"


def test_the_same_key_gives_the_same_receipt_and_one_row(paying: County) -> None:
    first, second = sent(paying.people[0], key="k1"), sent(paying.people[0], key="k1")

    assert (second.number, second.again, first.again) == (first.number, True, False)
    assert Submission.objects.count() == 1
    assert sent(paying.people[1], key="k1").number != first.number, "a key is one sender's own"


def test_too_many_and_too_large_are_refused_in_words(paying: County) -> None:
    for _ in range(MOST_IN_TEN_MINUTES):
        sent(paying.people[0])
    with pytest.raises(Refused, match="十分钟内最多提交"):
        sent(paying.people[0])
    sent(paying.people[1])
    with pytest.raises(Refused, match="内容太大"):
        sent(paying.people[2], content={"about": "ask", "text": "字" * (MOST_BYTES["my"] // 3 + 1)})


def test_what_is_accepted_becomes_one_matter_with_its_receipt_in_the_journal(paying: County) -> None:
    person = paying.people[0]
    card = bank_card()
    receipt = sent(person, "bank_account", {"bank": "县农商行", "account_number": card})
    row = queries.submission(receipt.id)
    assert row is not None
    one = SERVICES["bank_account"]
    payload = begin(one, queries.content_of(row), Asker(person, 0, row.applicant_name, MAY_DAY))

    def submit() -> int:
        return procedures.submit(one.kind, payload, by=staff(paying, "acceptance"))

    matter_id = actions.accept(receipt.id, submit, by=staff(paying, "acceptance"))

    entry = Entry.objects.get(verb="public.accept")
    assert receipt.digest in entry.body and entry.matter_id == matter_id
    with pytest.raises(Refused, match="已受理"):
        actions.accept(receipt.id, submit, by=staff(paying, "acceptance"))
    (progress,) = queries.of_sender(sender(person).index, person_id=person)
    assert (progress.words, progress.may_withdraw, progress.matter_number) == (
        "已受理，正在核对",
        True,
        matters.matter(matter_id).row.number,
    )  # type: ignore[union-attr]
    assert progress.due_on is not None
    assert [problems_of(f"public.{name}") for name in ("inbox", "accepted", "agents", "looks")] == [(), (), (), ()]


def test_a_matter_that_is_wanted_back_is_approved_by_nobody(paying: County) -> None:
    person = paying.people[0]
    village = people.villages()[0].id
    receipt = sent(person, "enquiry")
    payload = {"kind": "online", "on": "2023-05-08", "title": "问一问", "person_id": person, "due_on": "2023-05-18"}
    clerk = staff(paying, "acceptance")
    matter_id = actions.accept(receipt.id, lambda: procedures.submit("answer_enquiry", payload, by=clerk), by=clerk)
    actions.ask_withdrawal(receipt.id, day=MAY_DAY)

    with pytest.raises(Refused, match="要求撤回"):
        procedures.approve(matter_id, by=staff(paying, "approver"))
    engine.withdraw(catalogue()["answer_enquiry"], matter_id, by=clerk, reason="申请人要求撤回")
    (progress,) = queries.of_sender(sender(person).index, person_id=person)
    assert progress.words == "已撤回" and village
    with pytest.raises(Refused, match="已经办结"):
        actions.ask_withdrawal(receipt.id, day=MAY_DAY)


def test_the_sender_withdraws_what_waits_and_completes_what_lacks(paying: County) -> None:
    person, clerk = paying.people[0], staff(paying, "acceptance")
    first, second = sent(person), sent(person)
    actions.withdraw(first.id, day=MAY_DAY)
    with pytest.raises(Refused, match="不在等待"):
        actions.withdraw(first.id, day=MAY_DAY)
    actions.ask_more(second.id, "请写明问的是哪个月", by=clerk)
    assert queries.mailbox(person)[0].text == "请写明问的是哪个月"
    third = actions.send("enquiry", {"about": "ask", "text": "四月"}, sender(person), "k9", day=MAY_DAY, follows_id=second.id)
    states = dict(Submission.objects.values_list("id", "state"))
    assert (states[first.id], states[second.id], states[third.id]) == ("withdrawn", "replaced", "received")
    with pytest.raises(Refused, match="不能补充"):
        actions.send("enquiry", {"about": "ask", "text": "四月"}, sender(person), "k10", day=MAY_DAY, follows_id=second.id)
    with pytest.raises(Refused, match="没有填写"):
        actions.refuse_submission(third.id, " ", by=clerk)
    actions.refuse_submission(third.id, "不属于本机构", by=clerk)
    assert problems_of("public.accepted") == ()


def test_a_rule_does_certifications_and_telephones_without_a_clerk_and_says_why_not(paying: County) -> None:
    person = paying.people[0]
    sent(person, "certify", {"passed": True, "proof": "p1", "method": "人脸识别"})
    sent(person, "phone", {"phone": "13900000001"})
    again = sent(person, "phone", {"phone": "13900000001"}, key="twice")

    assert automatic.do_waiting(MAY_DAY) == 2
    assert certification.valid_until(int_column([person]))[0] == 202405
    assert people.person(person).phone.endswith("0001")
    row = queries.submission(again.id)
    assert row is not None and row.state == "refused" and "已经是这个电话" in row.answer
    assert automatic.do_waiting(MAY_DAY) == 0
    assert problems_of("public.accepted") == ()


def test_every_service_begins_a_matter_that_there_is_with_fields_that_it_has(paying: County) -> None:
    kinds = catalogue()
    for one in SERVICES.values():
        fields = {field.name for field in kinds[one.kind].fields}
        filled = {
            field.name: "2023-05" if field.widget == "month" else field.choices[0][0] if field.choices else "x" for field in one.fields
        }
        if "dead_number" in filled:
            filled |= {"dead_number": people.citizen_numbers([paying.people[0]])[0], "dead_name": people.person(paying.people[0]).name}
        if "rows" in filled:
            filled["rows"] = [{"person_id": paying.people[0]}]  # type: ignore[assignment]
        begun = begin(one, filled, Asker(paying.people[0], 1, "李甲", MAY_DAY))
        assert set(begun) <= fields, one.key
        assert kinds[one.kind].working_days is None or one.documents is not None
        assert not one.automatic or one.key in ("certify", "phone", "address", "certificate", "unit_certificate")
    assert by(MAY_DAY).actor_id is None


def test_traces_of_reading_are_written_in_chunks_and_a_lost_one_is_seen(paying: County) -> None:
    for page in ("home", "payments", "home"):
        actions.note_look(page, person_id=paying.people[0])
    before = Entry.objects.count()

    assert actions.write_looks(by=by(MAY_DAY)) == 3
    assert Entry.objects.count() == before + 1 and actions.write_looks(by=by(MAY_DAY)) == 0
    assert problems_of("public.looks") == ()


@pytest.mark.slow
def test_one_form_sent_by_four_hands_at_once_is_one_submission(database: str, at_once: Callable[..., list[object]]) -> None:
    one = Sender("my", secrets.token_bytes(32), "甲", 7)
    content = {"about": "ask", "text": "几号发钱"}

    receipts = at_once(*[lambda: actions.send("enquiry", content, one, "same key", day=MAY_DAY)] * 4)

    assert Submission.objects.count() == 1, receipts
    assert {receipt.number for receipt in receipts} == {Submission.objects.get().receipt}  # type: ignore[attr-defined]
    assert sorted(receipt.again for receipt in receipts) == [False, True, True, True]  # type: ignore[attr-defined]
    withdrawn = at_once(*[lambda: actions.withdraw(Submission.objects.get().id, day=MAY_DAY)] * 3)
    assert sum(outcome is None for outcome in withdrawn) == 1, "taken back once"
