"""What the registers and the debts count for a report: findings, campaigns, health checks, money that came back.

A year in which nothing was entered has no figure: what the agency stated then stands, and is said to be stated.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.inspection import queries as inspection
from shebao.agency.payout import queries as payout
from shebao.agency.registers import queries as registers
from shebao.agency.registers import services
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.screening.campaigns import worked_through

from ..measure import Asked, Definition, Drill, Reading


def _count(register: str, year: int, kinds: tuple[str, ...] = ()) -> Reading:
    count, _, _ = registers.sum_of(register, year, kinds)
    return Reading(count or None, count)


def audit_findings(asked: Asked) -> Reading:
    return _count("finding", asked.year, ("audit", "outside", "fund", "patrol", "treasury"))


def findings_closed(asked: Asked) -> Reading:
    rows = registers.standing("finding", asked.year)
    count = rows.count()
    return Reading(rows.filter(state="done").count() if count else None, count)


def publicity_events(asked: Asked) -> Reading:
    return _count("event", asked.year, ("publicity", "volunteers"))


def publicity_served(asked: Asked) -> Reading:
    count, _, heads = registers.sum_of("event", asked.year, ("publicity", "volunteers"))
    return Reading(heads if count else None, count)


def health_checks(asked: Asked) -> Reading:
    ids = services.attended_ids(asked.year)
    return Reading(int(ids.size) or None, int(ids.size), Drill("persons", ids))


def visits(asked: Asked) -> Reading:
    count, _, heads = registers.sum_of("service", asked.year, ("aged", "illness", "hardship", "death", "festival"))
    return Reading(heads if count else None, count)


def petitions(asked: Asked) -> Reading:
    return _count("petition", asked.year)


def recovered_people(asked: Asked) -> Reading:
    people, _ = payout.recovered(asked.year)
    return Reading(people or None, people)


def recovered(asked: Asked) -> Reading:
    people, fen = payout.recovered(asked.year)
    return Reading(fen if people else None, people)


def mistaken(asked: Asked, place: int, *, back: bool) -> Reading:
    """People (0) or fen (1) of what the agency or its system paid too much: found in the year, or come back in it."""
    found = payout.mistakes(asked.year)
    came_back = payout.recovered(asked.year, mistaken=True) if back else found
    return Reading(came_back[place] if found[0] else None, came_back[0])


def screening_first(asked: Asked) -> Reading:
    rows = worked_through(asked.year, 1)
    return Reading(rows or None, rows)


def screening_second(asked: Asked) -> Reading:
    rows = worked_through(asked.year, 2)
    return Reading(rows or None, rows)


def campaign_checked(asked: Asked) -> Reading:
    rows = inspection.campaigns_of(asked.year)
    return Reading(sum(row.done_heads for row in rows) if rows else None, len(rows))


def campaign_recovered(asked: Asked) -> Reading:
    rows = inspection.campaigns_of(asked.year)
    return Reading(sum(row.amount_fen for row in rows) if rows else None, len(rows))


def _online(scheme: str, asked: Asked) -> Reading:
    """Who of those entitled in a scheme proved their life by themselves in the year."""
    ids = np.intersect1d(certification.certified_by("self_service", asked.year), benefits.people_entitled(scheme))
    return Reading(int(ids.size) or None, int(ids.size), Drill("persons", ids))


MEASURES = (
    Definition("work.fraud_checked", "专项行动核查", "当年开始的专项行动任务里已办的条数或人数", "人", "business", campaign_checked),
    Definition("work.fraud_recovered", "专项行动追回", "当年开始的专项行动各项任务登记的追回金额", "fen", "business", campaign_recovered),
    Definition(
        "work.online_pensioners",
        "网上认证企业退休人员",
        "当年自助认证过的企业职工养老待遇领取人，一人计一次",
        "人",
        "business",
        partial(_online, EMPLOYEE),
    ),
    Definition(
        "work.online_dependants",
        "网上认证工伤和供养人员",
        "当年自助认证过的工伤待遇领取人和供养亲属，一人计一次",
        "人",
        "business",
        partial(_online, INJURY),
    ),
    Definition(
        "work.audit_findings",
        "外部审计检查发现问题",
        "报告日期在当年、没有撤销的外部审计、监督、巡察、财政检查问题",
        "个",
        "business",
        audit_findings,
    ),
    Definition("work.findings_closed", "已整改销号的问题", "当年登记的问题中已经销号的", "个", "business", findings_closed),
    Definition("work.publicity_events", "政策宣传", "当年登记的政策宣传和志愿服务", "次", "business", publicity_events),
    Definition("work.publicity_served", "现场解答咨询", "当年政策宣传和志愿服务的服务人次", "人次", "business", publicity_served),
    Definition("work.health_checks", "退休人员健康体检", "当年结算的体检中到检的人数，一人计一次", "人", "business", health_checks),
    Definition("work.retiree_visits", "走访慰问", "当年登记的走访慰问人次", "人次", "business", visits),
    Definition("work.petitions", "信访事项", "当年收到、没有撤销的信访件", "件", "business", petitions),
    Definition("work.screening_first", "第一批数据比对", "当年收到的第一期清查名单中有结果的行", "条", "business", screening_first),
    Definition("work.screening_second", "第二批数据比对", "当年收到的第二期清查名单中有结果的行", "条", "business", screening_second),
    Definition("work.recovered_people", "追回待遇人数", "当年退回到账或抵扣的债务涉及的人数，不含误补发", "人", "fund", recovered_people),
    Definition("work.recovered", "追回待遇金额", "当年退回到账和从待遇、账户抵扣的金额，不含误补发", "fen", "fund", recovered),
    Definition(
        "work.back_pay_people",
        "误补发人数",
        "当年定责任为机构或系统差错的债务涉及的人数",
        "人",
        "fund",
        partial(mistaken, place=0, back=False),
    ),
    Definition(
        "work.back_pay", "误补发金额", "当年定责任为机构或系统差错的债务金额", "fen", "fund", partial(mistaken, place=1, back=False)
    ),
    Definition(
        "work.back_pay_recovered_people",
        "误补发已追回人数",
        "机构或系统差错的债务中当年退回到账或抵扣的人数",
        "人",
        "fund",
        partial(mistaken, place=0, back=True),
    ),
    Definition(
        "work.back_pay_recovered",
        "误补发已追回金额",
        "机构或系统差错的债务当年退回到账和抵扣的金额",
        "fen",
        "fund",
        partial(mistaken, place=1, back=True),
    ),
)
