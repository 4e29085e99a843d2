"""Saying which county this installation works for and what it is called (设定本机构): asked for by the system post, agreed by a second person."""

from __future__ import annotations

import os
from datetime import date

from shebao.agency.installation import actions as installation_actions
from shebao.agency.installation import queries as installation
from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.core.policy.locale import shipped_places

KEY = "describe_agency"
TITLE = "设定本机构"
LAW = "社会保险经办条例（国令第765号）第5条：本级经办机构；当地标准按所在地适用"
WORKING_DAYS = None
RISK = "low"
RESULT = "本机构设定单"
REVERSAL = "名称有误的，再办理一次；有人参保登记以后所在地不能再改。"
AREA = "staff"
FIELDS = (
    Field("place", "所在地", "place", help="适用这个地方的标准；列表里没有本县的，选所在的市或省，再录入本县标准"),
    Field("name", "机构名称", help="印在每一页和每张表上，例如：某县社会保险事业管理服务中心", longest=40),
)
_OVERRIDDEN = ("SHEBAO_PLACE", "SHEBAO_AGENCY")


def check(payload: Payload, day: date) -> Payload:
    """Refused for a country as a place, once somebody is registered under another place, and where the environment says otherwise."""
    stored = shipped_places()
    if stored.place_id(payload["place"]) != payload["place"] or not stored.places[payload["place"]].parent:
        refuse("procedures.place", "所在地不能选全国，要选到省以下", "请从列表中选择；没有本县的，先选所在的省，再录入本县标准。", "place")
    if len(payload["name"]) < 4:
        refuse("procedures.agency_name", f"机构名称“{payload['name']}”太短", "请填写印在表上的全称。", "name")
    if people.any_registered() and payload["place"] != installation.place():
        refuse("procedures.place", "已经有人参保登记，所在地不能再改", "核定过的待遇都按原来的所在地计算。", "place")
    for name in filter(os.environ.get, _OVERRIDDEN):
        refuse("procedures.environment", f"服务器上的环境变量 {name} 已经指定了本机构", "请系统管理员去掉这个环境变量，再在这里设定。")
    return payload


def preview(payload: Payload) -> list[Change]:
    """Place and name, before and after."""
    names = {one.id: one.name for one in parameters.places().places.values()}
    now = installation.described()
    return [
        Change("所在地", names.get(now.get("place", ""), ""), names[payload["place"]]),
        Change("机构名称", now.get("name", ""), payload["name"]),
    ]


def apply(payload: Payload, *, by: By) -> journal.Entry:
    """The entry; the file of the installation is written beside it."""
    entry = journal.record(
        "procedures.describe_agency", by=by, subject=("installation", 0), body={name: payload[name] for name in ("place", "name")}
    )
    installation_actions.describe(payload["place"], payload["name"])
    return entry


def subject(payload: Payload) -> tuple[str, int]:
    """One open request at a time."""
    return "installation", 0


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['name']}"
