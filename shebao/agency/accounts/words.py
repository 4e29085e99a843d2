"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "accounts.open": "个人账户建账",
    "accounts.credit_contributions": "缴费记入个人账户",
    "accounts.credit_months": "月缴费记入个人账户",
    "accounts.credit_interest": "个人账户计息",
    "accounts.pay_pension": "支付个人账户养老金",
    "accounts.inherit": "个人账户继承",
    "accounts.move_balance": "并入另一登记的个人账户",
    "accounts.undo_inheritance": "撤销个人账户继承",
    "accounts.reopen": "重新启用个人账户",
    "accounts.correct": "更正个人账户",
    "accounts.withdraw_interest": "冲回个人账户计息",
    "accounts.exit": "一次性支付并清户",
    "accounts.undo_exit": "撤销一次性支付",
    "accounts.credit_until_closing": "清户前计息",
    "accounts.credit_annuity": "职业年金记入个人账户",
    "accounts.issue_statements": "出具权益记录单",
    "accounts.withdraw": "作废记录单或证明",
    "accounts.print_certificate": "打印证明",
    "accounts.answer_objection": "答复权益记录异议",
}
