"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "parameters.enter": "录入法定标准",
}
