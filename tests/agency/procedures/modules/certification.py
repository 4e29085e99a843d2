"""Certification: proofs of life from lists and by hand, notices, suspension for want of one or for a cause, and going on with what is owed."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.benefits import queries as benefits
from shebao.agency.benefits.owed import owed_periods
from shebao.agency.certification import queries as certification
from shebao.agency.payout import queries as payout
from shebao.agency.people.actions import record_deaths
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.agency.procedures.modules.fund import by_business
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County

WORLD = "paying"


def state(person: int) -> str:
    return benefits.states_of(int_column([person]), SCHEME)[0]


def until(person: int) -> int:
    return int(certification.valid_until(int_column([person]))[0])


def paid_back(county: County, person: int) -> int:
    """What a back payment in July brings the person."""
    return payout.amounts_by_person(county.settled(JULY, "back_pay", JULY_DAY).pk).get(person, 0)


def record_certifications(county: County) -> None:
    """Somebody was visited who was somebody else: the proof goes, and the validity with it."""
    person = county.people[0]
    rows = [{"person_id": person, "on": "2023-05-02", "kind": "home_visit"}]
    by_business(county, "record_certifications", {"rows": rows})
    assert until(person) == 202405
    by_business(county, "withdraw_certifications", {"rows": rows, "reason": "登记错人"})
    assert until(person) == 0
    with pytest.raises(Refused, match="没有这一天"):
        by_business(county, "withdraw_certifications", {"rows": rows, "reason": "登记错人"})


def match_life_events(county: County) -> None:
    """A hospital's list extends, a list of cards swiped only hints, and neither proves the life of the dead."""
    first, second, dead = county.people[:3]
    asked = {"from_day": "2023-04-01", "to_day": "2023-05-08", "source": "hospital_stay"}
    rows = [{"person_id": person, "on": "2023-05-02"} for person in (first, second)]
    by_business(county, "match_life_events", asked | {"rows": rows})
    by_business(county, "match_life_events", asked | {"source": "card_use", "rows": [{"person_id": dead, "on": "2023-05-03"}]})
    assert [until(first), until(second), until(dead)] == [202405, 202405, 0]
    (hospital,) = [row for row in certification.freshness(MAY_DAY) if row["title"] == "医保就医数据"]
    assert (hospital["people"], hospital["newest"], hospital["stale"]) == (2, date(2023, 5, 2), False)
    record_deaths([(dead, date(2023, 4, 20))], by=by(MAY_DAY))
    with pytest.raises(Refused, match="不能作为认证"):
        by_business(county, "match_life_events", asked | {"rows": [{"person_id": dead, "on": "2023-05-03"}]})
    events = [{"person_id": second, "on": "2023-05-02", "kind": "hospital_stay"}]
    by_business(county, "withdraw_certifications", {"rows": events, "reason": "同名同姓"})
    assert [until(first), until(second)] == [202405, 0]


def notify_certification(county: County) -> None:
    """Told in time and not certified: suspended; told too late: not. Certified since: paid again with the months missed."""
    person = county.people[0]
    rows = {"rows": [{"person_id": person}]}
    overdue = {"month": "2023-06"} | rows
    with pytest.raises(Refused, match="没有送达满"):
        by_business(county, "suspend_overdue", overdue, date(2023, 6, 1))
    by_business(county, "notify_certification", {"month": "2023-06", "way": "visit", "on": "2023-04-20"} | rows)
    by_business(county, "suspend_overdue", overdue, date(2023, 6, 1))
    assert state(person) == "suspended"
    county.settled(JUNE, day=JUNE_DAY)
    by_business(county, "record_certifications", {"rows": [{"person_id": person, "on": "2023-06-20", "kind": "window"}]}, date(2023, 7, 1))
    by_business(county, "resume_certified", {"month": "2023-07"} | rows, date(2023, 7, 1))
    monthly = int(benefits.monthly_fen(int_column([person]), SCHEME)[0])
    assert state(person) == "active" and paid_back(county, person) == monthly


