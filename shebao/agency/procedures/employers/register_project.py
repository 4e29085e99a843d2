"""A building project insured against work injury by its contract price (建设项目工伤保险参保登记): due once, covered when it is paid."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.employers.actions import NewProject
from shebao.agency.employers.kinds import COVER_NOTE, PROJECT_KINDS
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.project_due import due_of_price
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

KEY = "register_project"
TITLE = "建设项目工伤保险参保登记"
LAW = "工伤保险条例 第10条；社会保险经办条例（国令第765号）第6条：10 个工作日；人社部发〔2014〕103号（未核实）"
WORKING_DAYS = 10
RISK = "low"
RESULT = "建设项目工伤保险参保证明"
REVERSAL = "没有缴费的，办理“建设项目变动”选“撤销登记”；造价调增的选“造价调增补缴”。"
FIELDS = (
    Field("employer_id", "施工总承包单位", "employer"),
    Field("code", "项目编号", longest=40, help="住建部门的项目编号；税务入库明细也按它认款"),
    Field("name", "项目名称", longest=120),
    Field("kind", "类别", "choice", choices=tuple(PROJECT_KINDS.items())),
    Field("developer", "建设单位", longest=80),
    Field("place", "地点", longest=120),
    Field("price_fen", "合同造价（元）", "yuan"),
    Field("start_on", "开工日期", "date"),
    Field("end_on", "计划竣工日期", "date"),
    scans_field("施工合同或中标通知书扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a code known already, nought, a term that is over, a contractor not insured against injury, and without a rate on file."""
    payload["day"] = day.isoformat()
    payload["code"] = "".join(payload["code"].split())
    if "work_injury" not in queries.insured_in(payload["employer_id"], month_of(day)):
        refuse("procedures.project", "施工总承包单位没有参加工伤保险", "请先办理单位参保登记或增加险种。", "employer_id")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The project, what is due of it, and from when it is covered."""
    one, due = queries.employer(payload["employer_id"]), due_of_price(payload["price_fen"], date.fromisoformat(payload["day"]))
    return [
        Change("施工总承包单位", "", f"{one.name}，{one.uscc}"),
        Change("项目", "未登记", f"{payload['name']}（{PROJECT_KINDS[payload['kind']]}），{payload['code']}，{payload['place']}"),
        Change("工期", "", f"{payload['start_on']} 至 {payload['end_on']}"),
        Change("应缴工伤保险费", f"合同造价 {grouped(payload['price_fen'])} 元 × {due.rate}", f"{grouped(due.fen)} 元，由税务一次征收"),
        Change("费率依据", "", due.law),
        Change("保障自", "", COVER_NOTE),
        Change("基金账", "", "不记账；入国库后照国库单据记“项目参保”"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the project."""
    due = due_of_price(payload["price_fen"], by.day)
    texts = ("code", "name", "employer_id", "developer", "place", "kind", "price_fen")
    return employers.register_project(
        NewProject(
            **{name: payload[name] for name in texts},
            due_fen=due.fen,
            rate_e6=due.rate_e6,
            law=due.law,
            start_on=date.fromisoformat(payload["start_on"]),
            end_on=date.fromisoformat(payload["end_on"]),
        ),
        by=by,
    )


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['name']}：{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open registration a contractor."""
    return ("employer", payload["employer_id"])
