"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "residents.choose_tiers": "登记缴费档次",
    "residents.keep_project": "登记征地项目",
    "residents.keep_shares": "登记被征地农民实名库",
    "residents.pay_shares": "兑付被征地农民补贴",
    "residents.take_back_shares": "撤销被征地农民补贴兑付",
    "residents.tell_of_age": "登记到龄告知",
}
