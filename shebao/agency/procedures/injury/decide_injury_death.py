"""Deciding what a death at work is paid (工亡待遇核定): funeral and death grant to the heirs once, a pension to everybody the dead supported."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import awards
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import ADULT_YEARS, RELATIONS, SEVERE
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import actions as people_actions
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.people.names import BANK_LONGEST
from shebao.agency.procedures.columns import NEW_PERSON
from shebao.agency.procedures.death.estate import divided
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.identity import birth_date_of
from shebao.base.money import Fen, grouped
from shebao.base.months import add_months, age_on, month_of, month_text

from . import _case
from ._case import AREA_DOCUMENT, AREA_WAGE, CASE, NO, WAGE, WAGE_PROOF, YES, YES_OR_NO, fen, law, paid_by_fund, wage_of, yuan

KEY = "decide_injury_death"
TITLE = "工亡待遇核定"
LAW = "工伤保险条例 第三十九条、第四十一条；社会保险法 第三十八条、第四十九条；因工死亡职工供养亲属范围规定（令第18号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "工亡待遇核定表"
REVERSAL = "没有列入发放的，办理“撤销工伤待遇核定”；已经付出的（例如宣告死亡被撤销），按多发追回。"
SENSITIVE = ("rows",)
TITLES = {title: key for key, (title, _) in RELATIONS.items()}
_HEIRS_WORD = {"grandchild": "other"}
"""Relation of a dependant → what the register of persons calls it, where that is another word."""
ROWS = (
    *NEW_PERSON,
    Wanted("relation", "与死者关系", choices=TITLES),
    Wanted("alone", "孤寡老人或孤儿", required=False, choices={"是": YES, "否": NO}),
    Wanted("unable", "完全丧失劳动能力", required=False, choices={"是": YES, "否": NO}),
    Wanted("bank", "开户行", required=False, longest=BANK_LONGEST),
    Wanted("account_number", "银行账号", "bank_card", required=False, also=("银行卡号",)),
)
FIELDS = (
    CASE,
    Field(
        "rows",
        "供养亲属名单",
        "file",
        required=False,
        help="没有供养亲属的不填；每行：身份证号码、姓名、与死者关系、孤寡、完全丧失劳动能力、开户行、银行账号",
    ),
    WAGE,
    WAGE_PROOF,
    AREA_WAGE,
    AREA_DOCUMENT,
    Field("after_leave", "一至四级伤残职工停工留薪期满后死亡", "choice", choices=YES_OR_NO, help="没有一次性工亡补助金"),
    Field("funeral_elsewhere", "丧葬补助金选领其他险种", "choice", choices=YES_OR_NO, help="养老、工伤、失业只能选领一项"),
    Field("month", "抚恤金首次发放月", "month", required=False, help="不填则为受理次月；死亡次月以来的另行补发"),
    Field("file_name", "文件名", required=False),
    scans_field("死亡证明、亲属关系、无劳动能力和收入证明扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


class Amounts(NamedTuple):
    """What a death is paid: once, and every dependant's month in the order of the list."""

    funeral_fen: Fen
    grant_fen: Fen
    pensions: tuple[Awarded, ...]


def check(payload: Payload, day: date) -> Payload:
    """Refused where the death or the heirs are not on record, the funeral was paid elsewhere, or somebody on the list has no right."""
    case = paid_by_fund(payload["case_id"])
    payload["accepted_on"] = day.isoformat()
    died_on = people.deaths([case.person_id]).get(case.person_id)
    if died_on is None:
        refuse("procedures.not_dead", f"{case.name}没有死亡登记", "请先办理死亡登记；下落不明的，宣告死亡以后办理。", "case_id")
    if not heirs.heirs_of(case.person_id):
        refuse("procedures.no_heirs", f"{case.name}还没有登记领取人", "请先办理“继承人登记”，登记近亲属的份额和账户。", "case_id")
    if injury.standing_claims(case.id, "death"):
        refuse("procedures.injury_death", f"{case.name}的工亡待遇已经核定", "需要改动的，先办理“撤销工伤待遇核定”。", "case_id")
    if payload["after_leave"] == YES and not 1 <= (case.grade or 0) <= SEVERE:
        refuse("procedures.injury_death", "不是一至四级伤残职工", "停工留薪期内因工伤死亡的请选“否”。", "after_leave")
    _check_funeral(payload, case)
    _check_dependants(payload, died_on)
    payload["died_on"] = died_on.isoformat()
    payload["from_month"] = add_months(month_of(died_on), 1)
    payload["month"] = max(payload.get("month") or add_months(month_of(day), 1), payload["from_month"])
    wage = wage_of(payload, case)
    payload["wage_fen"], payload["wage_origin"] = wage.fen, wage.origin
    simulated(lambda: _decide(payload, By(None, day)), lambda: None)
    return payload


