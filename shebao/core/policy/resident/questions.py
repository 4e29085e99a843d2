"""What the resident scheme's calculations read: of a person, and of the place, each declared once for sheet, columns and decisions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from shebao.base.dated import NATIONAL, Places, Value
from shebao.base.finding import refuse
from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.questions import Fact, Question, Read
from shebao.core.policy.resident import account, contribution, death, eligibility, pension, seniority_share
from shebao.core.rules import RuleSet

LIMIT = 10**8
"""No resident's account reaches a hundred million yuan; a larger figure is damaged data and refused at the door."""


def bands(content: Any) -> tuple[tuple[Q, Q | None, Q], ...]:
    """Bands [from, to, amount] of a parameter or an input as quantities; to empty or null is open."""
    return tuple((_q(low), None if high in (None, "", "null") else _q(high), _q(amount)) for low, high, amount in content)


def steps(content: Any) -> tuple[tuple[Q, Q], ...]:
    """Steps {from: amount} of a parameter as quantities, in rising order."""
    pairs = [(Fraction(str(low)), Fraction(str(amount))) for low, amount in content.items()]
    return tuple((number(low), number(amount)) for low, amount in sorted(pairs))


def month_number(content: Any) -> int:
    """A month written YYYY-MM as YYYYMM."""
    return int(str(content).replace("-", ""))


BIRTH = Fact("出生年月", "Month", source="人员登记")
MONTH = Fact("待遇月份", "Month")
PAID_YEARS = Fact("累计缴费年限", "Years", 0, 80, "缴费记录")

PENSION = Question.of(
    "resident_pension",
    RuleSet.of(pension),
    reads={
        "local_standard": "resident_basic_standard",
        "national_standard": Read("resident_basic_standard", at=NATIONAL, title="全国最低标准"),
        "divisor": "resident_divisor",
        "seniority_from_year": "resident_seniority_from_year",
        "seniority_amount": "resident_seniority_amount",
        "addons": Read("resident_age_addon", shape=bands),
        "claim_age_years": "resident_claim_age_years",
    },
    facts={
        "month": MONTH,
        "birth_month": BIRTH,
        "paid_years": PAID_YEARS,
        "account_balance": Fact("领取时个人账户储存额", "Yuan", 0, LIMIT, "个人账户"),
    },
    results=("age", "basic_pension", "seniority", "account_pension", "addon", "total"),
)
PENSION_BY_SHARE = PENSION.without("seniority_amount").differing(
    RuleSet.of(pension).replaced(seniority_share), seniority_share=Read("resident_seniority_share")
)
"""For a place that gives the seniority addition as a share of the basic standard."""

CLAIM = Question.of(
    "resident_eligibility",
    RuleSet.of(eligibility),
    reads={
        "scheme_start": Read("resident_scheme_start_rural", shape=month_number),
        "claim_age_years": "resident_claim_age_years",
        "minimum_paid_years": "resident_minimum_paid_years",
        "first_month_offset": "resident_first_month_offset",
    },
    facts={"month": MONTH, "birth_month": BIRTH, "paid_years": PAID_YEARS, "applied_month": Fact("办理月份", "Month", source="办件")},
    results=("required_years", "has_reached_age", "eligible", "first_month"),
)
CLAIM_URBAN = CLAIM.differing(RuleSet.of(eligibility), scheme_start=Read("resident_scheme_start_urban", shape=month_number))
"""For those who came from the urban scheme, which began at another time."""

TIERS = Read("resident_tiers", shape=tuple)
"""The yearly tiers on offer; which of them a person may choose is said by `tiers`."""

CONTRIBUTION = Question.of(
    "resident_contribution",
    RuleSet.of(contribution),
    reads={"poor_contribution": "resident_poor_contribution", "subsidy_steps": Read("resident_subsidy", shape=steps)},
    facts={
        "tier": Fact("缴费档次", "Yuan", 0, 100_000),
        "poor": Fact("财政代缴对象", "Truth"),
        "arrears": Fact("补缴以前年度", "Truth"),
        "collective": Fact("集体补助", "Yuan", 0, 10**6),
    },
    results=("own_payment", "government_paid", "subsidy", "account_credit"),
)

ACCOUNT_YEAR = Question.of(
    "resident_account_year",
    RuleSet.of(account),
    reads={"rate": Read("resident_account_rate", otherwise="resident_account_rate_floor")},
    facts={
        "opening_balance": Fact("年初个人账户储存额", "Yuan", -LIMIT, LIMIT),
        "month_product": Fact("记账积数", "Yuan", -LIMIT * 12, LIMIT * 12),
        "paid_product": Fact("发放积数", "Yuan", 0, LIMIT * 12),
        "credited": Fact("本年记账额", "Yuan", -LIMIT, LIMIT),
        "paid_out": Fact("本年发放额", "Yuan", 0, LIMIT * 12),
    },
    results=("interest", "closing"),
)

DEATH = Question.of(
    "resident_pension",
    RuleSet.of(pension, death),
    reads={
        **{name: PENSION.reads[name] for name in ("local_standard", "national_standard")},
        "funeral_months": "resident_funeral_months",
        "funeral_fixed": "resident_funeral_fixed",
    },
    facts={
        "death_date": Fact("死亡日期", "Day"),
        "account_balance": Fact("领取时个人账户储存额", "Yuan", -LIMIT, LIMIT),
        "interest_after_claim": Fact("领取后利息", "Yuan", -LIMIT, LIMIT),
        "account_pension_paid": Fact("已发个人账户养老金", "Yuan", -LIMIT, LIMIT),
    },
    results=("funeral", "inheritable"),
)
"""What is due once at the end of a pension: asked under the pension's name, so that its formulas at a place hold here too."""

SENIORITY = ("resident_seniority_amount", "resident_seniority_share")
"""The two ways a place may give the seniority addition for an extra year: in yuan, or as a share of the basic standard."""


def pension_at(places: Places, place: str, day: date) -> Question:
    """The question about a pension at a place on a day: an extra year in yuan, or as a share of the basic standard."""
    return PENSION_BY_SHARE if seniority_key(places, place, day) == SENIORITY[1] else PENSION


def seniority_key(places: Places, place: str, day: date) -> str:
    """Which of the two `SENIORITY` parameters holds at a place on a day: the one of the nearest place that has either.

    One that is nought adds nothing and gives way to the other. Raises `Refused` where the same place has both.
    """
    for at in places.line(place):
        rows = {key: row for key in SENIORITY if (row := places.own_row(key, at, day)) is not None}
        given: list[Value] = [row for row in rows.values() if row.value is not None and Fraction(str(row.value)) != 0]
        if len(given) > 1:
            refuse(
                "resident.seniority",
                f"{places.places[at].name} {day.isoformat()} 的年限养老金既有每年定额（{given[0].value} 元，{given[0].document}），"
                f"又有基础养老金标准的比例（{given[1].value}，{given[1].document}），不能两样都用",
                "请核对当地文件，把不用的一项自该日起录入为 0。",
                SENIORITY[1],
                "国发〔2014〕8号 第六条",
            )
        if rows:
            return given[0].key if given else next(iter(rows))
    return SENIORITY[0]


def _q(text: Any) -> Q:
    return number(Fraction(str(text)))
