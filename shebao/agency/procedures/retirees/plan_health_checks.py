"""The plan of a year's health checks (退休人员体检方案): who may come, to which hospitals, at what price; the list is drawn from the people in payment."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, plain_step, what_field, what_of
from shebao.agency.registers import services
from shebao.agency.registers.actions import NewLine, NewRecord
from shebao.agency.store.columns import Column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

KEY = "plan_health_checks"
TITLE = "退休人员体检方案"
LAW = "当地文件（年龄、对象和标准写在表单上，未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "体检方案"
REVERSAL = "方案有误、还没有结算的，办理本事项“撤销登记”，再立新方案。"
FIELDS: tuple[Field, ...] = (
    what_field("plan", "立方案"),
    RECORD,
    Field("on", "方案日期", "date"),
    Field("scheme", "对象", "choice", required=False, choices=tuple((key, f"{title}领取人员") for key, title in schemes.titles().items())),
    Field("below_age", "年龄上限（不含）", "number", required=False, help="照当地文件填写，按当年年末的周岁算，例如 65"),
    Field("price_fen", "每人价格（元）", "yuan", required=False),
    Field("hospitals", "体检机构", required=False, longest=120, help="几家的用顿号隔开，名称与合同一致"),
    Field("number", "文件或合同编号", required=False, longest=60),
    Field("note", "说明", required=False, longest=200),
    scans_field("文件和合同扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def hospitals_of(text: str) -> list[str]:
    """Names of hospitals as typed, each once."""
    parts = text.replace("，", "、").replace(",", "、").split("、")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def entitled(scheme: str, day: date, below_age: int) -> Column:
    """Who draws a pension of the scheme in the month, lives, and is below the age at the end of the year; ascending."""
    ids = benefits.people_in_payment(scheme, month_of(day))
    if not ids.size:
        return ids
    births = people.births(ids)
    order = np.argsort(births["person"])
    rows = order[np.searchsorted(births["person"][order], ids)]
    born, dead = births["birth"][rows] // 10_000, births["death"][rows] > 0
    return np.sort(ids[~dead & (day.year - born < below_age)])


def _record(payload: Payload, day: date) -> list[NewRecord]:
    on, scheme = day_of(payload), payload.get("scheme") or schemes.MAIN
    ids = entitled(scheme, on, payload["below_age"])
    details = (
        (services.SCHEME, scheme),
        ("对象", f"{schemes.title(scheme)}领取人员，{on.year} 年末不满 {payload['below_age']} 周岁"),
        (services.BELOW_AGE, str(payload["below_age"])),
        (services.PRICE, grouped(payload["price_fen"]).replace(",", "")),
        (services.HOSPITALS, "、".join(hospitals_of(payload["hospitals"]))),
        (
            "预算上限",
            f"{ids.size:,} 人 × {grouped(payload['price_fen'])} 元 = {grouped(ids.size * payload['price_fen'])} 元，由本单位经费支付，不动基金",
        ),
        ("文件或合同", payload.get("number", "")),
    )
    lines = tuple(NewLine("应检", person) for person in ids.tolist())
    return [
        NewRecord(
            "year",
            on,
            f"{on.year} 年退休人员体检：应检 {ids.size:,} 人",
            services.plan_number(on.year),
            "、".join(hospitals_of(payload["hospitals"]))[:80],
            amount_fen=payload["price_fen"],
            heads=int(ids.size),
            details=details,
            lines=lines,
        )
    ]


def _judge(payload: Payload, day: date) -> None:
    if what_of(payload) != NEW:
        if payload["what"] == "undo" and services.attended_ids(day_of(payload).year).size:
            refuse("procedures.settled", "这个方案已经结算过体检，不能撤销", "请先撤销各体检机构的结算，再撤销方案。", "what")
        return
    if payload["price_fen"] <= 0 or payload["below_age"] <= 0:
        refuse("procedures.price", "价格和年龄上限应大于零", "请照合同和文件填写。", "price_fen")
    if not hospitals_of(payload["hospitals"]):
        refuse("procedures.hospitals", "没有写体检机构", "至少写一家，几家的用顿号隔开。", "hospitals")
    on = day_of(payload)
    if services.plan_of(on.year):
        refuse("procedures.twice", f"{on.year} 年已经有体检方案", "一年一个方案；有误的先撤销。", "on")
    if not entitled(payload.get("scheme") or schemes.MAIN, on, payload["below_age"]).size:
        refuse("procedures.nobody", "这个对象和年龄没有一个人", "请核对对象（险种）、年龄上限和方案日期。", "below_age")


BOOK = Book(
    "plan",
    TITLE,
    FIELDS,
    _record,
    plain_step,
    {NEW: ("below_age", "price_fen", "hospitals"), "closed": ("note",), "undo": ("note",)},
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
