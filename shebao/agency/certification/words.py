"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "certification.record_notices": "登记认证到期告知",
    "certification.withdraw_events": "撤销资格认证记录",
    "certification.open_round": "安排集中认证",
    "certification.set_validity": "规定认证有效期",
    "certification.cancel_round": "撤销集中认证安排",
    "certification.take_reply": "收到网上认证结果",
    "certification.refuse_reply": "不接受网上认证结果",
    "certification.record_events": "登记资格认证",
}
