"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "injury.open_case": "工伤案件建档",
    "injury.recognise": "登记工伤认定结论",
    "injury.grade": "登记劳动能力鉴定结论",
    "injury.confirm_care": "登记就医康复确认",
    "injury.claim": "工伤待遇核定",
    "injury.cancel_claim": "撤销工伤待遇核定",
    "injury.bill": "登记票据",
    "injury.list_dependants": "登记供养亲属",
    "injury.open_advance": "登记先行支付追偿",
    "injury.record_repayment": "登记先行支付偿还",
    "injury.register_provider": "登记协议机构",
    "injury.open_account": "登记协议机构账户",
    "injury.agree": "登记服务协议事项",
    "injury.settle": "协议机构结算",
    "injury.owe": "登记应付机构款",
    "injury.cancel_payable": "撤销应付机构款",
    "injury.pay": "付机构款",
    "injury.undo_payment": "撤销付款登记",
    "injury.cancel_repayment": "撤销偿还登记",
}