def _check_funeral(payload: Payload, case: injury.CaseRow) -> None:
    """One funeral subsidy of the three insurances."""
    elsewhere = [
        title for key, title in schemes.titles().items() if key != INJURY and "丧葬补助金" in runs.owed_at_death(case.person_id, key)
    ]
    if elsewhere and payload["funeral_elsewhere"] == NO:
        what = f"{case.name}的丧葬补助金已在{'、'.join(elsewhere)}登记应付"
        refuse(
            "procedures.injury_death",
            what,
            "三险只能选领一项：先撤销那一项，或选“丧葬补助金选领其他险种”。",
            "funeral_elsewhere",
            "社会保险法 第四十九条",
        )


def _check_dependants(payload: Payload, died_on: date) -> None:
    """Children and siblings of age only where they cannot work; nobody draws two such pensions."""
    for number, row in enumerate(payload.get("rows") or [], 1):
        born = birth_date_of(row["citizen_number"])
        grown = row["relation"] in ("child", "grandchild", "sibling") and age_on(born, died_on) >= ADULT_YEARS
        if grown and row.get("unable", NO) == NO:
            what = f"第{number}行：{row['name']}已满 {ADULT_YEARS} 周岁，没有注明完全丧失劳动能力"
            refuse(
                "procedures.injury_death", what, "有鉴定结论的填“是”，没有的从名单中去掉。", "rows", "因工死亡职工供养亲属范围规定 第三条"
            )
        known = people.find(row["citizen_number"])
        if known is not None and injury.dependant_of(known):
            refuse("procedures.injury_death", f"第{number}行：{row['name']}已领取供养亲属抚恤金", "一个人只领一份，请核对。", "rows")


