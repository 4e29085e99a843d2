"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "fund.voucher": "凭证过账",
    "fund.slip": "登记原始凭证",
    "fund.sign": "凭证签字",
    "fund.statement": "登记对账单",
    "fund.statement_lines": "登记对账单明细",
    "fund.close": "月末结账",
    "fund.budget": "录入预算",
}
