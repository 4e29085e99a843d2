"""What an agency may state about itself: each figure with its scope (口径), its key, the fact it becomes, its title and unit.

One list serves the form, the spreadsheet, the fact base and the pages. Figures that the counters count themselves are
not in it: nobody can type over what the books say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from shebao.agency import schemes

UNITS: Mapping[str, str] = {
    "fen": "元",
    "人": "人",
    "人次": "人次",
    "个": "个",
    "笔": "笔",
    "条": "条",
    "次": "次",
    "户": "户",
    "rate": "%",
    "text": "文字",
}
"""Units of stated figures, and what people type them in."""
SCOPES: Mapping[str, str] = {"dept_budget": "部门预算", "dept_final": "部门决算", "entered": "单位填报", "fund": "社会保险基金"}
SCHEMES: Mapping[str, str] = schemes.titles()
"""The schemes whose figures are stated, by their own files."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure that may be stated. scope and key: as it is kept; fact: its name in reports; group: its heading in the form."""

    scope: str
    key: str
    fact: str
    title: str
    unit: str
    group: str


_BUDGET = (
    ("dept_budget", "last_year", "budget.last_year", "上年预算数"),
    ("dept_budget", "initial", "budget.initial", "年初预算数"),
    ("dept_budget", "initial_basic", "budget.basic_initial", "年初预算：基本支出"),
    ("dept_budget", "initial_project", "budget.project_initial", "年初预算：项目支出"),
    ("dept_budget", "full_year", "budget.adjusted", "全年预算数"),
    ("dept_budget", "full_year_basic", "budget.basic_adjusted", "全年预算：基本支出"),
    ("dept_budget", "full_year_project", "budget.project_adjusted", "全年预算：项目支出"),
    ("dept_budget", "general_public", "budget.general_public", "一般公共预算"),
    ("dept_budget", "other", "budget.other", "其他资金"),
    ("dept_final", "total", "budget.final", "决算支出"),
    ("dept_final", "basic", "budget.basic_final", "基本支出决算"),
    ("dept_final", "project", "budget.project_final", "项目支出决算"),
    ("dept_final", "wages", "budget.wages", "工资福利支出"),
    ("dept_final", "goods_services", "budget.goods_services", "商品和服务支出"),
    ("dept_final", "personnel", "budget.personnel", "人员经费支出"),
    ("dept_final", "social_security", "budget.social_security", "社会保障和就业支出"),
    ("dept_final", "health", "budget.health", "卫生健康支出"),
    ("dept_final", "housing", "budget.housing", "住房保障支出"),
    ("dept_final", "carry_over", "budget.carry_over", "年末结转结余"),
    ("dept_final", "carry_over_before", "budget.carry_over_before", "上年末结转结余"),
)
_OFFICE = (
    ("dept_budget", "three_public_last_year", "budget.three_public_last_year", "“三公”经费上年预算"),
    ("dept_budget", "three_public", "budget.three_public_budget", "“三公”经费预算"),
    ("dept_final", "three_public", "budget.three_public_actual", "“三公”经费决算"),
    ("dept_final", "three_public_vehicles_bought", "budget.vehicles_bought", "公务用车购置费"),
    ("dept_final", "three_public_vehicles_run", "budget.vehicles_run", "公务用车运行维护费"),
    ("dept_final", "three_public_abroad", "budget.abroad", "因公出国（境）费"),
    ("dept_final", "three_public_reception", "budget.reception", "公务接待费"),
    ("dept_budget", "office", "budget.office_budget", "日常公用经费预算"),
    ("dept_final", "office", "budget.office_actual", "日常公用经费决算"),
    ("dept_budget", "purchase", "budget.purchase_budget", "政府采购预算"),
    ("dept_final", "purchase", "budget.purchase_actual", "政府采购实际金额"),
)
_PROJECTS = (
    ("rights_statement_printing", "权益记录单打印"),
    ("inspection", "稽核"),
    ("legal", "法律事务"),
    ("bank_fees", "银行手续费"),
    ("certificates", "证件"),
    ("former_temporary_workers", "老临工待遇"),
    ("retiree_services", "退休人员社会化管理服务"),
    ("health_checks", "退休人员健康体检"),
    ("resident_contribution_subsidy", "个人缴费补助经费"),
    ("high_tech_zone_affairs", "高新区（马金铺片区）社会事务经费"),
    ("resort_zone_affairs", "度假区（大渔）片区社会事务经费"),
)
_OWN = (
    ("staff.quota", "编制数", "个", "编制和人员"),
    ("staff.in_post", "年末在职人数", "人", "编制和人员"),
    ("staff.contract", "编外合同人员", "人", "编制和人员"),
    ("staff.public_welfare", "公益性岗位人员", "人", "编制和人员"),
    ("staff.retired", "退休人员", "人", "编制和人员"),
    ("assets.original", "固定资产原值", "fen", "资产"),
    ("assets.depreciation", "累计折旧", "fen", "资产"),
    ("assets.net", "固定资产净值", "fen", "资产"),
    ("assets.in_use", "在用固定资产", "fen", "资产"),
    ("survey.satisfaction", "服务对象满意度（外部调查）", "rate", "满意度"),
)
_WORK = (
    ("work.reform_retirees", "机关事业单位“中人”待遇按新办法实发人数", "人"),
    ("work.reform_rate", "“中人”待遇实发完成比例", "rate"),
    ("work.annuity", "职业年金归集", "fen"),
    ("work.transfers", "关系转移接续", "笔"),
    ("work.transfers_pension_in", "养老保险转入", "笔"),
    ("work.transfers_pension_out", "养老保险转出", "笔"),
    ("work.transfers_medical_in", "医疗保险转入", "笔"),
    ("work.transfers_medical_out", "医疗保险转出", "笔"),
    ("work.transfers_to_public", "企业职工养老保险转机关事业单位养老保险", "笔"),
    ("work.screening_first", "第一批数据比对", "条"),
    ("work.screening_second", "第二批数据比对", "条"),
    ("work.fraud_checked", "专项行动核查", "人"),
    ("work.fraud_recovered", "专项行动追回", "fen"),
    ("work.back_pay_people", "误补发人数", "人"),
    ("work.back_pay", "误补发金额", "fen"),
    ("work.back_pay_recovered_people", "误补发已追回人数", "人"),
    ("work.back_pay_recovered", "误补发已追回金额", "fen"),
    ("work.recovered_people", "追回重复领取、冒领待遇人数", "人"),
    ("work.recovered", "追回待遇金额", "fen"),
    ("work.audit_findings", "外部审计检查发现问题", "个"),
    ("work.skill_people", "技能提升补贴发放", "人"),
    ("work.skill_paid", "技能提升补贴金额", "fen"),
    ("work.publicity_events", "政策宣传", "次"),
    ("work.publicity_served", "现场解答咨询", "人次"),
    ("work.online_dependants", "网上认证工伤和供养人员", "人"),
    ("work.online_pensioners", "网上认证企业退休人员", "人"),
    ("work.health_checks", "退休人员健康体检（以上）", "人"),
)
_FUND = (
    ("insured", "参保人数", "人"),
    ("recipients", "领取人数", "人"),
    ("times", "发放人次", "人次"),
    ("paid", "发放金额", "fen"),
    ("income", "基金收入", "fen"),
    ("income_budget", "收入预算", "fen"),
    ("income_rate", "收入预算执行率", "rate"),
    ("expense", "基金支出", "fen"),
    ("expense_budget", "支出预算", "fen"),
    ("expense_rate", "支出预算执行率", "rate"),
    ("subsidy_times", "补助发放人次", "人次"),
    ("subsidy_paid", "补助发放金额", "fen"),
)
_COUNTED_FOR_RESIDENTS = frozenset({"insured", "recipients", "times", "paid", "income", "expense", "subsidy_times", "subsidy_paid"})
"""What the counters count for the scheme they keep; it cannot be stated."""


