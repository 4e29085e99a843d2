"""The clerk's page of what came in online: filled in, looked at, accepted into an ordinary matter; asked for more, turned down, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shebao.agency.benefits import queries as benefits
from shebao.agency.matters import attachments
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.public import actions, queries
from shebao.agency.public.models import Submission
from shebao.agency.store.columns import int_column
from tests.agency.public.test_inbox import sender, sent
from tests.support.scans import picture
from tests.world.calendar import MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County
from tests.world.people import bank_card

pytestmark = pytest.mark.django_db
Desk = Callable[[str], Client]


def test_a_submission_is_filled_in_looked_at_and_becomes_a_matter(paying: County, at_desk: Desk) -> None:
    person = paying.people[0]
    card, scan = bank_card(), attachments.keep("卡.png", picture())
    receipt = sent(person, "bank_account", {"bank": "县农商行", "account_number": card, "scans": [scan._asdict()]})
    clerk, reviewer, approver = at_desk("acceptance"), at_desk("reviewer"), at_desk("approver")

    listed = clerk.get("/inbox/").content.decode()
    assert receipt.number in listed and "有 1 份等着受理" in listed
    page = clerk.get(f"/inbox/{receipt.id}/").content.decode()
    assert card not in page and f"尾号 {card[-4:]}" in page and 'value="县农商行"' in page
    paper = clerk.get(f"/inbox/{receipt.id}/scans/{scan.digest}/")
    assert paper.status_code == 200 and "no-store" in paper["Cache-Control"]
    assert "下一步" not in approver.get(f"/inbox/{receipt.id}/").content.decode(), "who signs reads, and does not accept"
    form = {"person_id": str(person), "bank": "县农商行", "holder": ""}
    look = clerk.post(f"/inbox/{receipt.id}/accept/", form | {"step": "look"}).content.decode()
    assert "批准后会这样改" in look and card not in look and Submission.objects.get().state == "received"
    accepted = clerk.post(f"/inbox/{receipt.id}/accept/", form | {"step": "send"})
    row = Submission.objects.get()
    assert accepted["Location"] == f"/matters/{row.matter_id}/" and row.state == "accepted"
    detail = matters.matter(row.matter_id)
    assert detail is not None and detail.steps[0].comment == f"网上申请 {receipt.number}"
    for client, verb in ((reviewer, "review"), (approver, "approve")):
        digits = {"account_number": card[-8:]}
        client.post(f"/matters/{row.matter_id}/{verb}/", {"digest": detail.content_digest, "comment": "", **digits})
    assert people.bank_account_in_force([person])[person].tail == card[-4:]
    assert queries.of_sender(sender(person).index, person_id=person)[0].words == "已办结"


@pytest.mark.slow
def test_a_claim_of_a_list_kind_is_accepted_with_its_one_row(paying: County, at_desk: Desk) -> None:
    (ready,) = paying.insured(1, birth=date(1957, 4, 2))
    receipt = sent(ready, "claim", {"single": "true"})
    clerk = at_desk("acceptance")
    look = clerk.post(f"/inbox/{receipt.id}/accept/", {"month": "", "step": "look"}).content.decode()
    assert "月养老金" in look and "起领月" in look and people.person(ready).name in look
    accepted = clerk.post(f"/inbox/{receipt.id}/accept/", {"month": "", "step": "send"})
    row_id = Submission.objects.get().matter_id
    assert accepted["Location"] == f"/matters/{row_id}/"
    for post, verb in (("reviewer", "review"), ("approver", "approve")):
        at_desk(post).post(f"/matters/{row_id}/{verb}/", {"digest": matters.matter(row_id).content_digest, "comment": ""})  # type: ignore[union-attr]
    assert benefits.states_of(int_column([ready]), SCHEME)[0] == "active"
    (progress,) = queries.of_sender(sender(ready).index, person_id=ready)
    assert progress.words == "已办结" and progress.closed_on == MAY_DAY


def test_asking_for_more_and_turning_down_reach_the_applicant(paying: County, at_desk: Desk) -> None:
    first, second = sent(paying.people[0]), sent(paying.people[1])
    clerk = at_desk("acceptance")
    assert "没有填写还缺什么" in clerk.post(f"/inbox/{first.id}/answer/", {"what": "ask", "answer": ""}).content.decode()
    clerk.post(f"/inbox/{first.id}/answer/", {"what": "ask", "answer": "请写明哪个月"})
    clerk.post(f"/inbox/{second.id}/answer/", {"what": "refuse", "answer": "不属本机构"})

    assert {row.state for row in Submission.objects.all()} == {"asked", "refused"}
    assert queries.mailbox(paying.people[1])[0].text == "不属本机构"
    assert at_desk("reviewer").post(f"/inbox/{first.id}/answer/", {"what": "ask", "answer": "x"}).status_code == 403


def test_a_matter_wanted_back_is_shown_and_taken_back(paying: County, at_desk: Desk) -> None:
    receipt = sent(paying.people[0])
    clerk = at_desk("acceptance")
    form = {"kind": "online", "on": "2023-05-08", "party": "李甲", "title": "问", "due_on": "2023-05-18", "step": "send"}
    answered = clerk.post(f"/inbox/{receipt.id}/accept/", form)
    assert answered.status_code == 302, answered.content.decode()[:3000]
    actions.ask_withdrawal(receipt.id, day=MAY_DAY)
    assert "申请人要求撤回 1 份" in clerk.get("/inbox/").content.decode()
    clerk.post(f"/inbox/{receipt.id}/withdraw/")

    assert "申请人要求撤回 1 份" not in clerk.get("/inbox/").content.decode()
    assert queries.progress_of(list(Submission.objects.all()))[0].words == "已撤回"
