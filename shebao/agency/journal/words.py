"""The Chinese words for the verbs that the journal writes of itself."""

WORDS = {"journal.anchor": "打印日志链头"}
