"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "transfers.open": "关系转移立案",
    "transfers.step": "关系转移进度",
    "transfers.packet": "关系转移电子件",
    "transfers.years": "转入缴费年限",
    "transfers.medical": "登记医保关系转移",
}
