"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "evaluation.enter_figures": "填报数据",
    "evaluation.draft": "起草报告",
    "evaluation.keep_rows": "存报告的支撑行",
    "evaluation.start_survey": "开始满意度调查",
    "evaluation.take_answers": "收录调查答卷",
    "evaluation.void_survey": "满意度调查作废",
    "evaluation.close_survey": "结束满意度调查",
    "evaluation.publish": "登记公开的报告",
}
