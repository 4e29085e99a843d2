"""A whole operation at the desk: the run's page names it, the inspector opens its sample and asks, the approver lets it through."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shebao.agency.benefits import actions as benefits
from shebao.agency.matters import queries as matters
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import OperationRelease
from shebao.agency.people import actions as people
from shebao.agency.people import queries as register
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County
from tests.world.people import BANK, bank_card

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]


def decide(client: Client, matter_id: int, verb: str) -> str:
    digest = matters.matter(matter_id).content_digest  # type: ignore[union-attr]
    return client.post(f"/matters/{matter_id}/{verb}/", {"digest": digest}, follow=True).content.decode()


def test_an_operation_is_opened_by_its_sample_and_let_through_by_another_person(at_desk: Desk, paying: County) -> None:
    crowd = paying.pensioners(30, 0)
    paying.settled()
    benefits.suspend(crowd, SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume(crowd, SCHEME, JULY, by=by(date(2023, 7, 2)))
    run = actions.compute(paying.propose(JULY, "back_pay", JULY_DAY).pk, actor_id=paying.staff["acceptance"])
    (operation,) = queries.operations(run.pk)
    address = f"/payout/{run.pk}/operation/{operation.number}/"
    inspector, approver, clerk = at_desk("inspector"), at_desk("approver"), at_desk("acceptance")

    page = clerk.get(f"/payout/{run.pk}/").content.decode()
    homes = [client.get("/").content.decode() for client in (inspector, clerk)]
    opened = inspector.get(address).content.decode()
    sample = re.findall(r'name="person" value="(\d+)"', opened)
    form = {"finding": "逐人核对认证记录", "months": "1"}
    few = inspector.post(f"{address}release/", form | {"person": sample[1:]}).content.decode()
    asked = inspector.post(f"{address}release/", form | {"person": sample})
    matter_id = int(asked.headers["Location"].rstrip("/").rpartition("/")[2])
    shown = approver.get(f"/matters/{matter_id}/").content.decode()
    decide(approver, matter_id, "approve")

    assert ["2023年7月补发有 30 人整批待核" in home for home in homes] == [True, False]
    assert "按来由" in page and "恢复" in page and "整批待核" in page and address in page
    assert len(sample) == 10 and "受理这件事的人不能核查" in opened and 'form="release"' not in clerk.get(address).content.decode()
    assert "还有 1 人没有逐人看过" in few and few.count(" checked>") + few.count("checked>") >= 9
    assert "30 人" in shown and "10 人：" in shown and "逐人核对认证记录" in shown
    assert OperationRelease.objects.get().people == 30
    assert approver.post(f"{address}release/", form).status_code == 403
    assert (
        len(actions.compute(run.pk, actor_id=paying.staff["acceptance"]).digest) == 0 and queries.operation(run.pk, operation.cause) is None
    )
    assert inspector.get(address).status_code == 404


def test_of_three_on_one_card_the_inspector_lets_through_two_and_sees_who_shares_it(at_desk: Desk, paying: County) -> None:
    card, some = bank_card(), paying.people[:3]
    for person in some:
        people.change_bank_accounts([(person, BANK, card, register.person(person).name)], by=by(MAY_DAY))
        account = register.bank_account_in_force([person])[person].id
        people.verify_bank_accounts([account], "银行柜面核验", by=by(MAY_DAY))
    run = paying.settled()
    listing = f"/payout/{run.pk}/held/?kind=held&reason=shared_account"
    inspector, approver = at_desk("inspector"), at_desk("approver")

    page = inspector.get(listing).content.decode()
    asked = inspector.post(
        f"/payout/{run.pk}/held/shared_account/release/",
        {"finding": "同户夫妻", "months": "1", "person": [str(person) for person in some[:2]]},
    )
    matter_id = int(asked.headers["Location"].rstrip("/").rpartition("/")[2])
    decide(approver, matter_id, "approve")
    second = actions.compute(paying.propose().pk, actor_id=paying.staff["acceptance"])

    names = [register.person(person).name for person in some]
    assert page.count(f"尾号 {card[-4:]}：") == 3 and f"{names[1]}、{names[2]}" in page
    assert {row.person_id for row in queries.lines(second.pk)} == set(some[:2])
    assert [row.person_id for row in queries.exclusions(second.pk, kind="held")] == [some[2]]


def test_a_total_far_from_usual_asks_the_clerk_for_words_that_the_signers_and_the_sheet_show(at_desk: Desk, paying: County) -> None:
    paying.settled()
    paying.pensioners(19, 13_900_00 * 3, month=JUNE)
    run = actions.compute(paying.propose(JUNE, day=JUNE_DAY).pk, actor_id=paying.staff["acceptance"])
    clerk, reviewer = at_desk("acceptance"), at_desk("reviewer")
    address = f"/payout/{run.pk}/"

    asks = clerk.get(address).content.decode()
    refused = clerk.post(f"{address}do/seal/", {"remark": "已核"}).content.decode()
    clerk.post(f"{address}do/seal/", {"remark": "接收邻县移交十九人"})

    assert "下面的情况请写明原因" in asks and "增加" in asks
    assert "没有办成" in refused or "封存前须说明" in refused
    assert 'value="已核"' in refused
    assert "接收邻县移交十九人" in reviewer.get(address).content.decode()
    assert "封存时的说明：接收邻县移交十九人" in reviewer.get(f"{address}sheet/").content.decode()


def test_the_thresholds_are_there_to_read_for_whoever_pays_and_whoever_keeps_the_standards(at_desk: Desk, paying: County) -> None:
    pages = {post: at_desk(post).get("/payout/thresholds/").content.decode() for post in ("parameters", "approver", "inspector")}

    assert all("集体会审线" in page and "1,000,000" in page and "随产品发布" in page for page in pages.values())
    assert "/matters/new/change_threshold/" in pages["parameters"] and "/matters/new/change_threshold/" not in pages["inspector"]
    assert "/payout/thresholds/" in at_desk("acceptance").get("/payout/").content.decode()
