"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "local_payments.list": "登记地方代发名单",
    "local_payments.payees": "登记地方代发人员",
    "local_payments.money": "登记地方代发收付",
}
