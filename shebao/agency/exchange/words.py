"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "exchange.register": "登记接口客户端",
    "exchange.terms": "接口客户端权限",
    "exchange.secret": "发放接口密钥",
    "exchange.calls": "接口调用留痕",
    "exchange.fetch": "取走交换批次文件",
    "exchange.batch": "登记交换批次",
    "exchange.step": "交换批次结果",
}
