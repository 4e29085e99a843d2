"""The resident scheme's calculations for one person: contribution, account year, eligibility, pension, death."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from shebao.base.dated import FOREVER, NATIONAL
from shebao.base.months import last_day, month_text
from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.ask import Ask
from shebao.core.policy.questions import Question
from shebao.core.policy.resident import tiers
from shebao.core.policy.resident.questions import (
    ACCOUNT_YEAR,
    CLAIM,
    CLAIM_URBAN,
    CONTRIBUTION,
    DEATH,
    PENSION,
    PENSION_BY_SHARE,
    TIERS,
    bands,
    pension_at,
)


def resident_contribution(ask: Ask) -> None:
    """城乡居民养老保险缴费与补贴。国发〔2014〕8号 第四条、第五条."""
    year = ask.count("year", "缴费年度", 2009, 2100)
    ask.on = date(year, 12, 31)
    paid_year = ask.count("paid_year", "实际缴费年度", year, 2100, default=year)
    tier = ask.yuan("tier", "缴费档次")
    ask.flag("poor", "财政代缴对象", default=False)
    ask.flag("arrears", "补缴以前年度", default=paid_year > year)
    ask.yuan("collective", "集体补助", default="0")
    _check_tier(ask, tier)
    if ask.has("government_paid", "paid_by_government"):
        ask.yuan(ask.called("government_paid", "paid_by_government"), "财政代缴", called="government_paid")
    elif ask.values["poor"]:
        ask.read(CONTRIBUTION, "poor_contribution")
    else:
        ask.give("poor_contribution", number(0), "财政代缴标准", "Yuan", "非代缴对象")
    if ask.has("subsidy"):
        ask.yuan("subsidy", "政府缴费补贴")
    else:
        ask.read(CONTRIBUTION, "subsidy_steps")
    ask.run(CONTRIBUTION, "own_payment", "government_paid", "subsidy", "account_credit")


def resident_account_year(ask: Ask) -> None:
    """城乡居民个人账户年度计息。劳办发〔1997〕116号；社会保险法 第十四条."""
    year = ask.count("year", "年度", 2009, 2100)
    ask.on = date(year, 12, 31)
    ask.yuan("opening_balance", "上年末储存额")
    credits = _twelve(ask, "monthly_credits", "各月记账额")
    paid = _twelve(ask, "monthly_payments", "各月已发个人账户养老金")
    given = (
        ("month_product", _product(credits), "记账积数"),
        ("paid_product", _product(paid), "发放积数"),
        ("credited", sum(credits, number(0)), "本年记账额"),
        ("paid_out", sum(paid, number(0)), "本年发放额"),
    )
    for name, value, title in given:
        ask.record(name, value, title, "Yuan", expression="各月金额乘以含当月的剩余月数之和" if "积数" in title else "各月金额之和")
    ask.read(ACCOUNT_YEAR, "rate")
    ask.run(ACCOUNT_YEAR, "interest", "closing")


def resident_eligibility(ask: Ask) -> None:
    """城乡居民养老保险领取资格与起领月份。国发〔2014〕8号 第七条."""
    birth = ask.month("birth", "出生年月", called="birth_month")
    month = ask.month("month", "申请月份")
    ask.on = last_day(month)
    if birth > month:
        ask.refuse("birth", f"出生年月 {month_text(birth)} 晚于申请月份 {month_text(month)}", "请核对出生日期。")
    claim = cohort(ask)
    ask.years("paid_years", "累计缴费年限")
    ask.give("applied_month", month, "办理月份", "Month")
    ask.read(claim, "first_month_offset")
    values = ask.run(claim, "has_reached_age", "required_years", "eligible")
    if values["eligible"]:
        ask.run(claim, "first_month")


def resident_pension(ask: Ask) -> None:
    """城乡居民养老保险待遇。国发〔2014〕8号 第六条、第七条."""
    if ask.has("month"):
        month = ask.month("month", "待遇月份")
        ask.before_its_law("month", month, 200909, "新型农村社会养老保险（国发〔2009〕32号）")
        ask.on = last_day(month)
    elif ask.has("death_date"):
        ask.on = ask.day("death_date", "死亡日期")
    ended = ask.has("account_balance_left", "funeral_months", "funeral_fixed", "death_date")
    if ask.has("account_balance") or not ended:
        _standard(ask)
        _monthly(ask)
    if ended:
        _death(ask)


def resident_national_minimum(ask: Ask) -> None:
    """基础养老金全国最低标准查询。国发〔2009〕32号；国发〔2014〕8号及历次调整通知."""
    requested = ask.raw("asof", title="查询日期")
    amounts = []
    for number_, raw in enumerate([requested] if isinstance(requested, (str, date)) else ask.items("asof", "查询日期"), 1):
        inner = Ask(ask.calculation, ask.source, NATIONAL, {"asof": raw}, ask.places)
        day = inner.day("asof", f"第 {number_} 个查询日期")
        row = PENSION.reads["national_standard"].row(ask.places, ask.place, day)
        amounts.append(number(str(row.value)))
        ask.record(
            f"minimum_{day.isoformat()}", amounts[-1], f"{day.isoformat()} 的全国最低标准", "Yuan",
            source=row.document, confidence=row.confidence, note=row.note,
        )  # fmt: skip
    ask.record("values", tuple(amounts), "全国最低标准", "Table", inputs=tuple(ask.steps))


def _standard(ask: Ask) -> None:
    """The basic standard: named by the case, or the higher of the place's and the nation's on the day."""
    if ask.has("basic_standard"):
        ask.yuan("basic_standard", "基础养老金标准")
        return
    ask.read(PENSION, "local_standard", "national_standard")


def _monthly(ask: Ask) -> None:
    """The month's pension; parts whose facts are not given (years, age) are nought and say so."""
    ask.yuan("account_balance", "领取时个人账户储存额")
    # A pension asked about without its month follows the rule now in force.
    ask.read(PENSION, "divisor", on=ask.on or FOREVER)
    _age(ask)
    years = ask.called("paid_years", "contribution_years")
    if ask.has(years) and ask.has("birth"):
        _must_be_eligible(ask, years)
    if ask.has(years):
        ask.years(years, "累计缴费年限", called="paid_years")
        ask.read(PENSION, "seniority_from_year")
        _seniority_standard(ask)
    else:
        ask.give("seniority", number(0), "年限养老金", "Yuan", "未提供缴费年限，不计年限养老金")
    if "age" in ask.values or "birth_month" in ask.values:
        _addons(ask)
    else:
        ask.give("addon", number(0), "高龄加发", "Yuan", "未提供年龄，不计高龄加发")
    ask.run(
        PENSION_BY_SHARE if "seniority_share" in ask.values else PENSION, "basic_pension", "seniority", "account_pension", "addon", "total"
    )


