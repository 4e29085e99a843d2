"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "screening.record_list": "收到外部门名单",
    "screening.withdraw_list": "作废外部门名单",
    "screening.screen_county": "疑点筛查",
    "screening.post_clues": "登记疑点线索",
    "screening.assign": "分派疑点线索",
    "screening.conclude": "登记线索结论",
    "screening.record_batch": "收到清查名单",
    "screening.settle_rows": "登记清查结果",
}
