"""What nobody asked for is found, proposed, answered once, made one list, and paid only by its posts; the desk sees what became of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shebao.agency.employers.actions import change_account
from shebao.agency.matters import queries as matters
from shebao.agency.people import actions as people
from shebao.agency.people import queries as registered
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.public import queries
from shebao.agency.public.models import Proposal, Submission
from shebao.agency.remittances.models import Order
from shebao.agency.staff.models import Member
from shebao.agency.unemployment import queries as unemployment
from shebao.base.finding import Refused
from tests.agency.public.conftest import number_of
from tests.agency.public.test_unit import DAY, Agents, at_unit, works  # noqa: F401
from tests.support.guards import drop_guards
from tests.world.calendar import MAY_DAY, by
from tests.world.employers import Works, uscc
from tests.world.money import County, problems_of
from tests.world.staff import carry_through

pytestmark = pytest.mark.slow


def tax_list(works: Works, **more: object) -> dict[str, Any]:  # noqa: F811
    """What the tax office says of the works' last year."""
    row = {"uscc": uscc(1), "name": name_of(works), "paid_fen": 40_000_00, "heads": 20, "laid_off": 1, "paid_months": 12} | more
    return {"year": 2023, "rows": [row]}


def name_of(works: Works) -> str:  # noqa: F811
    from shebao.agency.employers import queries as employers

    return employers.employer(works.employer).name


def test_a_refund_is_proposed_confirmed_listed_and_only_then_an_order(works: Works, at_unit: Agents, client: Client) -> None:  # noqa: F811
    carry_through("propose_stability", tax_list(works), works.staff, DAY)
    proposal = Proposal.objects.get()
    assert (proposal.employer_id, proposal.period, proposal.amount_fen) == (works.employer, 2023, 12_000_00), "30 % of 40,000 at the least"
    assert "上年实缴 40,000.00 元" in proposal.why and "人社部发" in proposal.law
    with pytest.raises(Refused, match="已经告知"):
        carry_through("propose_stability", tax_list(works), works.staff, DAY)

    enters, confirms = (at_unit(worker) for worker in works.workers[:2])
    assert "1 项您可以领的" in enters.get("/unit/").content.decode()
    page = enters.get("/unit/offers/").content.decode()
    assert "等您回答" in page and "24,000.00" in page and "12,000.00" in page
    answer = {"proposal": str(proposal.pk), "answer": "yes"}
    assert "还没有登记收款账户" in enters.post("/unit/offers/", answer | {"size": "sme"}).content.decode()
    change_account(works.employer, "示例银行", "620012345678901234", by=by(DAY))
    assert "没有选企业划型" in enters.post("/unit/offers/", answer).content.decode()
    sent = enters.post("/unit/offers/", answer | {"size": "sme"})
    assert sent.status_code == 302, sent.content.decode()[-2000:]
    assert "已经回答过" in enters.post("/unit/offers/", answer | {"size": "sme"}).content.decode()
    row = Submission.objects.get()
    assert row.state == "entered" and queries.agreed("stability", 2023) == [] and Order.objects.count() == 0
    confirms.post(sent["Location"], {"step": "confirm"})

    clerk = Client()
    clerk.force_login(Member.objects.get(id=works.staff["acceptance"]), backend="django.contrib.auth.backends.ModelBackend")
    assert "1 个单位要办，做成名单" in clerk.get("/proposals/").content.decode()
    form = {"document": "示例通知", "published_from": "2023-06-01", "published_to": "2023-06-20", "objection": "无"}
    missing = clerk.post("/proposals/stability/2023/", form | {"step": "look", "document": ""})
    assert "没有填写当年通知" in missing.content.decode() and "2023-06-20" in missing.content.decode()
    look = clerk.post("/proposals/stability/2023/", form | {"step": "look"})
    assert "发放 1 个单位，24,000.00 元" in look.content.decode(), look.content.decode()[-3000:]
    made = clerk.post("/proposals/stability/2023/", form | {"step": "send"})
    row.refresh_from_db()
    assert row.state == "accepted" and made["Location"].endswith(f"/{row.matter_id}/") and Order.objects.count() == 0
    procedures.review(row.matter_id, by=by(DAY, works.staff["reviewer"]))
    procedures.approve(row.matter_id, by=by(DAY, works.staff["approver"]))
    assert [(one.employer_id, one.amount_fen) for one in unemployment.employer_rows("stability", year=2023)] == [
        (works.employer, 24_000_00)
    ]
    assert "已列入返还名单" in clerk.get("/proposals/").content.decode()
    assert "没有回答“要办”" in clerk.get("/proposals/stability/2023/").content.decode()
    assert [check for check in run_checks() if not check.ok] == []