def _seniority_standard(ask: Ask) -> None:
    """What an extra year adds, in yuan or as a share of the basic standard: named by the case, or the place's."""
    amount = ask.called("seniority_amount", "seniority_per_extra_year", "seniority_per_year")
    if ask.has(amount) and ask.has("seniority_share"):
        ask.refuse("seniority_share", "年限养老金既填了每年定额，又填了基础养老金标准的比例", "请按当地文件只填一样。")
    if ask.has(amount):
        ask.yuan(amount, "年限养老金每年加发", called="seniority_amount")
    elif ask.has("seniority_share"):
        ask.read(PENSION_BY_SHARE, "seniority_share")
    else:
        question = pension_at(ask.places, ask.place, ask.parameter_day(PENSION.reads["seniority_amount"].key))
        ask.read(question, "seniority_share" if question is PENSION_BY_SHARE else "seniority_amount")


def _age(ask: Ask) -> None:
    if ask.has("age"):
        ask.number("age", "年龄", "Years", hi=130)
    elif ask.has("birth"):
        ask.month("birth", "出生年月", called="birth_month")
        if "month" not in ask.values:
            ask.refuse("month", "给出了出生年月但没有待遇月份", "请补充待遇月份。")
        ask.run(PENSION, "age")
    ask.read(PENSION, "claim_age_years", on=ask.on or FOREVER)
    claim_age = ask.values["claim_age_years"]
    if "age" in ask.values and ask.values["age"] < claim_age:
        ask.refuse("age", f"年龄 {ask.values['age'].text()} 岁，未满 {claim_age.text()} 周岁不能领取", "请核对出生日期。")


def _must_be_eligible(ask: Ask, name: str) -> None:
    ask.years(name, "累计缴费年限", called="paid_years")
    values = ask.run(cohort(ask), "eligible")
    if not values["eligible"]:
        years, needed = values["paid_years"].text(), values["required_years"].text()
        ask.refuse(name, f"缴费 {years} 年，应缴 {needed} 年，未达到领取条件", "可补缴或继续缴费后再申请。")


