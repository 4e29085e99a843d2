"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "fund.voucher": "凭证过账",
    "fund.close": "月末结账",
    "fund.budget": "录入预算",
}
