"""A self-service terminal put into use or out of it (自助终端启用和停用): the machine by its own code, the network it stands in, or both."""

from __future__ import annotations

import ipaddress
import re
from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.public import actions, queries
from shebao.agency.public.actions.terminals import NewTerminal
from shebao.base.finding import refuse

KEY = "register_terminal"
TITLE = "自助终端启用和停用"
LAW = "社会保险经办条例（国令第765号）第28条、第29条；网络安全法 第21条"
WORKING_DAYS = None
RISK = "low"
RESULT = "自助终端登记表"
REVERSAL = "登记有误或终端报废、搬走的，办理本事项“停用”，立刻生效；搬好以后重新启用。"
OPEN, END = "open", "end"
CODE = re.compile(r"[0-9A-F]{16}")
FIELDS = (
    Field("what", "办什么", "choice", choices=((OPEN, "启用"), (END, "停用"))),
    Field("number", "编号", required=False, longest=40, help="和“服务点和终端登记”里的编号一致"),
    Field("name", "名称", required=False, longest=80),
    Field("place", "放在哪里", required=False, longest=120),
    Field("code", "机器码", required=False, longest=30, help="在那台机器上打开 /kiosk/，照屏幕上的十六位填写"),
    Field("network", "网络地址", required=False, longest=43, help="只许从这里用，例如 10.1.2.3 或 10.1.2.0/24；机器码和网络地址至少填一项"),
    Field("terminal_id", "终端编号", "number", required=False, help="停用的填写，在“自助终端”页面"),
    Field("reason", "停用原因", required=False, longest=100),
)
_NEEDED = {OPEN: ("number", "name", "place"), END: ("terminal_id", "reason")}


def check(payload: Payload, day: date) -> Payload:
    """Refused for what is missing, for a code or a network that is none, for a machine that is in use already."""
    for field in FIELDS:
        if field.name in _NEEDED[payload["what"]] and not payload.get(field.name):
            refuse("procedures.portal", f"没有填写{field.label}", "请填写后再提交。", field.name)
    in_use = queries.terminals()
    if payload["what"] == END:
        if payload["terminal_id"] not in {one.id for one in in_use}:
            refuse("procedures.portal", f"没有编号为 {payload['terminal_id']} 的在用终端", "请核对编号。", "terminal_id")
        return payload
    if not payload.get("code") and not payload.get("network"):
        refuse("procedures.portal", "机器码和网络地址都没有填", "至少填一项，不然谁都能冒充这台终端。", "code")
    if payload.get("code"):
        payload["code"] = "".join(payload["code"].split()).replace("-", "").upper()
        if not CODE.fullmatch(payload["code"]):
            refuse("procedures.portal", "机器码应是十六位数字和字母 A 至 F", "请照终端屏幕填写。", "code")
        if payload["code"] in {one.code for one in in_use}:
            refuse("procedures.portal", "这台机器已经启用", "要改名称或地点的，先停用再启用。", "code")
    if payload.get("network"):
        payload["network"] = _network(payload["network"])
    return payload


def _network(text: str) -> str:
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        refuse("procedures.portal", f"“{text}”不是网络地址", "例如 10.1.2.3 或 10.1.2.0/24。", "network")
    if network.num_addresses > 65_536:
        refuse("procedures.portal", "网络范围太大", "最大到 /16。", "network")
    return str(network)


def preview(payload: Payload) -> list[Change]:
    """Which machine, where, and by what it is known."""
    if payload["what"] == END:
        (one,) = (row for row in queries.terminals() if row.id == payload["terminal_id"])
        return [Change(f"{one.number} {one.name}", "在用", f"停用：{payload['reason']}")]
    known = "；".join(
        filter(None, (payload.get("code") and f"机器码 {payload['code']}", payload.get("network") and f"网络 {payload['network']}"))
    )
    return [
        Change("终端", "", f"{payload['number']} {payload['name']}"),
        Change("放在哪里", "", payload["place"]),
        Change("凭什么认它", "", known),
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The terminal's id, or the entry of its end."""
    if payload["what"] == END:
        return actions.end_terminal(payload["terminal_id"], payload["reason"], by=by)
    new = NewTerminal(payload["number"], payload["name"], payload["place"], payload.get("code", ""), payload.get("network", ""))
    return actions.register_terminal(new, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"停用终端第 {payload['terminal_id']} 号" if payload["what"] == END else f"启用终端 {payload['number']} {payload['name']}"


def subject(payload: Payload) -> None:
    """A terminal is nobody's file."""