COUNTED: Mapping[str, str] = {
    f"{scheme}.{part}": f"scheme.{scheme}.{part}"
    for scheme in SCHEMES
    if scheme != schemes.MAIN
    for part in ("insured", "recipients", "times", "paid", "income", "expense")
} | {
    "awards.final": "work.reform_retirees",
    "unemployment.subsidy_times": "scheme.unemployment.subsidy_times",
    "unemployment.subsidy_paid": "scheme.unemployment.subsidy_paid",
    "grants.skill_people": "work.skill_people",
    "grants.skill_paid": "work.skill_paid",
    "transfers.all": "work.transfers",
    "transfers.pension_in": "work.transfers_pension_in",
    "transfers.pension_out": "work.transfers_pension_out",
    "transfers.medical_in": "work.transfers_medical_in",
    "transfers.medical_out": "work.transfers_medical_out",
    "transfers.to_public": "work.transfers_to_public",
}
"""Measure → the fact it becomes where this agency keeps the books of the scheme: what is counted takes the place of what was stated."""


COUNTED_WORK = frozenset(
    {
        "work.audit_findings",
        "work.back_pay",
        "work.back_pay_people",
        "work.back_pay_recovered",
        "work.back_pay_recovered_people",
        "work.fraud_checked",
        "work.fraud_recovered",
        "work.publicity_events",
        "work.publicity_served",
        "work.health_checks",
        "work.online_dependants",
        "work.online_pensioners",
        "work.recovered_people",
        "work.recovered",
        "work.screening_first",
        "work.screening_second",
    }
)
"""What the registers and the debts count as soon as they hold anything of the year: then it takes the place of what was stated."""


def _all() -> Iterator[Stated]:
    yield from (Stated(scope, key, fact, title, "fen", "预算和决算") for scope, key, fact, title in _BUDGET)
    yield from (Stated(scope, key, fact, title, "fen", "“三公”、公用经费和采购") for scope, key, fact, title in _OFFICE)
    yield from (
        Stated("dept_final", f"spent.{n:02d}", f"budget.spent.{n:02d}", f"{n}月末累计支出", "fen", "预算执行进度（年中监控用）")
        for n in range(1, 13)
    )
    yield from (Stated("dept_final", key, f"project.{key}", f"项目支出：{title}", "fen", "项目支出") for key, title in _PROJECTS)
    yield from (Stated("entered", key, key, title, unit, group) for key, title, unit, group in _OWN)
    yield Stated("entered", "target.insured", "resident.target", "参保任务数", "人", "任务")
    yield from (
        Stated("entered", key, key, title, unit, "业务工作（本系统未经办的）") for key, title, unit in _WORK if key not in COUNTED_WORK
    )
    counted = "业务工作（台账没有当年记录时才填；登记以后由台账计数）"
    yield from (Stated("entered", key, key, title, unit, counted) for key, title, unit in _WORK if key in COUNTED_WORK)
    for scheme, name in SCHEMES.items():
        for part, title, unit in _FUND:
            if scheme != "resident" or part not in _COUNTED_FOR_RESIDENTS:
                yield Stated("fund", f"{scheme}.{part}", f"scheme.{scheme}.{part}", f"{name}{title}", unit, name)


@cache
def stated() -> Mapping[tuple[str, str], Stated]:
    """Everything that may be stated, by (scope, key), in the order of the form."""
    return {(one.scope, one.key): one for one in _all()}
