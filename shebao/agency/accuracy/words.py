"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "accuracy.draw": "抽取发放样本",
    "accuracy.strata": "登记样本分层",
    "accuracy.lines": "登记抽中的发放",
    "accuracy.answer": "登记发放核对结果",
}