def preview(payload: Payload) -> list[Change]:
    """What the heirs are paid once, each his part, and what the dependants draw together, cut to the wage."""
    case, amounts = injury.case(payload["case_id"]), _amounts(payload)
    changes = [
        Change("死亡日期", "", payload["died_on"]),
        Change("本人工资", "", f"{grouped(payload['wage_fen'])} 元（{payload['wage_origin']}）"),
        Change("丧葬补助金", "", f"{grouped(amounts.funeral_fen)} 元" if amounts.funeral_fen else "选领其他险种"),
        Change("一次性工亡补助金", "", f"{grouped(amounts.grant_fen)} 元" if amounts.grant_fen else "停工留薪期满后死亡，没有"),
    ]
    known = {row.person_id: row for row in heirs.heirs_of(case.person_id)}
    for person, fen_of_heir in divided(amounts.funeral_fen + amounts.grant_fen, heirs.shares([case.person_id])[case.person_id]):
        row = known[person]
        where = f"{row.account.bank} {row.account.masked}" if row.account else "没有收款账户"
        changes.append(
            Change(f"领取人 {row.name}（{heirs.RELATIONS[row.relation]}，{row.parts} 份）", "", f"{grouped(fen_of_heir)} 元，{where}")
        )
    if amounts.pensions:
        total = sum(one.total_fen for one in amounts.pensions)
        text = f"{len(amounts.pensions)} 人共 {grouped(total)} 元/月，自 {month_text(payload['from_month'])} 起，合计不高于本人工资"
        changes.append(Change("供养亲属抚恤金", "", text))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """Each dependant's pension."""
    return [
        RowNote("", f"{grouped(one.total_fen)} 元/月", one.total_fen, ("孤寡加发 10%",) if row.get("alone", NO) == YES else ())
        for row, one in zip(payload.get("rows") or [], _amounts(payload).pensions, strict=True)
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The claim's id; a one-off run pays the heirs, regular runs the dependants."""
    return _decide(payload, by)


def _decide(payload: Payload, by: By) -> int:
    case, amounts, rows = injury.case(payload["case_id"]), _amounts(payload), payload.get("rows") or []
    facts = {"wage_fen": payload["wage_fen"], "area_wage_fen": payload["area_wage_fen"], "area_document": payload["area_document"]}
    facts |= {"funeral_fen": amounts.funeral_fen, "grant_fen": amounts.grant_fen, "from_month": payload["from_month"]}
    ids = _persons(case.person_id, rows, by)
    dependants = [
        actions.NewDependant(person, row["relation"], row.get("alone", NO) == YES, row.get("unable", NO) == YES, one.total_fen)
        for person, row, one in zip(ids, rows, amounts.pensions, strict=True)
    ]
    once = amounts.funeral_fen + amounts.grant_fen
    claim_id = actions.claim(actions.NewClaim(case.id, "death", once, 0, case.grade or 0, facts), dependants=dependants, by=by)
    parts = heirs.shares([case.person_id])[case.person_id]
    owed = [
        payout.Owed(case.person_id, person, kind, month_of(by.day), amount, payout.of_claim(claim_id))
        for kind, whole in (("funeral", amounts.funeral_fen), ("death_grant", amounts.grant_fen))
        for person, amount in divided(whole, parts)
        if amount
    ]
    if owed:
        payout.owe(owed, INJURY, by=by)
    if ids:
        start = payload["from_month"]
        new = [awards.Award(person, start, start, one) for person, one in zip(ids, amounts.pensions, strict=True)]
        benefit_actions.award(new, INJURY, month=payload["month"], provisional=False, by=by, body={"claim": claim_id}, insured=False)
    return claim_id


def _persons(deceased_id: int, rows: list[Payload], by: By) -> list[int]:
    """The dependants as persons of the register; whoever is not in it comes into it."""
    if not rows:
        return []
    family = [
        people_actions.NewHeir(
            row["citizen_number"],
            row["name"],
            _HEIRS_WORD.get(row["relation"], str(row["relation"])),
            1,
            0,
            row.get("bank", ""),
            row.get("account_number", ""),
        )
        for row in rows
    ]
    return people_actions.ensure_family(deceased_id, family, by=by)


def _amounts(payload: Payload) -> Amounts:
    case, day = injury.case(payload["case_id"]), date.fromisoformat(payload["accepted_on"])
    base: dict[str, Any] = {"accident_date": case.happened_on.isoformat(), "avg_wage": yuan(payload["area_wage_fen"])}
    once = base | {"death_year": payload["died_on"][:4]}
    if payload["after_leave"] == YES:
        once["grade"] = str(case.grade)
    answer = law("injury_death_benefit", day, once)
    funeral = 0 if payload["funeral_elsewhere"] == YES else fen(answer, "funeral")
    grant = fen(answer, "death_grant") if "death_grant" in answer.values else 0
    rows = payload.get("rows") or []
    words = [f"{'lone ' if row.get('alone', NO) == YES else ''}{RELATIONS[row['relation']][1]}" for row in rows]
    scheme, place, places = schemes.of(INJURY), installation.place(), parameters.known_on(day)
    facts = base | {"calculation": "injury_dependant", "own_wage": yuan(payload["wage_fen"]), "dependants": words}
    pensions = tuple(scheme.award(facts | {"number": str(number)}, place, places) for number in range(1, len(words) + 1))
    return Amounts(funeral, grant, pensions)


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return _case.heading(TITLE, payload)


def count(payload: Payload) -> int:
    """One death."""
    return 1
