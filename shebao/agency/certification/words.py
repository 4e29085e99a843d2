"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "certification.record_notices": "登记认证到期告知",
    "certification.withdraw_events": "撤销资格认证记录",
    "certification.record_events": "登记资格认证",
}