def suspend_benefit(county: County) -> None:
    """Held and acquitted: every month missed is paid. In custody: none is. A sentence that is served outside stops nothing."""
    acquitted, sentenced = county.people[:2]
    asked = {"scheme": SCHEME, "from_month": "2023-06", "told_on": "2023-05-08", "document": "示例看守所函1号"}
    with pytest.raises(Refused, match="没有收监执行"):
        by_business(county, "suspend_benefit", asked | {"person_id": sentenced, "reason": "custody", "served": "outside"})
    by_business(county, "suspend_benefit", asked | {"person_id": sentenced, "reason": "custody", "served": "inside"})
    by_business(county, "suspend_benefit", asked | {"person_id": acquitted, "reason": "detained"})
    assert [state(acquitted), state(sentenced)] == ["suspended", "suspended"]
    county.settled(JUNE, day=JUNE_DAY)
    found_out = {"scheme": SCHEME, "from_month": "2023-07", "reason": "已查明", "document": "示例释放证明1号"}
    for person, result in ((acquitted, "owed"), (sentenced, "plain")):
        by_business(county, "resume_benefit", found_out | {"person_id": person, "result": result}, date(2023, 7, 1))
    monthly = int(benefits.monthly_fen(int_column([acquitted]), SCHEME)[0])
    run = county.settled(JULY, "back_pay", JULY_DAY)
    amounts = payout.amounts_by_person(run.pk)
    assert (amounts.get(acquitted), amounts.get(sentenced, 0)) == (monthly, 0)


def resume_benefit(county: County) -> None:
    """Suspected dead and convicted instead: what was suspected said the months are paid, what was found out says they are not."""
    person = county.people[0]
    asked = {"person_id": person, "scheme": SCHEME, "from_month": "2023-06", "document": "示例函2号"}
    by_business(county, "suspend_benefit", asked | {"reason": "death_reported", "told_on": "2023-05-08"})
    county.settled(JUNE, day=JUNE_DAY)
    by_business(county, "resume_benefit", asked | {"from_month": "2023-07", "result": "plain", "reason": "六月服刑"}, date(2023, 7, 1))
    assert state(person) == "active" and person not in owed_periods(SCHEME, JULY)["person_id"].tolist()
    by_business(county, "suspend_benefit", asked | {"from_month": "2023-08", "reason": "unreachable", "told_on": "2023-07-01"}, JULY_DAY)
    assert state(person) == "suspended"


def plan_certification_round(county: County) -> None:
    """Two rounds a year: half the village certified in the first; overlap refused, cancelled; the new wait a year where a place says so."""
    first = {"title": "上半年", "from_on": "2023-05-01", "to_on": "2023-06-30", "document": "某社〔2023〕9号"}
    key = int(by_business(county, "plan_certification_round", first))
    with pytest.raises(Refused, match="日期重叠"):
        by_business(county, "plan_certification_round", first | {"from_on": "2023-06-30", "to_on": "2023-07-30"})
    rows = [{"person_id": person, "on": "2023-05-02", "kind": "window"} for person in county.people[:3]]
    by_business(county, "record_certifications", {"rows": rows})
    one = certification.round_of(key)
    (village,) = certification.progress(one, MAY_DAY)
    assert (village.in_payment, village.certified, village.left) == (6, 3, 3)
    assert certification.left_in(one, MAY_DAY, village.village_id).tolist() == sorted(county.people[3:])
    by_business(county, "plan_certification_round", {"what": "cancel", "round_id": str(key), "reason": "日期有误"})
    assert not certification.rounds().exists() and certification.overdue(SCHEME, JUNE).size == 3
    new = county.pensioners(1, birth=date(1963, 3, 5))  # sixty in March 2023, in payment since April
    assert set(new) <= set(certification.overdue(SCHEME, JUNE).tolist())
    by_business(county, "plan_certification_round", first | {"first_months": "12"})
    assert not set(new) & set(certification.overdue(SCHEME, JUNE).tolist())
    assert set(new) <= set(certification.overdue(SCHEME, 202404).tolist())
    # A rule of the scheme's own: half a year instead of the usual cycle, from a month on.
    assert not set(county.people[:3]) & set(certification.overdue(SCHEME, 202312).tolist())
    rule = {"what": "validity", "from_on": "2023-12-01", "document": "某社〔2023〕10号"}
    with pytest.raises(Refused, match="有效期 30 个月不对"):
        by_business(county, "plan_certification_round", rule | {"valid_months": "30"})
    by_business(county, "plan_certification_round", rule | {"valid_months": "6"})
    assert certification.validity_months(SCHEME, 202311) == 12 and certification.validity_months(SCHEME, 202312) == 6
    assert set(county.people[:3]) <= set(certification.overdue(SCHEME, 202312).tolist())
    assert not set(county.people[:3]) & set(certification.overdue(SCHEME, 202311).tolist())


MODULES = (
    ("plan_certification_round", plan_certification_round, "plan_certification_round"),
    ("record_certifications", record_certifications, "withdraw_certifications"),
    ("match_life_events", match_life_events, "withdraw_certifications"),
    ("notify_certification", notify_certification, "resume_certified"),
    ("suspend_benefit", suspend_benefit, "resume_benefit"),
    ("resume_benefit", resume_benefit, "suspend_benefit"),
)
