"""The kinds of movement of a personal account, and how each is called; each part of a contribution is a kind of its own."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "opening": "移交余额",
    "own": "个人缴费",
    "collective": "集体补助",
    "subsidy": "政府补贴",
    "land_lost": "被征地农民缴费补贴",
    "assisted": "财政代缴",
    "unit": "单位缴费",
    "made_real": "单位缴费做实",
    "interest": "利息",
    "interest_back": "冲回利息",
    "pension": "支付个人账户养老金",
    "inheritance": "余额继承",
    "exit": "一次性支付",
    "transfer_in": "转入",
    "transfer_out": "转出",
    "correction": "更正",
}

CHANNELS: dict[str, str] = {"desk": "柜台", "web": "网上", "message": "短信", "post": "邮寄", "machine": "自助机"}
CERTIFICATES: dict[str, str] = {
    "person": "个人参保缴费证明",
    "employer": "单位参保证明",
    "benefit": "待遇领取证明",
    "none": "未参保证明",
}
OBJECTIONS: dict[str, str] = {"register": "登记信息", "months": "缴费月份", "base": "缴费基数", "account": "个人账户", "benefit": "待遇"}
OUTCOMES: dict[str, str] = {"upheld": "成立，另办更正", "rejected": "不成立，维持原记录", "elsewhere": "转其他部门处理"}