def cohort(ask: Ask) -> Question:
    """The question of who may claim, with what decides the years to be paid: when the scheme began, and the ages of the law."""
    urban = ask.choice("scheme", "原制度", ("rural", "urban"), default="rural") == "urban"
    claim = CLAIM_URBAN if urban else CLAIM
    ask.read(claim, "scheme_start", "claim_age_years", "minimum_paid_years")
    return claim


def _addons(ask: Ask) -> None:
    """The age addition's bands: named by the case and checked here, or the place's."""
    if not ask.has("addons"):
        ask.read(PENSION, "addons")
        return
    content = checked_bands(ask, "addons", "高龄加发档次")
    ask.give("addons", content, "高龄加发档次", "Table")
    ask.values["addons"] = bands(content)


def checked_bands(ask: Ask, name: str, title: str) -> Sequence[Any]:
    """Bands [from, to, amount] that a case gives itself; to empty is open. Raises `Refused` for anything else."""
    content = ask.items(name, title)
    for entry in content:
        if not isinstance(entry, (list, tuple)) or len(entry) != 3:
            ask.refuse(name, f"{title}应为 [起, 止, 金额] 的列表", "止为空表示以上。")
        begin, end, amount = entry
        for cell in (begin, amount) if end is None else entry:
            ask.item(name, title, cell)
    return content


def _death(ask: Ask) -> None:
    """The funeral subsidy and what the heirs receive; without a date and a standard only the heirs' part can be said."""
    if ask.on or ask.has("funeral_months", "funeral_fixed"):
        _funeral(ask)
    if ask.has("death_date"):
        ask.day("death_date", "死亡日期")
        ask.run(DEATH, "last_month")
    if ask.has("account_balance_left"):
        ask.yuan("account_balance_left", "个人账户余额")
    elif ask.has("account_balance", "account_pension_paid"):
        ask.yuan("account_balance", "领取时个人账户储存额")
        ask.yuan("interest_after_claim", "领取后利息", default="0")
        ask.yuan("account_pension_paid", "已发个人账户养老金", default="0")
    else:
        return
    ask.run(DEATH, "inheritable")


def _funeral(ask: Ask) -> None:
    if "basic_standard" not in ask.values:
        _standard(ask)
        ask.run(DEATH, "basic_standard")
    if ask.on or ask.has("funeral_months"):
        ask.read(DEATH, "funeral_months")
    else:
        ask.give("funeral_months", number(0), "丧葬补助金月数", "Months", "按定额计发，不按月数")
    if ask.has("funeral_fixed") or not ask.has("funeral_months"):
        ask.read(DEATH, "funeral_fixed")
    else:
        ask.give("funeral_fixed", number(0), "丧葬补助金定额", "Yuan", "按月数计发，无定额")
    ask.run(DEATH, "funeral")


def _check_tier(ask: Ask, tier: Q) -> None:
    """The tier must be one the place offers, see `tiers.standing`; of one taken as an addition the sheet says so."""
    given = ask.has("tiers")
    content = ask.parameter_content(TIERS.key, "tiers")
    kept = Fraction(str(ask.row(CONTRIBUTION.reads["poor_contribution"].key).value)) if ask.values["poor"] else None
    if given:
        offered, own = [ask.item("tiers", "缴费档次", cell).fraction for cell in ask.items("tiers", "缴费档次")], True
    else:
        row = ask.row(TIERS.key)
        offered, own = tiers.listed(row), tiers.is_own(row)
    stands = tiers.standing(tier.fraction, offered, own=own, kept=kept)
    if stands == "none":
        ask.refuse("tier", f"没有 {tier.text()} 元这一缴费档次", f"可选档次：{'、'.join(str(t) for t in content)}。")
    elif stands == "added":
        ask.origins["tier"] = replace(ask.origins["tier"], note=tiers.ADDED_NOTE)


def _twelve(ask: Ask, name: str, title: str) -> list[Any]:
    """Up to twelve monthly amounts, from January on."""
    raw = ask.items(name, title, default=())
    if len(raw) > 12:
        ask.refuse(name, f"“{title}”有 {len(raw)} 个月", "一年最多 12 个月。")
    return [ask.item(name, f"{title}第 {place} 个月", amount) for place, amount in enumerate(raw, 1)]


def _product(amounts: list[Any]) -> Any:
    """Monthly amounts, each times the months from its own to the end of the year, added up."""
    return sum((amount * (12 - place) for place, amount in enumerate(amounts)), number(0))


CALCULATIONS = (
    resident_contribution,
    resident_account_year,
    resident_eligibility,
    resident_pension,
    resident_national_minimum,
)
