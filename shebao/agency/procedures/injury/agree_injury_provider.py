"""The agreement with a provider (服务协议签订、考核与处理): signed, renewed, assessed, and measures taken once the provider was heard."""

from __future__ import annotations

from datetime import date

from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import AGREEMENTS, MEASURES, PROVIDERS
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import Refused, refuse
from shebao.base.identity import check_uscc, mask_account
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "agree_injury_provider"
TITLE = "服务协议签订、考核与处理"
LAW = "工伤保险条例 第四十七条；社会保险经办条例（国令第765号）第33条、第43条"
WORKING_DAYS = None
RISK = "high"
RESULT = "工伤保险服务协议事项告知书"
REVERSAL = "暂停拨付有误的，办理“恢复拨付”；解除有误的，重新签订；返还保证金有误的，付款以前办理“撤销工伤待遇核定”。"
OPENING = ("signed", "renewed")
FIELDS = (
    Field("event", "事件", "choice", choices=tuple(AGREEMENTS.items())),
    Field("uscc", "机构统一社会信用代码", longest=18),
    Field("name", "机构名称", required=False, longest=80, help="第一次签订时填写"),
    Field("kind", "类别", "choice", required=False, choices=tuple(PROVIDERS.items()), help="第一次签订时填写"),
    Field("from_month", "协议起月", "month", required=False, help="签订、续签时填写"),
    Field("to_month", "协议止月", "month", required=False, help="签订、续签填协议期满月；解除填最后有效月"),
    Field("licence_to", "执业许可有效期至", "date", required=False, help="签订、续签时填写"),
    Field("deposit_percent", "质量保证金比例（%）", "number", required=False, help="结算时扣留，例如 5；没有的填 0"),
    Field("bank", "开户行", required=False, longest=60),
    Field("account_number", "银行账号", required=False, help="机构本户，8 至 30 位数字"),
    Field("score", "考核得分", "number", required=False, help="年度考核时填写"),
    Field("back_fen", "返还质量保证金（元）", "yuan", required=False, help="考核以后按协议返还的"),
    Field("statement", "陈述申辩或说明", required=False, longest=200, help="约谈、暂停、解除以前须听取机构陈述申辩"),
    scans_field("协议、资质、考核表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
SENSITIVE = ("account_number",)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a licence that has run out, a measure without a hearing, an event without an agreement, too much deposit back."""
    payload["uscc"], payload["on"] = check_uscc(payload["uscc"]), day.isoformat()
    event, known = payload["event"], _known(payload["uscc"])
    if event in OPENING:
        _check_opening(payload, known, day)
    elif known is None:
        refuse("procedures.agreement", "没有同这家机构签订过服务协议", "请先办理签订。", "uscc")
    if event in MEASURES and not payload.get("statement"):
        what = f"{AGREEMENTS[event]}以前没有听取机构的陈述申辩"
        refuse("procedures.agreement", what, "请听取并写明要点；机构放弃的写明放弃。", "statement", "社会保险经办条例 第43条")
    if event == "assessed" and payload.get("score") is None:
        refuse("procedures.agreement", "没有填写考核得分", "请照考核表填写。", "score")
    account = payload.get("account_number", "")
    if account and not (account.isascii() and account.isdigit() and 8 <= len(account) <= 30 and payload.get("bank")):
        refuse("procedures.agreement", "银行账号应为 8 至 30 位数字，并填写开户行", "请照机构的开户许可填写。", "account_number")
    if payload.get("back_fen"):
        held = injury.deposit_held(known.id) if known else 0
        if event != "assessed" or payload["back_fen"] > held:
            what = f"扣留的质量保证金是 {grouped(held)} 元，考核以后才能返还"
            refuse("procedures.agreement", what, "请按考核结果和协议核对。", "back_fen")
    simulated(lambda: _apply(payload, By(None, day)), lambda: None)
    return payload


def _check_opening(payload: Payload, known: injury.ProviderRow | None, day: date) -> None:
    if known is None and not (payload.get("name") and payload.get("kind") and payload.get("account_number")):
        refuse("procedures.agreement", "第一次签订，没有填写机构名称、类别或账号", "请补充。", "name")
    if not payload.get("from_month") or not payload.get("to_month") or payload["from_month"] > payload["to_month"]:
        refuse("procedures.agreement", "协议起止月没有填对", "请照协议填写。", "from_month")
    if not 0 <= payload.setdefault("deposit_percent", 0) <= 20:
        refuse("procedures.agreement", "质量保证金比例应为 0 至 20", "请照协议填写。", "deposit_percent")
    if not payload.get("licence_to") or date.fromisoformat(payload["licence_to"]) < day:
        refuse("procedures.agreement", "执业许可已经过期或没有填写有效期", "请机构先办理许可延续。", "licence_to")


def preview(payload: Payload) -> list[Change]:
    """The agreement before and after; what is paused, ended or given back."""
    event, known = payload["event"], _known(payload["uscc"])
    name = known.name if known else payload["name"]
    now = injury.agreement(known.id, month_of(date.fromisoformat(payload["on"]))) if known else None
    before = "没有协议" if now is None else f"至 {month_text(now.to_month)}{'，暂停拨付' if now.paused else ''}"
    after = {
        "assessed": f"考核 {payload.get('score')} 分",
        "warned": "约谈",
        "paused": "暂停拨付，暂停期间的结算不付款",
        "resumed": "恢复拨付",
        "ended": f"解除，最后有效月 {month_text(payload['to_month']) if payload.get('to_month') else '本月'}",
    }.get(event, "")
    if event in OPENING:
        after = f"{month_text(payload['from_month'])} 至 {month_text(payload['to_month'])}，质量保证金 {payload['deposit_percent']}%"
    changes = [Change(f"{name}：服务协议", before, after)]
    if payload.get("account_number"):
        changes.append(Change("收款账户", "", f"{payload['bank']} {mask_account(payload['account_number'])}"))
    if payload.get("back_fen"):
        changes.append(Change("返还质量保证金", "", f"{grouped(payload['back_fen'])} 元，列入应付机构款"))
    if payload.get("statement"):
        changes.append(Change("陈述申辩或说明", "", payload["statement"]))
    if event in (*OPENING, "ended"):
        changes.append(Change("公布", "", "协议机构名单随之变动，须向社会公布（条例第四十七条）"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The provider's id."""
    return _apply(payload, by)


def _apply(payload: Payload, by: By) -> int:
    known = _known(payload["uscc"])
    new = actions.NewProvider(
        payload["uscc"],
        known.name if known else payload["name"],
        known.kind if known else payload["kind"],
        payload.get("bank", ""),
        payload.get("account_number", ""),
    )
    provider_id = actions.register_provider(new, by=by)
    month = month_of(by.day)
    event = actions.NewEvent(
        payload["event"],
        by.day,
        payload.get("from_month", month),
        payload.get("to_month", month),
        payload.get("deposit_percent", 0) * 100,
        payload.get("score"),
        payload.get("statement", ""),
    )
    actions.agree(provider_id, event, by=by)
    if payload.get("back_fen"):
        what = f"质量保证金返还（考核 {payload['score']} 分）"
        actions.owe(actions.NewPayable("deposit", 0, provider_id, new.name, what, payload["back_fen"]), by=by)
    return provider_id


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a provider."""
    known = _known(payload["uscc"])
    return ("provider", known.id) if known else None


def heading(payload: Payload) -> str:
    """The matter's title."""
    known = _known(payload["uscc"])
    return f"{known.name if known else payload['name']}：{AGREEMENTS[payload['event']]}服务协议事项"


def _known(uscc: str) -> injury.ProviderRow | None:
    try:
        return injury.find_provider(uscc)
    except Refused:
        return None
