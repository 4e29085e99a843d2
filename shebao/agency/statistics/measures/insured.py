"""Who is insured, who was due to contribute, who did."""

from __future__ import annotations

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment

from ..measure import Asked, Definition, Drill, Reading, share


def insured(asked: Asked) -> Reading:
    ids = enrolment.insured_columns(asked.scheme, asked.last)["person_id"]
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def below_age(asked: Asked) -> Reading:
    ids = enrolment.paying_age(asked.scheme, asked.last, asked.claim_age)
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def waiting(asked: Asked) -> Reading:
    """Insured persons who are neither paid nor still below the claim age: to be decided, or suspended."""
    others = np.union1d(
        benefits.in_payment(asked.scheme, asked.last)["person_id"], enrolment.paying_age(asked.scheme, asked.last, asked.claim_age)
    )
    ids = np.setdiff1d(enrolment.insured_columns(asked.scheme, asked.last)["person_id"], others)
    return Reading(int(ids.size) or None, int(ids.size), Drill("persons", ids))


def _rates(asked: Asked) -> contributions.Rates:
    result: contributions.Rates = asked.once("rates", lambda: contributions.rates(asked.scheme, asked.year, asked.last, asked.claim_age))
    return result


def due(asked: Asked) -> Reading:
    return Reading(_rates(asked).due, _rates(asked).due, Drill("persons", enrolment.paying_age(asked.scheme, asked.last, asked.claim_age)))


def paying(asked: Asked) -> Reading:
    payers = contributions.payers(asked.scheme, asked.year, asked.last)
    ids = np.intersect1d(enrolment.paying_age(asked.scheme, asked.last, asked.claim_age), payers)
    return Reading(_rates(asked).paid, _rates(asked).paid, Drill("persons", ids))


def contributors(asked: Asked) -> Reading:
    ids = contributions.payers(asked.scheme, asked.year)
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def unpaid(asked: Asked) -> Reading:
    ids = contributions.unpaid(asked.scheme, asked.year, asked.last, asked.claim_age)
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def paid_rate(asked: Asked) -> Reading:
    return Reading(share(_rates(asked).paid, _rates(asked).due), _rates(asked).due)


def renewal_due(asked: Asked) -> Reading:
    return Reading(_rates(asked).renewal_due, _rates(asked).renewal_due)


def renewed(asked: Asked) -> Reading:
    return Reading(_rates(asked).renewed, _rates(asked).renewed)


def renewal_rate(asked: Asked) -> Reading:
    return Reading(share(_rates(asked).renewed, _rates(asked).renewal_due), _rates(asked).renewal_due)


def _sum(asked: Asked, part: str) -> Reading:
    received = asked.once("received", lambda: contributions.received(asked.scheme, asked.first, asked.last))
    return Reading(sum(row[part] for row in received.values()), sum(row["people"] for row in received.values()), Drill("vouchers"))


def own(asked: Asked) -> Reading:
    return _sum(asked, "own_fen")


def subsidy(asked: Asked) -> Reading:
    return _sum(asked, "subsidy_fen")


def assisted(asked: Asked) -> Reading:
    return _sum(asked, "assisted_fen")


def assisted_people(asked: Asked) -> Reading:
    received = asked.once("received", lambda: contributions.received(asked.scheme, asked.first, asked.last))
    people = received.get("assisted", {}).get("people", 0)
    return Reading(people, people)


def dependency(asked: Asked) -> Reading:
    return Reading(share(_rates(asked).paid, benefits.recipients(asked.scheme, asked.last)), _rates(asked).paid)


MEASURES = (
    Definition("resident.insured", "年末参保人数", "年末参保关系存续的人数，含领取待遇人员", "人", "business", insured),
    Definition("resident.below_age", "未到领取年龄参保人数", "年末参保且未满领取年龄", "人", "business", below_age),
    Definition("resident.waiting", "已到领取年龄未在发人数", "年末参保、已满领取年龄而未在发：待核定或暂停", "人", "business", waiting),
    Definition("resident.due", "应缴费人数", "年末参保且未满领取年龄，当年应缴费", "人", "business", due),
    Definition("resident.paying", "已缴费人数", "应缴费人员中当年已缴费（含财政代缴）", "人", "business", paying),
    Definition(
        "resident.contributors", "当年缴费人数", "当年有缴费到账的人，含财政代缴、含年内开始领取的人", "人", "business", contributors
    ),
    Definition("resident.unpaid", "应缴未缴人数", "应缴费人员中当年没有缴费", "人", "business", unpaid),
    Definition("contributions.paid_rate", "参保缴费率", "已缴费人数 ÷ 应缴费人数", "rate", "business", paid_rate),
    Definition("resident.renewal_due", "应续保人数", "当年应缴费且上年已缴费", "人", "business", renewal_due),
    Definition("resident.renewed", "已续保人数", "应续保人员中当年已缴费", "人", "business", renewed),
    Definition("contributions.renewal_rate", "续保率", "已续保人数 ÷ 应续保人数", "rate", "business", renewal_rate),
    Definition("resident.own", "个人缴费", "当年到账的个人缴费", "fen", "fund", own),
    Definition("resident.subsidy", "政府缴费补贴", "当年到账的政府对个人缴费补贴", "fen", "fund", subsidy),
    Definition("resident.assisted", "财政代缴金额", "当年到账的困难群体代缴", "fen", "fund", assisted),
    Definition("resident.assisted_people", "财政代缴人数", "当年由政府代缴的人数", "人", "business", assisted_people),
    Definition("enrolment.dependency_ratio", "制度内抚养比", "已缴费人数 ÷ 年末领取人数", "rate", "business", dependency),
)
