"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "declarations.declare_wages": "申报工资",
    "declarations.assess": "月度应缴核定",
    "declarations.assess.months": "核定明细",
    "declarations.send": "应征数据传税务",
    "declarations.send.parts": "应征批次组成",
    "declarations.receive": "税务入库明细入账",
    "declarations.receive.rows": "入库明细",
    "declarations.receive.payments": "认到月份",
    "declarations.receive.differences": "入库差异",
    "declarations.reconcile": "三方对账",
    "declarations.reconcile.differences": "对账差异",
    "declarations.close_differences": "了结入库差异",
}
