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
    "accounts.bring_in": "转入个人账户",
    "accounts.take_out": "转出个人账户",
    "accounts.close": "个人账户清户",
    "accounts.correct": "更正个人账户",
}
