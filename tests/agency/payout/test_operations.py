"""What one operation does to a run waits together, whichever door it came through, and two people let it through as large as it is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from shebao.agency.benefits import actions as benefits
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters.actions import NewValue, enter
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Cover, Exclusion, Line, OperationRelease, Run
from shebao.agency.payout.run import variance
from shebao.agency.people import actions as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout import notices
from shebao.base.finding import Refused
from tests.support.scans import picture
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, problems_of
from tests.world.people import make_village

TYPED = date(2023, 6, 20)
BORN_LATER = date(1962, 3, 5)


def held(run: Run) -> dict[int, str]:
    return dict(Exclusion.objects.filter(run=run, kind="held").values_list("person_id", "reason"))


def paid(run: Run) -> set[int]:
    return set(Line.objects.filter(run=run).values_list("person_id", flat=True))


def computed(county: County, month: int, kind: str = "regular", day: date = MAY_DAY) -> Run:
    return actions.compute(county.propose(month, kind, day).pk, actor_id=county.staff["acceptance"])


def standard(county: County, content: str, *, key: str = "resident_basic_standard", day: date = TYPED, note: str = "") -> int:
    """A standard that holds from May on, entered by a matter of three people; the number of the matter."""
    scans = [attachments.keep("通知.png", picture())._asdict()]
    payload: dict[str, Any] = {"key": key, "place": PLACE, "effective_from": "2023-05-01", "content": content, "scans": scans}
    payload |= {"document": "测试文件〔2023〕1号"} | ({"note": note} if note else {})
    matter = procedures.submit("enter_parameter", payload, by=By(county.staff["parameters"], day))
    procedures.review(matter, by=By(county.staff["inspector"], day))
    procedures.approve(matter, by=By(county.staff["approver"], day))
    return matter


def cause_of(run: Run) -> int:
    """The cause of the one operation that waits in a run."""
    (waiting,) = [row for row in queries.operations(run.pk) if row.held]
    return waiting.cause


@pytest.mark.slow
def test_a_raise_of_everybody_is_one_operation_of_its_matter_however_each_state_came_to_be(paying: County) -> None:
    crowd = paying.pensioners(24, 0)
    paying.settled()
    for person in crowd[:3]:
        benefits.suspend([person], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
        benefits.resume([person], SCHEME, JUNE, by=by(date(2023, 5, 26)))
    paying.settled(JUNE, day=JUNE_DAY)
    matter = standard(paying, "108")
    paying.settled(JULY, day=JULY_DAY)

    run = computed(paying, JULY, "back_pay", JULY_DAY)

    assert set(held(run).values()) == {"operation"} and len(held(run)) == 30 and not paid(run)
    (row,) = queries.operations(run.pk)
    assert (row.matter_id, row.people, row.fen, row.held, row.waiting) == (matter, 30, 30 * 2 * 5_00, True, 30)
    assert "录入法定标准：基础养老金标准" in row.title

    paying.release_operation(run, row.cause, JULY_DAY)
    run = actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    assert len(paid(run)) == 30 and not held(run)
    assert set(Cover.objects.filter(run=run).values_list("cause", flat=True)) == {row.cause}
    release = OperationRelease.objects.get()
    assert (release.people, release.fen, release.looked_at.count(",") + 1) == (30, 30 * 2 * 5_00, 10)
    actions.seal(run.pk, by=By(paying.staff["acceptance"], JULY_DAY))
    assert not [check for check in run_checks() if not check.ok]


def test_nothing_is_let_through_unseen_nor_by_whoever_began_it(paying: County) -> None:
    crowd = paying.pensioners(21, 0)
    paying.settled()
    benefits.suspend(crowd, SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume(crowd, SCHEME, JULY, by=by(date(2023, 7, 2), paying.staff["inspector"]))
    run = computed(paying, JULY, "back_pay", JULY_DAY)
    cause, sample = cause_of(run), queries.sample(run.pk, cause_of(run))
    order = actions.OperationOrder(run.pk, cause, JULY, JULY, "已核对认证记录", sample)

    assert len(sample) == 10 and set(sample) <= set(crowd)
    with pytest.raises(Refused, match="还有 1 人没有逐人看过"):
        actions.check_operation_release(order._replace(looked_at=sample[1:]))
    with pytest.raises(Refused, match="没有因这个来由整批待核"):
        actions.check_operation_release(order._replace(cause=cause + 1))
    with pytest.raises(Refused, match="12 个月以内"):
        actions.check_operation_release(order._replace(until_month=JULY + 100))
    ticked = actions.ReleaseOrder(SCHEME, (crowd[0],), "operation", JULY, JULY, "核实")
    with pytest.raises(Refused, match="受理这件事的人不能核查或批准"):
        actions.release(ticked, asked_by=paying.staff["inspector"], by=By(paying.staff["approver"], JULY_DAY, 1))
    with pytest.raises(Refused, match="受理这件事的人不能核查或批准"):
        actions.release_operation(order, asked_by=paying.staff["inspector"], by=By(paying.staff["approver"], JULY_DAY, 1))


@pytest.mark.slow
@pytest.mark.parametrize("door", ["standard", "list", "one by one"])
def test_the_mistake_of_a_hundred_and_six_people_waits_by_every_door_and_everybody_else_is_paid_on_the_day(
    paying: County, door: str
) -> None:
    crowd = paying.pensioners(106, 0)
    younger = paying.pensioners(10, birth=BORN_LATER)
    everybody = {*paying.people, *crowd, *younger}
    paying.settled()
    if door == "standard":
        paying.settled(JUNE, day=JUNE_DAY)
        standard(paying, '[["65", null, "330"]]', key="resident_age_addon")
        wrong = {*paying.people, *crowd}
    else:
        benefits.suspend(crowd, SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
        paying.settled(JUNE, day=JUNE_DAY)
        clerk = by(date(2023, 7, 2), paying.staff["acceptance"])
        for some in [crowd] if door == "list" else [crowd[i : i + 15] for i in range(0, 106, 15)]:
            benefits.resume(some, SCHEME, JULY, by=clerk)
        wrong = set(crowd)

    regular = paying.settled(JULY, day=JULY_DAY)
    back = computed(paying, JULY, "back_pay", JULY_DAY)

    assert set(held(back)) == wrong and not paid(back)
    assert set(held(back).values()) == {"operator" if door == "one by one" else "operation"}
    assert paid(regular) == everybody - (wrong if door == "standard" else set())
    if door == "standard":
        assert Counter(held(regular).values()) == {"law_cap": 112}
        with pytest.raises(Refused, match="没有可发放的人员"):
            paying.sealed(JULY, day=JULY_DAY)


@pytest.mark.slow
def test_a_hundred_and_six_invented_people_of_one_list_wait_and_everybody_else_is_paid(paying: County) -> None:
    paying.pensioners(20)
    paying.settled()
    dear = paying.pensioners(106, 2_350_000_00, month=JUNE)

    run = paying.settled(JUNE, day=JUNE_DAY)

    assert held(run) == dict.fromkeys(dear, "regular_cap") and len(paid(run)) == 26
    cheap = paying.pensioners(106, 100_000_00, month=JULY)
    july = computed(paying, JULY, day=JULY_DAY)
    assert {person: reason for person, reason in held(july).items() if person in cheap} == dict.fromkeys(cheap, "newcomers")


def test_a_standard_ten_times_too_high_holds_whom_it_moves_also_in_a_later_part_of_the_month(paying: County) -> None:
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    with pytest.raises(Refused, match=r"由 103 改为 1030，是原来的 10.0 倍"):
        standard(paying, "1030")
    standard(paying, "1030", note="按文件核对过，确为此数")

    run = computed(paying, JULY, day=JULY_DAY)

    assert held(run) == dict.fromkeys(paying.people, "law_cap")
    actions.discard(run.pk, "先更正标准", by=By(paying.staff["acceptance"], JULY_DAY))
    standard(paying, "108", day=JULY_DAY, note="前次多录一位，按原文更正")
    assert paid(computed(paying, JULY, day=JULY_DAY)) == set(paying.people)


def test_a_standard_entered_on_the_day_of_a_sealed_run_is_explained_the_month_after(paying: County) -> None:
    paying.settled()
    enter(NewValue("resident_basic_standard", PLACE, date(2023, 5, 1), None, "108", "测试文件〔2023〕1号"), by=By(None, MAY_DAY))

    june = paying.settled(JUNE, day=JUNE_DAY)

    assert [(g.key, g.fen) for g in queries.summary(june.pk).changes] == [("basic", 6 * 5_00)]


def test_the_preview_of_a_standard_says_whom_and_how_much_back_pay_follows_and_who_would_wait(
    paying: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    enter(NewValue("resident_basic_standard", PLACE, date(2023, 5, 1), None, "113", "测试文件"), by=By(None, date(2023, 5, 2)))
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    scans = [attachments.keep("通知.png", picture())._asdict()]
    payload = {"key": "resident_basic_standard", "place": PLACE, "effective_from": "2023-05-01", "document": "文", "scans": scans}

    small = {change.what: change.after for change in procedures.preview("enter_parameter", payload | {"content": "118"}, day=TYPED)}
    large = payload | {"content": "1030", "note": "确为此数，见原文"}
    great = {change.what: change.after for change in procedures.preview("enter_parameter", large, day=TYPED)}
    less = {change.what: change.after for change in procedures.preview("enter_parameter", payload | {"content": "108"}, day=TYPED)}

    assert small["以前月份补发"] == "6 人，60.00 元" and "请核对" not in small
    assert great["请核对"].startswith("6 人的月待遇增减过大") and great["请逐位核对"] == "说明：确为此数，见原文"
    assert less["以前月份多发"].startswith("6 人，60.00 元") and "以前月份补发" not in less


def test_a_total_far_from_usual_is_not_sealed_before_its_maker_says_why(paying: County) -> None:
    paying.settled()
    paying.pensioners(60, month=JUNE)
    run = computed(paying, JUNE, day=JUNE_DAY)
    clerk = By(paying.staff["acceptance"], JUNE_DAY)
    paying.release_operation(run, cause_of(run), JUNE_DAY)
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    for words in ("", "已核"):
        with pytest.raises(Refused, match="封存前须说明"):
            actions.seal(run.pk, by=clerk, remark=words)
    sealed = actions.seal(run.pk, by=clerk, remark="接收邻县移交六十人")

    assert sealed.remark == "接收邻县移交六十人"
    assert problems_of("payout.runs") == () and problems_of("payout.thresholds") == ()


def test_a_village_whose_total_moved_far_is_named_though_the_county_hardly_moved(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    far = {"variance_fen": 10_000, "village_percent": 20, "variance_percent": 50}
    usual = queries.thresholds_on(JUNE_DAY, SCHEME)
    monkeypatch.setattr(variance, "thresholds_on", lambda day, scheme: usual.__class__(day, scheme, usual.values | far))
    village = make_village("乙乡", "二村")
    people.move_persons([(person, village) for person in paying.people[:2]], by=by(MAY_DAY))
    paying.settled()
    benefits.suspend(paying.people[:1], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))

    run = computed(paying, JUNE, day=JUNE_DAY)

    assert queries.variances(run) == ["乙乡二村 203.00 元，上月 406.00 元，减少 203.00 元（50%）"]


def test_signers_are_told_of_six_accounts_that_one_member_changed_on_one_day_and_not_of_five(paying: County) -> None:
    for person in paying.people[:5]:
        paying.change_account(person, MAY_DAY)
    run = computed(paying, MAY)
    assert notices.MANY_ACCOUNTS not in [notice.key for notice in notices.notices_of(run)]

    paying.change_account(paying.people[5], MAY_DAY)
    run = actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    (notice,) = [notice for notice in notices.notices_of(run) if notice.key == notices.MANY_ACCOUNTS]
    assert (notice.title, set(notice.amounts)) == ("同一经办人一天变更账户过多", set(paying.people))
