"""A system outside that comes by the interface (接口客户端登记): registered with a post and scopes, given other terms, or closed.

Who asks is the system post, inspection looks, the rights post decides; the secret is issued afterwards, shown once.
"""

from __future__ import annotations

import ipaddress
import re
from datetime import date, timedelta
from typing import Any

from shebao.agency.exchange import actions, queries
from shebao.agency.exchange.actions import NewClient, Terms
from shebao.agency.exchange.kinds import LONGEST_DAYS, MOST_PER_MINUTE, POSTS, SCOPES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Kind, Payload
from shebao.agency.procedures import exchange_out
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.procedures.exchange_batches import LAYOUTS
from shebao.agency.staff.posts import rulebook
from shebao.base.finding import refuse

KEY = "register_api_client"
TITLE = "接口客户端登记"
LAW = "社会保险经办条例（国令第765号）第8条、第27条、第36条；个人信息保护法 第28条；数据安全法 第27条"
WORKING_DAYS = None
RISK = "high"
AREA = "staff"
RESULT = "接口客户端登记回执"
REVERSAL = "登记有误的，办理本事项“变更”或“停用”；停用立刻生效。"
OPEN, CHANGE, CLOSE = "open", "change", "close"
FIELDS: tuple[Field, ...] = (
    Field("what", "办什么", "choice", choices=((OPEN, "登记"), (CHANGE, "变更或续期"), (CLOSE, "停用"))),
    Field("code", "客户端编号", longest=24, help="小写字母、数字和短横，3 至 24 位，例如 tax-county；登记后不能改"),
    Field("name", "系统名称", required=False, longest=30, help="登记的填写"),
    Field("party", "单位", required=False, longest=60, help="登记的填写：系统是哪个单位的"),
    Field("post", "岗位", "choice", required=False, choices=tuple(POSTS.items()), help="登记的填写；只能受理或制单，不能复核审批"),
    Field(
        "scopes", "范围", required=False, longest=200,
        help="用顿号或逗号隔开：" + "、".join(f"{key}（{scope.title}）" for key, scope in SCOPES.items()),
    ),
    Field("kinds", "可送的事项", required=False, longest=300, help="经办事项的代码，用逗号隔开；另有批次：" + "、".join(
            [f"{one.key} {one.title}" for one in LAYOUTS.values() if not one.kind] + [f"{key} {one.title}" for key, one in exchange_out.LAYOUTS.items()]
        ),),
    Field("addresses", "网络地址", required=False, longest=300, help="只能从这些地址来，例如 10.1.2.3、10.1.4.0/24"),
    Field("per_minute", "每分钟最多次数", "number", required=False),
    Field("until", "到哪一天为止", "date", required=False, help="最长两年，到期办“变更或续期”"),
    Field("secret", "密钥", "choice", required=False, choices=(("keep", "不换"), ("new", "换新的")), help="变更的填写；登记的总是发新的"),
    Field("reason", "原因或依据", longest=200, help="例如共享协议的文号"),
    scans_field("协议扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)  # fmt: skip
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,22}[a-z0-9]")
_TERMS = ("scopes", "addresses", "per_minute", "until")


def check(payload: Payload, day: date) -> Payload:
    """Refused for a code in use or unknown, a scope the post has no right for, an address that is none, and too long a time."""
    stored = queries.client_of_code(payload["code"])
    needed = {OPEN: ("name", "party", "post", *_TERMS), CHANGE: _TERMS, CLOSE: ()}[payload["what"]]
    labels = {field.name: field.label for field in FIELDS}
    for name in needed:
        if payload.get(name) in (None, ""):
            refuse("procedures.client", f"没有填写{labels[name]}", "请填写后再提交。", name)
    if payload["what"] == OPEN:
        if not _CODE.fullmatch(payload["code"]):
            refuse("procedures.client", f"客户端编号“{payload['code']}”不合规定", "用小写字母、数字和短横，3 至 24 位。", "code")
        if stored is not None:
            refuse("procedures.client", f"客户端编号“{payload['code']}”已经用过", "请换一个编号。", "code")
    elif stored is None or stored.terms.closed:
        refuse("procedures.client", f"没有编号为“{payload['code']}”、还在用的客户端", "请照接口客户端列表填写。", "code")
    if payload["what"] != CLOSE:
        _check_terms(payload, day, payload.get("post") or _post_of(payload["code"]))
    return payload


def _check_terms(payload: Payload, day: date, post: str) -> None:
    for name in ("scopes", "kinds", "addresses"):
        payload[name] = ",".join(_parts(payload.get(name) or ""))
    rights = rulebook().posts[post].rights
    for scope in _parts(payload["scopes"]):
        if scope not in SCOPES:
            refuse("procedures.client", f"没有“{scope}”这个范围", f"可选：{'、'.join(SCOPES)}。", "scopes")
        if SCOPES[scope].right and SCOPES[scope].right not in rights:
            refuse("procedures.client", f"{POSTS[post]}岗位不能“{SCOPES[scope].title}”", "请换岗位，或者去掉这个范围。", "scopes")
    for key in _parts(payload["kinds"]):
        if key in exchange_out.LAYOUTS or (key in LAYOUTS and not LAYOUTS[key].kind):
            continue  # taken in at once, by the right that its own verb asks for
        if f"{_kind(key).area}.create" not in rights and key not in {one.kind for one in LAYOUTS.values()}:
            refuse("procedures.client", f"{POSTS[post]}岗位不能受理“{_kind(key).title}”", "请换岗位，或者去掉这个事项。", "kinds")
    for address in _parts(payload["addresses"]):
        try:
            ipaddress.ip_network(address)
        except ValueError:
            refuse("procedures.client", f"“{address}”不是网络地址", "例如 10.1.2.3 或 10.1.4.0/24。", "addresses")
    if not 1 <= payload["per_minute"] <= MOST_PER_MINUTE:
        refuse("procedures.client", f"每分钟最多次数应在 1 至 {MOST_PER_MINUTE} 之间", "请核对。", "per_minute")
    if not day < date.fromisoformat(payload["until"]) <= day + timedelta(days=LONGEST_DAYS):
        refuse("procedures.client", f"“到哪一天为止”应在明天至 {day + timedelta(days=LONGEST_DAYS)} 之间", "到期可以续。", "until")


def _kind(key: str) -> Kind:
    one = catalogue().get(key)
    if one is None:
        refuse("procedures.client", f"没有代码为“{key}”的经办事项", "请照经办事项目录填写代码。", "kinds")
    return one


def _post_of(code: str) -> str:
    one = queries.client_of_code(code)
    assert one is not None, "asked after the client was found"
    held = queries.posts_of_client(one)
    if not held:
        refuse("procedures.client", f"客户端“{code}”的账号已停用或没有岗位", "请办理停用，再重新登记。", "code")
    return held[0]


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in re.split(r"[,，、;；\s]+", text) if part))


