"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "inspection.plan": "制定稽核计划",
    "inspection.draw": "抽取稽核对象",
    "inspection.open_case": "稽核立案",
    "inspection.assign": "指派稽核人员",
    "inspection.case_step": "登记稽核进展",
    "inspection.find": "登记查出的少缴",
    "inspection.start_campaign": "启动专项行动",
    "inspection.set_tasks": "登记专项任务",
    "inspection.campaign_step": "登记专项进展",
    "inspection.sample": "内控自查抽样",
    "inspection.sampled": "登记抽到的办件",
    "inspection.check_files": "登记自查结论",
}
