"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "employers.register": "单位参保登记",
    "employers.describe": "登记单位信息",
    "employers.insure": "单位参加险种",
    "employers.end_insurance": "单位终止险种",
    "employers.open_account": "登记单位账户",
    "employers.change": "单位信息变更",
    "employers.cancel": "单位注销登记",
    "employers.set_injury_rate": "核定工伤费率",
    "employers.apply_cut": "登记阶段性降费",
    "employers.register_project": "建设项目参保登记",
    "employers.change_project": "建设项目变动",
    "employers.end_project": "建设项目停保",
    "employers.enter_project": "项目名册进场",
    "employers.leave_project": "项目名册离场",
    "employers.pay_project": "项目缴费到账",
    "employers.succeed": "单位承继",
    "employers.verify_year": "单位年审",
}
