"""Rules of moving a pension relation between provinces and between the employees' and the residents' scheme."""

from __future__ import annotations

from shebao.base.months import age_months
from shebao.core.arithmetic.formula import count, fen, greater, lesser, where, whole
from shebao.core.rules import Month, Months, Ratio, Truth, Years, Yuan


def pooled(base_total: Yuan, transfer_pooled_rate: Ratio, same_province: Truth) -> Yuan:
    """转移的统筹基金（各年度实际缴费基数之和的百分之十二；省内转移不转资金）。国办发〔2009〕66号 第四条."""
    return where(same_province, 0, fen(base_total * transfer_pooled_rate))


def total(pooled: Yuan, account: Yuan, same_province: Truth) -> Yuan:
    """转移资金合计（省内转移只转记录）。国办发〔2009〕66号 第四条."""
    return where(same_province, 0, pooled + account)


def age_at_first(birth_month: Month, first_insured: Month) -> Years:
    """首次参保时的周岁年龄。国办发〔2009〕66号 第五条."""
    return whole(count(age_months(birth_month, first_insured), 0, 1560, "首次参保年龄（月）", "国办发〔2009〕66号 第五条") / 12)


def temporary(registered_elsewhere: Truth, age_at_first: Years, age_limit: Years) -> Truth:
    """是否建立临时缴费账户（在户籍地以外首次参保，男满五十、女满四十周岁）。国办发〔2009〕66号 第五条."""
    return registered_elsewhere & (age_at_first >= age_limit)


def to_employee(employee_months: Months, minimum_months: Months) -> Truth:
    """职工养老缴费是否达到规定年限（达到的转入职工养老）。人社部发〔2014〕17号 第三条."""
    return employee_months >= minimum_months


def account_after(employee_account: Yuan, resident_account: Yuan, duplicate_refund: Yuan) -> Yuan:
    """合并后的个人账户储存额（扣除重复缴费退还部分）。人社部发〔2014〕17号 第五条、第六条."""
    return employee_account + resident_account - duplicate_refund


def resident_paid_months(to_employee: Truth, employee_months: Months, resident_months: Months, overlapping_months: Months) -> Months:
    """转入城乡居民养老的，合并计算的缴费月数。人社部发〔2014〕17号 第五条."""
    return where(to_employee, 0, employee_months + resident_months - overlapping_months)


def employee_paid_months(to_employee: Truth, employee_months: Months) -> Months:
    """转入职工养老的，缴费月数（居民缴费年限不计）。人社部发〔2014〕17号 第三条."""
    return where(to_employee, employee_months, 0)


def resident_months(resident_years: Years) -> Months:
    """城乡居民养老缴费月数（一年按十二个月）。人社部发〔2014〕17号 第五条."""
    return resident_years * 12


def claim_remaining(monthly: Yuan, months_left: Months) -> Yuan:
    """尚未领取的失业保险金。失业保险金申领发放办法（劳动和社会保障部令第8号）第二十二条."""
    return monthly * months_left


def claim_extra(monthly: Yuan, extra_months: Months, unemployment_transfer_extra: Ratio) -> Yuan:
    """另加的医疗补助金和职业培训、职业介绍补贴。失业保险金申领发放办法（劳动和社会保障部令第8号）第二十二条.

    Clause: 医疗补助金和职业培训、职业介绍补贴按失业人员应享受的失业保险金总额的一半计算。
    """
    return fen(monthly * extra_months * unemployment_transfer_extra)


def claim_moved(claim_remaining: Yuan, claim_extra: Yuan) -> Yuan:
    """跨统筹地区转迁划转的金额。失业保险金申领发放办法（劳动和社会保障部令第8号）第二十二条."""
    return claim_remaining + claim_extra


def refundable(resident_account_left: Yuan, government_subsidy: Yuan) -> Yuan:
    """除政府补贴外的居民个人账户余额。人社部发〔2014〕17号 第八条.

    Clause: 终止并解除城乡居民养老保险关系，除政府补贴外的个人账户余额退还本人。
    """
    return resident_account_left - government_subsidy


def offset_from_account(overpaid_basic: Yuan, refundable: Yuan) -> Yuan:
    """从应退还本人的账户余额中抵扣的金额。人社部发〔2014〕17号 第八条."""
    return lesser(overpaid_basic, refundable)


def still_due(overpaid_basic: Yuan, offset_from_account: Yuan) -> Yuan:
    """抵扣后仍应退还的基础养老金。人社部发〔2014〕17号 第八条."""
    return overpaid_basic - offset_from_account


def account_refund(refundable: Yuan, offset_from_account: Yuan) -> Yuan:
    """抵扣后退还本人的居民个人账户余额。人社部发〔2014〕17号 第八条."""
    return greater(refundable - offset_from_account, 0)


def duplicate_refund(overlap_own: Yuan, overlap_collective: Yuan) -> Yuan:
    """重复缴费时段退还本人的金额（个人缴费和集体补助）。人社部发〔2014〕17号 第七条.

    Clause: 将城乡居民养老保险重复缴费时段相应个人缴费和集体补助退还本人。
    """
    return overlap_own + overlap_collective


def subsidy_kept(overlap_government: Yuan) -> Yuan:
    """重复缴费时段不退还的政府补贴。人社部发〔2014〕17号 第七条."""
    return overlap_government


def account(account_balance: Yuan, account_change: Yuan) -> Yuan:
    """转移的个人账户（按当时规定的记账比例调整）。人社部发〔2009〕187号；人社厅发〔2017〕7号."""
    return greater(account_balance + account_change, 0)
