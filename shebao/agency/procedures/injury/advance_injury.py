"""Paying in the place of an employer or a third person who does not (工伤保险先行支付): demanded in writing first, claimed back the same day."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.agency.employers import queries as employers
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.base.workdays import add_workdays

from . import _case
from ._case import CASE, account_change, recognised

KEY = "advance_injury"
TITLE = "工伤保险先行支付"
LAW = "社会保险法 第四十一条、第四十二条；社会保险基金先行支付暂行办法（令第15号）第五条至第八条、第十三条"
WORKING_DAYS = 3
RISK = "high"
RESULT = "先行支付决定书和追偿通知"
REVERSAL = "款项列入批次以前有误的，办理“撤销工伤待遇核定”，追偿随之撤销；付出以后，凭单据登记偿还。"
EMPLOYER, THIRD = "employer", "third"
GROUNDS = ((EMPLOYER, "单位没有参保缴费，又不支付"), (THIRD, "第三人不支付，或无法确定第三人"))
REASONS = {
    "revoked": "被吊销或撤销登记",
    "refused": "拒绝支付全部或部分费用",
    "judged": "仲裁、诉讼后仍不能获得，法院中止执行",
    "other": "职工认为单位不支付的其他情形",
}
ITEMS = {
    "treatment": "医疗费",
    "rehabilitation": "康复费",
    "aid": "辅助器具",
    "food": "住院伙食补助",
    "travel": "交通食宿",
    "disability": "一次性伤残补助金",
    "end_medical": "一次性工伤医疗补助金",
    "funeral": "丧葬补助金",
    "death_grant": "一次性工亡补助金",
}
MEDICAL = ("treatment", "rehabilitation", "aid")
ROWS = (
    Wanted("item", "项目", choices={title: key for key, title in ITEMS.items()}),
    Wanted("amount_fen", "金额", "yuan"),
    Wanted("proof", "依据", longest=100),
)
FIELDS = (
    CASE,
    Field("ground", "先行支付情形", "choice", choices=GROUNDS),
    Field("reason", "单位不支付的情形", "choice", choices=tuple(REASONS.items())),
    Field("third_name", "第三人", required=False, longest=80, help="第三人不支付的填写姓名或名称，无法确定的写明"),
    Field("demanded_on", "书面催付日期", "date", help="收到申请后 3 个工作日内发出；单位有 5 个工作日核实支付"),
    Field("paid_fen", "单位或第三人已付（元）", "yuan", required=False, help="已付的部分不再先行支付"),
    Field("rows", "先行支付项目", "file", help="每行：项目、金额、依据；只限应由工伤保险基金支付的项目"),
    Field("file_name", "文件名", required=False),
    scans_field("催付通知、不支付的证明或裁决扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a ground that does not fit the case, a demand that has not run out, and anything but medical costs of a third person."""
    case = recognised(payload["case_id"])
    payload["accepted_on"] = day.isoformat()
    if payload["ground"] == EMPLOYER and case.liable == "fund":
        refuse("procedures.advance", f"{case.name}受伤时单位已参保缴费，待遇由基金直接支付", "请按报销或核定办理。", "ground")
    if payload["ground"] == EMPLOYER and case.employer_id is None:
        refuse("procedures.advance", "案件没有登记用人单位，无法催付和追偿", "请先按决定书登记用人单位。", "case_id")
    if payload["ground"] == THIRD:
        others = sorted({ITEMS[row["item"]] for row in payload["rows"] if row["item"] not in MEDICAL})
        if others:
            what = f"第三人不支付的，只先行支付医疗费用，名单里有{'、'.join(others)}"
            refuse("procedures.advance", what, "请从名单中去掉。", "rows", "社会保险法 第四十二条")
        if not payload.get("third_name"):
            refuse("procedures.advance", "没有填写第三人", "无法确定的写明“无法确定”。", "third_name")
    demanded = date.fromisoformat(payload["demanded_on"])
    answered = add_workdays(demanded, _limit("limit_advance_answer", day))
    if demanded > day or (payload["ground"] == EMPLOYER and day <= answered):
        refuse(
            "procedures.advance",
            f"书面催付 {payload['demanded_on']} 发出，单位到 {answered.isoformat()} 还可以核实支付",
            "请过了期限单位仍不支付，再办理先行支付。",
            "demanded_on",
            "社会保险基金先行支付暂行办法 第七条",
        )
    if _total(payload) <= 0:
        refuse("procedures.advance", "扣除已付部分以后没有可以先行支付的金额", "请核对金额。", "paid_fen")
    payload["repay_by"] = (day + timedelta(days=_limit("limit_advance_repayment", day))).isoformat()
    simulated(lambda: _apply(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is paid in advance, to whom, and the claim that is opened with it."""
    case = injury.case(payload["case_id"])
    changes = [
        Change("先行支付情形", "", f"{dict(GROUNDS)[payload['ground']]}；{REASONS[payload['reason']]}"),
        Change("书面催付", "", payload["demanded_on"]),
        Change("先行支付", "", f"{grouped(_total(payload))} 元，记暂付款，不是待遇支出"),
    ]
    if payload.get("paid_fen"):
        changes.append(Change("单位或第三人已付", "", f"{grouped(payload['paid_fen'])} 元，扣除"))
    changes.append(
        Change(
            "同日立追偿", "没有", f"向{_debtor(payload)}追偿 {grouped(_total(payload))} 元，责令 {payload['repay_by']} 以前偿还；逾期计利息"
        )
    )
    return [*changes, *account_change(case.person_id)]


def notes(payload: Payload) -> list[RowNote]:
    """Each item."""
    return [RowNote("", ITEMS[row["item"]], row["amount_fen"]) for row in payload["rows"]]


def apply(payload: Payload, *, by: By) -> int:
    """The claim's id; a one-off run pays it."""
    return _apply(payload, by)


def _apply(payload: Payload, by: By) -> int:
    case, total = injury.case(payload["case_id"]), _total(payload)
    facts = {"ground": payload["ground"], "reason": payload["reason"], "paid_fen": payload.get("paid_fen", 0)}
    facts |= {"items": [[row["item"], row["amount_fen"], row["proof"]] for row in payload["rows"]]}
    claim_id = actions.claim(actions.NewClaim(case.id, "advance", total, 0, case.grade or 0, facts), by=by)
    payout.owe([payout.Owed(0, case.person_id, "advance", month_of(by.day), total, payout.of_claim(claim_id))], INJURY, by=by)
    debtor = "third" if payload["ground"] == THIRD else "employer"
    demanded, repay_by = date.fromisoformat(payload["demanded_on"]), date.fromisoformat(payload["repay_by"])
    actions.open_advance(claim_id, debtor, _debtor(payload), demanded, repay_by, total, by=by)
    return claim_id


def _debtor(payload: Payload) -> str:
    if payload["ground"] == THIRD:
        return str(payload["third_name"])
    employer_id = injury.case(payload["case_id"]).employer_id
    assert employer_id is not None, "checked before"
    return employers.employer(employer_id).name


def _total(payload: Payload) -> Fen:
    total: Fen = sum(row["amount_fen"] for row in payload["rows"]) - (payload.get("paid_fen") or 0)
    return total


def _limit(key: str, day: date) -> int:
    return int(str(parameters.places().value(key, installation.place(), day).value))


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return _case.heading(TITLE, payload)


def count(payload: Payload) -> int:
    """One injured person."""
    return 1