def preview(payload: Payload) -> list[Change]:
    """Scope by scope what the system may do, from where, how often and until when, before and after."""
    stored = queries.client_of_code(payload["code"])
    if payload["what"] == CLOSE:
        return [Change("状态", "在用", "停用：密钥、令牌和账号立刻失效")]
    now = stored.terms if stored else None
    secret = "审批后由系统管理岗发放，只显示一次" if payload["what"] == OPEN or payload.get("secret") == "new" else "不换"
    changes = [
        Change("范围", _scopes(now.scopes) if now else "", _scopes(_parts(payload["scopes"]))),
        Change("可送的事项", _kinds(now.kinds) if now else "", _kinds(_parts(payload["kinds"]))),
        Change("网络地址", "、".join(now.addresses) if now else "", "、".join(_parts(payload["addresses"]))),
        Change("每分钟最多次数", f"{now.per_minute:,}" if now else "", f"{payload['per_minute']:,}"),
        Change("到哪一天为止", now.until.isoformat() if now else "", payload["until"]),
        Change("密钥", "", secret),
    ]
    if payload["what"] == OPEN:
        changes.insert(0, Change("系统和岗位", "", f"{payload['party']}：{payload['name']}，{POSTS[payload['post']]}"))
    return changes


def _scopes(keys: Any) -> str:
    return "、".join(SCOPES[key].title for key in keys)


def _kinds(keys: Any) -> str:
    return "、".join(_title(key) for key in keys) or "无"


def _title(key: str) -> str:
    one = LAYOUTS.get(key) or exchange_out.LAYOUTS.get(key)
    return one.title if one is not None else _kind(key).title


def apply(payload: Payload, *, by: By) -> int:
    """The id of the client."""
    stored = queries.client_of_code(payload["code"])
    if payload["what"] == CLOSE:
        assert stored is not None, "checked"
        actions.close(stored.id, by=by)
        return stored.id
    scopes, kinds, addresses = (tuple(_parts(payload[name])) for name in ("scopes", "kinds", "addresses"))
    terms = Terms(scopes, kinds, addresses, payload["per_minute"], date.fromisoformat(payload["until"]))
    if payload["what"] == OPEN:
        return actions.register(NewClient(payload["code"], payload["name"], payload["party"], payload["post"]), terms, by=by)
    assert stored is not None, "checked"
    actions.set_terms(stored.id, terms, new_secret=payload.get("secret") == "new", by=by)
    return stored.id


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a client that there is; a new one has no number yet."""
    stored = queries.client_of_code(payload["code"])
    return ("client", stored.id) if stored else None


def heading(payload: Payload) -> str:
    """The matter's title."""
    verb = {OPEN: "登记", CHANGE: "变更", CLOSE: "停用"}[payload["what"]]
    return f"{verb}接口客户端 {payload['code']}"
