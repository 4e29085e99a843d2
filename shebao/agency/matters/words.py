"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "matters.submit": "受理办件",
    "matters.review": "复核办件",
    "matters.approve": "批准办件",
    "matters.send_back": "退回办件",
    "matters.withdraw": "撤回办件",
    "matters.resubmit": "重新提交办件",
    "scans.open": "打开扫描件",
}
