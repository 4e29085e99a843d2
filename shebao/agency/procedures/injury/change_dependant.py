"""What ends, suspends or resumes a dependant's pension (供养亲属资格变动): the others' shares stay, months paid after it become a debt."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import queries as benefits
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import RELATIONS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.debts import owed_text
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

KEY = "change_dependant"
TITLE = "供养亲属资格变动"
LAW = "工伤保险条例 第三十九条；因工死亡职工供养亲属范围规定（令第18号）；社会保险经办条例（国令第765号）第25条"
WORKING_DAYS = None
RISK = "low"
RESULT = "供养亲属待遇变动告知书"
REVERSAL = "停发有误或刑满释放的，办理“恢复领取”；已经终止又符合条件的，随工亡待遇重新核定。"
EVENTS: dict[str, str] = {
    "of_age": "年满 18 周岁（没有丧失劳动能力）",
    "employed": "就业或参军",
    "remarried": "配偶再婚",
    "adopted": "被收养",
    "recovered": "恢复劳动能力",
    "custody": "服刑期间停发",
    "resumed": "刑满，恢复领取",
}
FIELDS = (
    Field("person_id", "供养亲属", "person"),
    Field("event", "事件", "choice", choices=tuple(EVENTS.items())),
    Field("on", "发生日期", "date", help="年满 18 周岁的填生日"),
    scans_field("证明扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for somebody who is no dependant, an event that cannot be, and a state it does not fit."""
    payload["accepted_on"] = day.isoformat()
    rows = injury.dependant_of(payload["person_id"])
    name = people.person(payload["person_id"]).name
    if not rows:
        refuse("procedures.dependant", f"{name}没有领取供养亲属抚恤金", "请核对人员。", "person_id")
    row, on = rows[-1], date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.dependant", f"日期 {on.isoformat()} 还没有到", "到期再办理。", "on")
    if payload["event"] == "of_age":
        if row.unable:
            refuse("procedures.dependant", f"{name}完全丧失劳动能力，不因年满 18 周岁停发", "恢复劳动能力的请选那一项。", "event")
        if (on.year, on.month, on.day) < (row.birth_date.year + 18, row.birth_date.month, row.birth_date.day):
            refuse(
                "procedures.dependant", f"{name} {row.birth_date.isoformat()} 出生，{on.isoformat()} 还不满 18 周岁", "请核对日期。", "on"
            )
    if payload["event"] == "remarried" and row.relation != "spouse":
        refuse("procedures.dependant", f"{name}是{RELATIONS[row.relation][0]}，只有配偶因再婚停发", "请核对事件。", "event")
    simulated(lambda: _change(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Until when it is paid, what was paid after it, and that the others' shares stay."""
    person, on = payload["person_id"], date.fromisoformat(payload["on"])
    monthly = benefits.monthly_fen(int_column([person]), INJURY).tolist()[0]
    if payload["event"] == "resumed":
        return [Change("供养亲属抚恤金", "暂停", f"自 {month_text(add_months(month_of(on), 1))} 起恢复，{grouped(monthly)} 元/月")]
    what = "暂停，服刑期间的不补发" if payload["event"] == "custody" else "终止"
    changes = [
        Change("供养亲属抚恤金", f"{grouped(monthly)} 元/月", f"{what}：{EVENTS[payload['event']]}，发至 {month_text(month_of(on))}")
    ]
    owed = runs.not_opened({person: month_of(on)}, INJURY).get(person)
    if owed is not None and owed.fen:
        changes.append(Change("以后各月已发", "", f"{owed_text(owed)}，批准后立债，告知本人"))
    others = [row for row in injury.dependants(injury.dependant_of(person)[-1].case_id) if row.person_id != person]
    if others:
        changes.append(Change("其他供养亲属", f"{len(others)} 人", "各人的抚恤金不变，不自动补回"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the change of state."""
    return _change(payload, by)


def _change(payload: Payload, by: By) -> Entry:
    person, on = payload["person_id"], date.fromisoformat(payload["on"])
    one, last = int_column([person]), month_of(on)
    if payload["event"] == "resumed":
        return benefit_actions.resume(one, INJURY, max(add_months(last, 1), month_of(by.day)), by=by)
    if payload["event"] == "custody":
        return benefit_actions.suspend(one, INJURY, max(add_months(last, 1), month_of(by.day)), "custody", by=by)
    entry = benefit_actions.end(one, INJURY, last, payload["event"], by=by)
    owed = runs.not_opened({person: last}, INJURY).get(person)
    if owed is not None and owed.fen:
        reason = f"{EVENTS[payload['event']]}（{payload['on']}）"
        payout.open_debts([payout.DebtRow(person, owed, people.person(person).name, reason)], INJURY, by=by)
    return entry


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
