"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "reconciliation.take_up": "登记对账差异",
    "reconciliation.step": "登记对账差异进展",
}
