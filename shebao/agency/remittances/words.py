"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "remittances.order": "开立划款单",
    "remittances.payees": "登记收款单位",
    "remittances.pay": "登记划款付出",
    "remittances.bounce": "登记退汇",
    "remittances.cancel": "撤销划款单",
}
