"""Reads a year's adjustment scheme, from the case or from the province's file: amounts, tables, limits, list of exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.adjustment.questions import ADJUSTMENT
from shebao.core.policy.ask import Ask

Scheme = Mapping[str, Any]

SOURCE = "当年省定调整办法"
ABSENT = "办法没有这一项"
AMOUNTS = {
    "fixed": "定额调整",
    "remote": "艰苦边远地区每人标准",
    "floor_total": "保底增加额",
    "per_full_year": "每满一年标准",
    "short_amount": "不满起点定额",
    "full_years_from": "每满一年标准的起点年限",
    "pct": "挂钩比例",
}
LIMITS = {
    "floor_linked": "挂钩调整保底额",
    "cap_linked": "挂钩调整封顶额",
    "officer_minimum": "企业退休军转干部调整后最低标准",
}
TABLES = {"tiers": "年限分段标准", "brackets": "养老金分档标准", "age": "高龄倾斜档次"}
EXCLUSIONS = "exclusions"
KNOWN = (*AMOUNTS, *TABLES, *LIMITS, EXCLUSIONS)


def scheme_of(ask: Ask) -> Scheme:
    """The year's scheme: the case's own parameters, or the province's. Raises `Refused` for an item nobody knows."""
    if ask.has("parameters"):
        scheme = ask.raw("parameters")
        if not isinstance(scheme, dict):
            ask.refuse("parameters", "调整办法应为名称和数值的对照", '例如 fixed: "28.00"。')
    else:
        ask.read(ADJUSTMENT, "adjustment_scheme")
        scheme = dict(ask.values["adjustment_scheme"])
    unknown = set(map(str, scheme)) - set(KNOWN)
    if unknown:
        ask.refuse("parameters", f"调整办法中的“{'、'.join(sorted(unknown))}”不认识", f"可用：{'、'.join(KNOWN)}。")
    return scheme


def give_amount(ask: Ask, scheme: Scheme, name: str) -> None:
    """An amount of the scheme among the values; nought, and saying so, where the scheme has none."""
    raw = scheme.get(name)
    value = number(0) if raw is None else ask.item("parameters", AMOUNTS[name], raw)
    ask.give(name, value, AMOUNTS[name], "Ratio" if name == "pct" else "Yuan", ABSENT if raw is None else SOURCE)


def give_remote(ask: Ask, scheme: Scheme) -> None:
    """The amount for a remote area: one for all, or one for each class, of which the person's place is one."""
    raw = scheme.get("remote")
    if not isinstance(raw, Mapping):
        give_amount(ask, scheme, "remote")
        return
    classes = {str(name): amount for name, amount in raw.items()}
    if not ask.values["remote_area"]:
        ask.give("remote", number(0), AMOUNTS["remote"], "Yuan", "不在艰苦边远地区")
        return
    kind = ask.choice("remote_class", "艰苦边远地区类别", classes)
    ask.give("remote", ask.item("parameters", AMOUNTS["remote"], classes[kind]), f"{AMOUNTS['remote']}（{kind}）", "Yuan", SOURCE)


def give_linked_limits(ask: Ask, scheme: Scheme) -> None:
    """Floor and cap of the linked part among the values, None where the scheme has none; refuses a floor above the cap."""
    limits = [_limit(ask, scheme, name) for name in ("floor_linked", "cap_linked")]
    for name, value in zip(("floor_linked", "cap_linked"), limits, strict=True):
        ask.give(name, value, LIMITS[name], "Yuan", ABSENT if value is None else SOURCE)
    floor, cap = limits
    if floor is not None and cap is not None and floor > cap:
        ask.refuse("parameters", f"挂钩调整的保底额 {floor.text()} 元高于封顶额 {cap.text()} 元", "请核对调整办法。")


def give_officer_minimum(ask: Ask, scheme: Scheme) -> None:
    """The minimum of retired officers among the values; one who is an officer is refused where the scheme has none on file."""
    minimum = _limit(ask, scheme, "officer_minimum")
    if minimum is not None:
        ask.give("officer_minimum", minimum, LIMITS["officer_minimum"], "Yuan", SOURCE)
    elif ask.values["transferred_officer"]:
        day = ask.parameter_day("adjustment_scheme").isoformat()
        where = f"地区 {ask.places.places[ask.place].name}，日期 {day}"
        ask.refuse(
            "officer_minimum",
            f"填写为企业退休军转干部，但调整办法没有收录“{LIMITS['officer_minimum']}”（officer_minimum）：{where}",
            "请取得调整通知，在调整办法中录入 officer_minimum 后再计算。",
            key="officer_minimum",
            place=ask.place,
            date=day,
        )
    else:
        ask.give("officer_supplement", number(0), "企业退休军转干部补足额", "Yuan", "不是企业退休军转干部")


def give_rows(ask: Ask, scheme: Scheme, name: str, width: int, called: str = "") -> tuple[tuple[Q | None, ...], ...]:
    """The rows of a table of the scheme as quantities; an empty cell is an open end."""
    rows = scheme.get(name) or ()
    if not isinstance(rows, (list, tuple)):
        ask.refuse("parameters", f"“{name}”应为列表", "请核对调整办法。")
    for row in rows:
        if not isinstance(row, (list, tuple)) or len(row) != width:
            ask.refuse("parameters", f"“{name}”的每行应有 {width} 项", "请核对调整办法。")
    made = tuple(tuple(None if cell is None else ask.item("parameters", name, cell) for cell in row) for row in rows)
    ask.give(called or name, made, TABLES[name], "Table", SOURCE)
    return made


def exclusions_of(ask: Ask, scheme: Scheme) -> Mapping[str, str]:
    """The scheme's list of those who do not take part: code → reason in words. Raises `Refused` for anything else."""
    listed = scheme.get(EXCLUSIONS)
    if listed is None:
        return {}
    advice = "例如 exclusions: {suspended: 养老金暂停发放}。"
    if not isinstance(listed, Mapping):
        ask.refuse("parameters", "不参加调整的情形（exclusions）应为代码和文字的对照", advice)
    for code, words in listed.items():
        if not isinstance(code, str) or not isinstance(words, str) or not code.strip() or not words.strip():
            ask.refuse("parameters", f"不参加调整的情形“{code}”没有写明代码或文字", advice)
    return listed


def _limit(ask: Ask, scheme: Scheme, name: str) -> Q | None:
    raw = scheme.get(name)
    return None if raw is None else ask.item("parameters", LIMITS[name], raw)
