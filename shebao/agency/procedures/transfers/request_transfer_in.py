"""Asking for a relation to be moved here (转入申请与联系函): who may, whether it is a temporary account, and the letter that goes out."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.procedures.unemployment._claims import law
from shebao.agency.store.columns import int_column
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers import queries as known
from shebao.agency.transfers.kinds import IN, KINDS
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text

from ._packets import letter, place_name

KEY = "request_transfer_in"
TITLE = "转入申请与联系函"
LAW = "国办发〔2009〕66号；人社厅发〔2017〕7号；人社部发〔2014〕17号；社会保险经办条例（国令第765号）第12条、第16条"
WORKING_DAYS = 15
RISK = "low"
RESULT = "基本养老保险关系转移接续联系函"
REVERSAL = "发函有误的，办理“撤回或不予转移”，再重新申请。"
YES, NO = "true", "false"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("kind", "转移类别", "choice", choices=tuple((key, kind.title) for key, kind in KINDS.items())),
    Field("from_place", "转出地", longest=48, help="省、市、县"),
    Field("from_agency", "转出机构", longest=60),
    Field("same_province", "省内或跨省", "choice", choices=((NO, "跨省"), (YES, "省内，不转资金"))),
    Field(
        "temporary_account",
        "转出地的账户",
        "choice",
        required=False,
        choices=((NO, "一般账户"), (YES, "临时缴费账户，归集到本地")),
        help="不填为一般账户",
    ),
    Field("registered_elsewhere", "户籍", "choice", choices=((NO, "户籍在本地"), (YES, "户籍在外地"))),
    Field("first_insured", "本地首次参保年月", "month", required=False, help="户籍在外地的必填，用来认定临时缴费账户"),
    Field("holder", "收款户名", longest=60, help="本机构收转移资金的财政专户或收入户"),
    Field("bank", "开户行", longest=60),
    Field("account_number", "收款账号", longest=32),
)
SENSITIVE = ("account_number",)


def check(payload: Payload, day: date) -> Payload:
    """Refused for somebody not insured here, who draws a benefit, whose account would be temporary, or whose letter is out already."""
    person, kind = people.person(payload["person_id"]), KINDS[payload["kind"]]
    one = int_column([person.id])
    if not enrolment.open_among(one, kind.to_scheme).size:
        refuse(
            "procedures.transfer", f"{person.name}没有在本地参加{schemes.title(kind.to_scheme)}", "先在本地参保，再申请转入。", "person_id"
        )
    for scheme in ("employee", "public_institution", "resident"):
        if benefits.in_state_among(one, scheme, "active", "suspended").size:
            refuse("procedures.transfer", f"{person.name}已在领取{schemes.title(scheme)}待遇", "领取待遇以后关系不再转移。", "person_id")
    if any(row.kind == payload["kind"] for row in known.cases(IN, open_only=True, person_id=person.id)):
        refuse("procedures.transfer", f"{person.name}同一类的转入件还没有办结", "请在转移接续页面查看。", "person_id")
    if payload["kind"] == "employee" and _temporary(payload, day):
        refuse(
            "procedures.transfer", "按规定在本地建立的是临时缴费账户，不办理转入", "临时账户的缴费以后归集到待遇领取地。", "first_insured",
            "国办发〔2009〕66号 第五条",
        )  # fmt: skip
    number = payload["account_number"]
    if not (number.isascii() and number.isdigit() and 8 <= len(number) <= 32):
        refuse("procedures.transfer", "收款账号应为 8 至 32 位数字", "请核对账号。", "account_number")
    simulated(lambda: _send(payload, By(None, day)), lambda: None)
    return payload


def _temporary(payload: Payload, day: date) -> bool:
    """Whether the account here is a temporary one: first insured away from home, men from fifty, women from forty on."""
    if payload["registered_elsewhere"] != YES:
        return False
    if "first_insured" not in payload:
        refuse("procedures.transfer", "户籍在外地，没有填写本地首次参保年月", "请照参保记录填写。", "first_insured")
    person = people.person(payload["person_id"])
    facts = {"sex": person.sex, "birth": month_text(month_of(person.birth_date)), "first_insured": month_text(payload["first_insured"])}
    return bool(law("temporary_account", facts | {"registered_elsewhere": YES}, day).values["temporary"])


def preview(payload: Payload) -> list[Change]:
    """The kind, the other agency, the money's way, the limit."""
    kind = KINDS[payload["kind"]]
    return [
        Change("转移类别", "", kind.title),
        Change("转出", f"{payload['from_place']}，{payload['from_agency']}", "发联系函"),
        Change(
            "资金",
            "",
            "省内不转资金" if payload["same_province"] == YES else f"转到 {payload['holder']}，尾号 {payload['account_number'][-4:]}",
        ),
        Change("时限", "", "对方 15 个工作日传信息表、划资金；都到以后 15 个工作日接续"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the case."""
    return _send(payload, by)


def _send(payload: Payload, by: By) -> int:
    number = transfers.next_number(place_name(), by.day.year)
    same, temporary = payload["same_province"] == YES, payload.get("temporary_account") == YES
    other = (payload["from_place"], payload["from_agency"])
    case = transfers.NewCase(IN, payload["kind"], number, payload["person_id"], *other, same, temporary, by.day)
    case_id = transfers.open_case(case, "letter_sent", by=by)
    payee = {name: payload[name] for name in ("holder", "bank", "account_number")}
    content = letter(
        number, payload["kind"], payload["person_id"], other, by.day, {"same_province": same, "temporary": temporary, "payee": payee}
    )
    transfers.keep_packet(case_id, content, sent=True, by=by)
    return case_id
