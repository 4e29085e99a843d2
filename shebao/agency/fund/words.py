"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "fund.voucher": "凭证过账",
    "fund.slip": "登记原始凭证",
    "fund.sign": "凭证签字",
    "fund.statement": "登记对账单",
    "fund.statement_lines": "登记对账单明细",
    "fund.close": "月末结账",
    "fund.budget": "录入预算",
    "fund.order": "登记计划或通知",
    "fund.order_lines": "登记用款用途",
    "fund.cancel_order": "作废计划或通知",
    "fund.deposit": "登记定期存单",
    "fund.open_items": "登记未达账项",
    "fund.report": "上报基金报表",
}
