"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "unemployment.open_claim": "失业保险待遇核定",
    "unemployment.end_claim": "停领失业保险金",
    "unemployment.premiums": "代缴基本医疗保险费",
    "unemployment.premium_back": "追回代缴的医疗保险费",
    "unemployment.premium_settled": "代缴医疗保险费已退回或抵扣",
    "unemployment.grant": "核定一次性补贴",
    "unemployment.cancel_grant": "撤销一次性补贴",
    "unemployment.employer_list": "核定单位名单",
}
