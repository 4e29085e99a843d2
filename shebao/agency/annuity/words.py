"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "annuity.post": "职业年金缴费入账",
    "annuity.record_nominal": "单位缴费记账",
    "annuity.credit_interest": "职业年金记账计息",
    "annuity.withdraw_interest": "冲回职业年金记账利息",
    "annuity.claim": "职业年金做实请款",
    "annuity.credit_until_claim": "做实前计息",
    "annuity.arrive": "职业年金做实到款",
    "annuity.make_real": "记账做实转出",
    "annuity.remit": "职业年金归集上解",
    "annuity.choose": "职业年金待遇申领",
    "annuity.undo": "撤销职业年金登记",
    "annuity.correct_nominal": "更正单位缴费记账",
}
