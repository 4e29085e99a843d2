"""What must fit together in one row of a hand-over list (移交名单), as far as the row alone can say."""

from __future__ import annotations

from shebao.agency.contributions.actions import ARREARS_FROM_YEAR
from shebao.agency.matters.kind import Payload
from shebao.base.identity import birth_date_of, citizen_number_problem, is_first_generation, widen

_YEARS = ("first_year", "last_year", "years")


def number_problems(row: Payload) -> list[str]:
    """What is wrong between a number and the birth date beside it; a first-generation number that agrees is widened in the row.

    The first 15 digits of an 18-digit number read as a person born decades earlier: only the birth date tells them apart.
    """
    number = str(row.get("citizen_number", ""))
    if is_first_generation(number):
        if "birth_date" not in row:
            return ["身份证号码是 15 位旧号，要在“出生日期”列填写本人出生日期，才能和漏写三位的 18 位号码区分"]
        number = widen(number)
    if "birth_date" in row and not citizen_number_problem(number):
        born = birth_date_of(number).isoformat()
        if row["birth_date"] != born:
            return [f"出生日期 {row['birth_date']} 与身份证号码里的 {born} 不符，请核对是否漏写了号码的末几位"]
    row["citizen_number"] = number
    return []


def row_problems(row: Payload) -> list[str]:
    """Reasons why a row contradicts itself, as plain sentences without a full stop; empty where it does not."""
    problems = number_problems(row)
    given = [name for name in _YEARS if name in row]
    if given and len(given) < len(_YEARS):
        problems.append("首缴年度、末缴年度、缴费年数要么都填，要么都不填")
    elif given and not (1 <= row["years"] <= row["last_year"] - row["first_year"] + 1 and row["first_year"] >= ARREARS_FROM_YEAR):
        problems.append(f"缴费年数与首末年度不符：首缴年度不早于 {ARREARS_FROM_YEAR} 年，年数不超过首末年度的跨度")
    if row.get("balance_fen", 0) < 0 or row.get("at_claim_fen", 0) < 0:
        problems.append("储存额不能为负")
    if ("pension_from" in row) != ("at_claim_fen" in row):
        problems.append("待遇起始月和核定时储存额要一起填")
    if "certified_on" in row and "pension_from" not in row:
        problems.append("没有领取待遇的人不填认证日期")
    return problems
