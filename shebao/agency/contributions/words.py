"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "contributions.post": "缴费入账",
    "contributions.post.parts": "缴费分项",
    "contributions.carry_over": "移交缴费年限",
    "contributions.adjust": "调整缴费月份",
    "contributions.adjust.payments": "调整认到月份",
    "contributions.take_back": "退回缴费",
    "contributions.take_back.parts": "退回缴费分项",
}