def test_no_means_no_and_a_foreign_proposal_is_nobody_s(works: Works, at_unit: Agents) -> None:  # noqa: F811
    carry_through("propose_stability", tax_list(works), works.staff, DAY)
    proposal = Proposal.objects.get()
    client = at_unit(works.workers[1])
    assert "没有这一条" in client.post("/unit/offers/", {"proposal": "999", "answer": "yes"}).content.decode()
    client.post("/unit/offers/", {"proposal": str(proposal.pk), "answer": "no"})
    assert "已经回答“不用”" in client.get("/unit/offers/").content.decode() and Submission.objects.count() == 0


def test_who_laid_off_too_many_or_paid_too_few_months_is_not_told(works: Works) -> None:  # noqa: F811
    for more, why in (({"laid_off": 10}, "裁员"), ({"paid_months": 5}, "少于 12"), ({"paid_fen": 0}, "实缴")):
        with pytest.raises(Refused, match=why):
            carry_through("propose_stability", tax_list(works, **more), works.staff, DAY)
    assert Proposal.objects.count() == 0
    with pytest.raises(Refused, match="没有单位上年缴过"):
        carry_through("propose_stability", {"year": 2023}, works.staff, DAY)


def skill_list(person: int, **more: object) -> dict[str, Any]:
    row = {
        "person_id": person, "name": registered.person(person).name, "citizen_number": number_of(person), "certificate_no": "ys 2023 0001",
        "occupation": "电工", "level": "中级", "certified_on": "2023-03-01", "paid_months": 48,
    } | more  # fmt: skip
    return {"rows": [row]}


def test_a_certificate_is_proposed_to_its_holder_and_yes_applies_with_it(paying: County, at_home: Callable[[int], Client]) -> None:
    person, other = paying.insured(2, birth=date(1980, 1, 1))
    listed = skill_list(person)["rows"] + skill_list(other, certificate_no="YS20230002", paid_months=3)["rows"]
    carry_through("propose_skill", {"rows": listed}, paying.staff, MAY_DAY)
    proposal = Proposal.objects.get()
    assert (proposal.person_id, proposal.amount_fen) == (person, 1500_00)
    message = queries.mailbox(person)[0]
    assert message.pk == proposal.message_id and "1,500.00 元" in message.text and queries.mailbox(other) == []

    client = at_home(person)
    client.post(f"/my/messages/{message.pk}/reply/", {"answer": "yes"})
    row, proposal = Submission.objects.get(), Proposal.objects.get()
    assert (row.service, proposal.reply, proposal.submission_id) == ("skill", "yes", row.id)
    assert queries.content_of(row)["certificate_no"] == "YS20230001"
    with pytest.raises(Refused, match="已经告知"):
        carry_through("propose_skill", skill_list(person), paying.staff, MAY_DAY)


def test_after_a_death_what_nobody_claimed_is_found_in_a_few_questions_however_many_died(paying: County) -> None:
    dead = paying.insured(3, birth=date(1970, 1, 1))
    heir = paying.people[0]
    people.record_deaths([(person, MAY_DAY.replace(day=2)) for person in dead], by=by(MAY_DAY))
    from shebao.agency.enrolment.actions import end

    end(dead, "resident", 202305, "died", by=by(MAY_DAY))
    people.enter_shares([(dead[0], heir, "child", 1)], "only", by=by(MAY_DAY))
    with CaptureQueriesContext(connection) as asked:
        procedures.preview("propose_survivors", {"since": 202301}, day=MAY_DAY)
    assert len(asked) < 25, len(asked)
    carry_through("propose_survivors", {"since": "2023-01"}, paying.staff, MAY_DAY)
    rows = {row.person_id: row for row in Proposal.objects.all()}
    assert set(rows) == set(dead) and all(row.amount_fen > 0 and "没有人来办" in row.why for row in rows.values())
    assert [message.title for message in queries.mailbox(heir)] == ["您家人的身后待遇还没有领"]
    with pytest.raises(Refused, match="没有去世以后"):
        carry_through("propose_survivors", {"since": "2023-01"}, paying.staff, MAY_DAY)
    assert len(matters.listed(kinds=["propose_survivors"])) == 1


def test_an_answer_that_nobody_gave_is_seen(works: Works) -> None:  # noqa: F811
    carry_through("propose_stability", tax_list(works), works.staff, DAY)
    drop_guards("public_proposal")
    for change, words in (({"reply": "yes"}, "对不上"), ({"reply": "", "amount_fen": 1}, "合计与提议不符")):
        Proposal.objects.update(**change)
        problems = problems_of("public.proposals")
        assert any(words in problem for problem in problems), problems
