"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "payout.propose": "提出发放批次",
    "payout.compute": "计算发放批次",
    "payout.seal": "封存发放批次",
    "payout.review": "复核发放批次",
    "payout.approve": "审批发放批次",
    "payout.send_back": "退回发放批次",
    "payout.withhold": "送盘前扣下",
    "payout.file": "生成银行文件",
    "payout.submit": "送盘",
    "payout.slip": "录入银行回单",
    "payout.return": "导入回盘",
    "payout.settle": "发放结清",
    "payout.discard": "作废批次",
    "payout.release": "批准放行",
    "payout.release_operation": "批准整批放行",
    "payout.threshold": "变更发放阈值",
    "payout.owe": "登记应付事项",
    "payout.restore": "登记从备份恢复",
    "payout.unlock": "解除发放锁定",
}
