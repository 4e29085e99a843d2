"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "people.register": "登记人员",
    "people.enter_villages": "登记村（社区）",
    "people.open_bank_accounts": "登记银行账户",
    "people.change_bank_accounts": "变更银行账户",
    "people.verify_bank_accounts": "核验银行账户",
    "people.record_deaths": "登记死亡",
    "people.withdraw_deaths": "撤销死亡登记",
    "people.enter_heirs": "登记继承人",
    "people.correct_identity": "更正姓名、身份证号码",
    "people.merge": "合并重复登记",
    "people.change_phone": "变更电话",
    "people.unmask": "查看完整号码",
    "people.move_persons": "变更户籍地",
}
