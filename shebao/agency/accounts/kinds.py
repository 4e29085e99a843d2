"""The kinds of movement of a personal account, and how each is called; each part of a contribution is a kind of its own."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "opening": "移交余额",
    "own": "个人缴费",
    "collective": "集体补助",
    "subsidy": "政府补贴",
    "assisted": "财政代缴",
    "interest": "利息",
    "pension": "支付个人账户养老金",
    "inheritance": "余额继承",
    "transfer_in": "转入",
    "transfer_out": "转出",
    "correction": "更正",
}
