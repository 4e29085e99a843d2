"""Insurance of one person taken up again or interrupted (恢复参保、暂停缴费): residents and those who insure themselves; the account goes on."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.accounts.actions import open_accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.declarations.kinds import ALONE
from shebao.agency.declarations.queries import wages_in
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "resume_insurance"
TITLE = "恢复参保、暂停缴费"
LAW = "社会保险法 第58条；社会保险经办条例（国令第765号）第6条、第9条、第10条：10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "恢复参保（暂停缴费）回执"
REVERSAL = "恢复有误的再办一次选“暂停缴费”，暂停有误的再办一次选“恢复参保”；各段参保都保留。"
RESUME, SUSPEND = "resume", "suspend"
_SCHEMES = ((RESIDENT, "城乡居民养老"), (ALONE, "职工养老（灵活就业）"))
REASONS = {
    "returned": "外出返乡",
    "left_employer": "单位减员后",
    "mistake": "误终止",
    "released": "服刑期满",
    "unemployed": "失业",
    "enlisted": "参军",
    "abroad": "出国",
    "hardship": "经济困难",
    "custody": "收监",
}
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("what", "办理事项", "choice", choices=((RESUME, "恢复参保"), (SUSPEND, "暂停缴费"))),
    Field("scheme", "险种", "choice", choices=_SCHEMES, help="单位职工由单位办增员、减员"),
    Field("month", "月份", "month", required=False, help="恢复的首月，或暂停前最后一个月；不填则为受理当月"),
    Field("reason", "原因", "choice", choices=tuple(REASONS.items())),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for the dead, for who draws a pension or is insured elsewhere, for an employee of an employer."""
    payload.setdefault("month", month_of(day))
    person, ids = people.person(payload["person_id"]), int_column([payload["person_id"]])
    if person.death_date is not None:
        refuse("procedures.resume", f"{person.name}已登记死亡", "登记错的，先撤销死亡登记。", "person_id")
    for scheme, title in _SCHEMES:
        if benefits.in_state_among(ids, scheme, "active", "suspended").size:
            refuse("procedures.resume", f"{person.name}已在领取{title}待遇", "领取待遇的人不再参保缴费，也不用暂停。", "person_id")
    if payload["what"] == RESUME:
        other, title = next(pair for pair in _SCHEMES if pair[0] != payload["scheme"])
        if queries.open_among(ids, other).size:
            refuse("procedures.resume", f"{person.name}还在{title}参保", "请先办理该险种的终止或衔接。", "scheme")
    elif payload["scheme"] == ALONE and _employed(payload["person_id"]):
        refuse("procedures.resume", f"{person.name}由单位参保", "请由单位办理职工参保减员。", "person_id")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The spell before and after, the account that goes on, and the years in which nothing was paid."""
    person_id, scheme, month = payload["person_id"], payload["scheme"], month_text(payload["month"])
    title = dict(_SCHEMES)[scheme]
    if payload["what"] == SUSPEND:
        return [
            Change(title, "参保中", f"{month} 为最后一个月，{REASONS[payload['reason']]}"),
            Change("个人账户", "", "保留，照常计息；恢复后接着算"),
        ]
    balance = int(accounts.balances(int_column([person_id]), scheme)[0])
    changes = [
        Change(title, "未参保", f"自 {month} 起参保，{REASONS[payload['reason']]}"),
        Change("个人账户", f"余额 {grouped(balance)} 元", "沿用，不新建"),
    ]
    if scheme == ALONE:
        chosen = int(wages_in(payload["month"], int_column([person_id]), int_column([0]))[0])
        changes.append(Change("缴费基数", "", f"照原来选定的 {grouped(chosen)} 元" if chosen else "没有选定，请另办灵活就业选档"))
    if scheme == RESIDENT and (gaps := _gap_years(person_id, payload["month"] // 100)):
        changes.append(Change("间断年度", "", f"{'、'.join(map(str, gaps))} 年度没有缴费，可以补缴（不享受补贴）"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the spell."""
    person_id, scheme = payload["person_id"], payload["scheme"]
    if payload["what"] == SUSPEND:
        return enrolment.end([person_id], scheme, payload["month"], "interrupted", by=by)
    entry = enrolment.enrol([person_id], scheme, payload["month"], by=by)
    if accounts.of_person(person_id, scheme) is None and scheme == RESIDENT:
        open_accounts([(person_id, 0)], scheme, month_of(by.day), by=by)
    return entry


def heading(payload: Payload) -> str:
    """The matter's title."""
    what = "恢复参保" if payload["what"] == RESUME else "暂停缴费"
    return f"{people.person(payload['person_id']).name}：{what}，{schemes.title(payload['scheme'])}"


def _employed(person_id: int) -> bool:
    return any(scheme == ALONE and to_month is None for scheme, _, _, to_month in queries.employers_of(person_id))


def _gap_years(person_id: int, until: int) -> list[int]:
    """Years between the first spell and now in which the person was insured at no time or did not pay."""
    first = queries.first_month(int_column([person_id]), RESIDENT)[0] // 100
    grid = contributions.of_person(person_id, RESIDENT)
    paid = {row["year"] for row in grid.rows if row["kind"] != "correction"}
    if grid.carried_over:
        paid |= set(range(grid.carried_over["first_year"], grid.carried_over["last_year"] + 1))
    return [year for year in range(int(first), until) if first and year not in paid][-10:]
