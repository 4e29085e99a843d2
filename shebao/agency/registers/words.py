"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "registers.enter": "登记台账",
    "registers.lines": "登记台账明细",
    "registers.step": "登记台账进展",
}
