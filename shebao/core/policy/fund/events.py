"""Reads one line of a fund's month as people write it — "fiscal→expenditure", "发放养老金" — and says what it moves.

The places of the money follow 财社〔2017〕144号: fees and transfers in reach the income account, government subsidies the
fiscal account, benefits leave the expenditure account. What a line does not say and the rules do not settle is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NoReturn

INCOME, FISCAL, EXPENDITURE, TREASURY = "income_account", "fiscal_account", "expenditure_account", "treasury_account"
EARNED, SPENT, HELD = "income_total", "expenditure_total", "liability_temporary_receipt"
TITLES: Mapping[str, str] = {INCOME: "收入户", FISCAL: "财政专户", EXPENDITURE: "支出户", TREASURY: "国库"}

Refuse = Callable[[str, str], NoReturn]
"""Called with what is wrong with the line, and what to do."""


Booking = Mapping[str, int]
"""What one amount does: its sign (+1, −1) on accounts and on the totals of income, expenditure and money held for others."""


def booking(text: str, refuse: Refuse) -> Booking:
    """The booking of a line; calls `refuse` when it cannot be told."""
    # "Transfer income to fiscal" could be income from a transfer; only words that must be accounts are joined by "to".
    joined = r"(?<=\bfiscal)\s+to\s+(?=expenditure\b)|(?<=\btreasury)\s+to\s+(?=fiscal\b)|(?<=^income)\s+to\s+(?=fiscal\b)"
    what = re.sub(rf"\s*(?:→|⇒|->|=>)\s*|{joined}", "→", text.strip().lower())
    return _move(what, refuse) or _back(what, refuse) or _on_hold(what, refuse) or _in_or_out(what, refuse)


def _move(what: str, refuse: Refuse) -> Booking | None:
    """Money between two accounts: an arrow, two accounts named, or the customary sweep and feed."""
    left, arrow, right = what.partition("→")
    if arrow:
        source = _last(left) or _WORDS.get(re.split(r"\s", left)[-1])
        target = _first(right) or _WORDS.get(re.split(r"\s", right)[0])
        if not source or not target:
            refuse(f"划转的账户不认识：{what}", "账户：income、fiscal、expenditure、treasury。")
    else:
        named = _named(what)
        if len(named) == 2:
            source, target = named[::-1] if re.search(rf"from\s+(?:the\s+)?(?:{_NAMES[named[1]]})", what) else named
        elif _has(what, _SWEEP):
            source, target = INCOME, FISCAL
        elif _has(what, _FEED):
            source, target = FISCAL, EXPENDITURE
        else:
            return None
    if (source, target) == (INCOME, EXPENDITURE):
        refuse(f"收入户的钱不能直接划到支出户：{what}", "收入户只划入财政专户或用于退费（收支两条线）。")
    return {source: -1, target: +1}


def _back(what: str, refuse: Refuse) -> Booking | None:
    """Fees given back lessen the fee income; a recovered overpayment lessens this year's expenditure or is other income."""
    if _has(what, _REFUND) and (_has(what, _FEES) or _has(what, rf"from\s+(?:the\s+)?(?:{_NAMES[INCOME]})")):
        return {_only(what) or INCOME: -1, EARNED: -1}
    if not _has(what, _RECOVERED):
        return None
    account = _only(what)
    if not account:
        refuse(f"没有写明追回的钱到了哪个账户：{what}", "请写明 income account、fiscal account 或 expenditure account。")
    if _has(what, _EARLIER):
        return {account: +1, EARNED: +1}
    if not _has(what, _THIS_YEAR):
        refuse(f"没有写明追回的是哪年多发的：{what}", "本年的冲减支出，以前年度的记其他收入；请写明 this year 或 earlier years。")
    return {account: +1, SPENT: -1}


def _on_hold(what: str, refuse: Refuse) -> Booking | None:
    """A payment the bank returned is owed to the people (暂收款) until it is paid again."""
    if not _has(what, _HELD) or _has(what, _NOT_HELD):
        return None
    account = _only(what) or EXPENDITURE
    if _has(what, _AGAIN) or ("temporary receipt" in what and _has(what, _OUT) and not _has(what, rf"{_COMING}|{_TO_ACCOUNT}")):
        return {account: -1, HELD: -1}
    return {account: +1, HELD: +1}


def _in_or_out(what: str, refuse: Refuse) -> Booking:
    """Income or expenditure: by the words around the account, then by what is paid."""
    if _has(what, _ASSETS) and not _has(what, _EARNINGS):
        refuse(f"买债券、借款不是收入也不是支出：{what}", "这里只算收支和各账户之间的划转；投资和借款请另行记账。")
    account = _only(what)
    bare = re.sub("|".join(_NAMES.values()), " ", what)
    fees = _has(bare, _FEES) and not _has(bare, _FEES_PAID_OUT)
    subsidy = _has(bare, _SUBSIDY)
    if _has(what, _FROM_ACCOUNT):
        comes = False
    elif _has(what, _TO_ACCOUNT) or _has(bare, _IN) or fees or subsidy:
        comes = True
    elif _has(bare, _OUT):
        comes = False
    else:
        comes = bool(account)
        if not account:
            refuse(f"看不出记入哪个账户：{what}", "请写明 income account、fiscal account 或 expenditure account。")
    if comes:
        target = account or (FISCAL if subsidy else INCOME if fees or _has(bare, _TRANSFER_IN) else "")
        if not target:
            refuse(f"没有写明钱到了哪个账户：{what}", "请写明 income account、fiscal account 或 expenditure account。")
        return {target: +1, EARNED: +1}
    if account == INCOME:
        refuse(f"收入户不能支付：{what}", "收入户只划入财政专户或用于退费（收支两条线）；待遇从支出户支付。")
    return {account or EXPENDITURE: -1, SPENT: +1}


def _named(what: str) -> list[str]:
    """The accounts named, in the order of the line."""
    places = {name: match.start() for name, pattern in _NAMES.items() if (match := re.search(pattern, what))}
    return sorted(places, key=lambda name: places[name])


def _first(what: str) -> str:
    return next(iter(_named(what)), "")


def _last(what: str) -> str:
    return next(reversed(_named(what)), "")


def _only(what: str) -> str:
    """The one account named, or none."""
    named = _named(what)
    return named[0] if len(named) == 1 else ""


def _has(what: str, pattern: str) -> bool:
    return re.search(pattern, what) is not None


_NAMES: Mapping[str, str] = {
    INCOME: r"income[ _]account|收入户",
    FISCAL: r"fiscal[ _](?:special[ _])?account|财政专户",
    EXPENDITURE: r"expenditure[ _]account|支出户",
    TREASURY: r"(?:state )?treasury(?:[ _]account)?|国库",
}
_WORDS: Mapping[str, str] = {"income": INCOME, "fiscal": FISCAL, "expenditure": EXPENDITURE, "treasury": TREASURY}
_ANY_ACCOUNT = "|".join(_NAMES.values())
_TO_ACCOUNT = rf"(?:\b(?:in|into|to|on|of)\s+(?:the\s+)?|到|入|进)(?:{_ANY_ACCOUNT})|(?:{_ANY_ACCOUNT})(?:收|利息)"
_FROM_ACCOUNT = rf"(?:\bfrom\s+(?:the\s+)?|从|由)(?:{_ANY_ACCOUNT})"
_SWEEP, _FEED = r"\bsw(?:eep|ept)\b|归集", r"\b(?:feed|fed)\b|拨入支出"
_FEES = r"\b(?:contributions?|fees?|premiums?)\b|缴费|保险费|保费|滞纳金"
_FEES_PAID_OUT = r"medical|apprais|assess|prevention|(?:upper|higher|lower)[ -]level|医|鉴定|预防|上解"
_SUBSIDY = r"(?:government|fiscal|state|central|provincial|county|superior|upper[ -]level) (?:\w+ )?subsid|财政补贴|上级补助|政府补贴"
_REFUND = r"refund|退费|退还|退回"
_RECOVERED = r"recover|overpa|追回|多发|冒领"
_THIS_YEAR = r"(?:this|current|same)[ -]year|本年|当年"
_EARLIER = r"(?:earlier|prior|previous|last|past)[ -]years?|以前年度|上年|往年"
_HELD = r"return|bounce|reject|temporary receipt|unidentified|暂收|退回|退票|打卡失败|重发"
_NOT_HELD = r"invest|投资"
_AGAIN = r"re-?paid|re-?pay|re-?issue|re-?sen[dt]|again|重发|补发|再次发放"
_COMING = r"booked|received|into|return|unidentified"
_ASSETS, _EARNINGS = r"\b(?:bonds?|loans?|borrow\w*)\b|债券|借入|借款", r"interest|income|return|利息|收益"
_IN = r"\b(?:received|receipts?|collected|credited|into|interest|investment)\b|transfer(?:red|s)?[ -]in\b|收到|收入|到账|征收|转入|利息"
_TRANSFER_IN = r"transfer(?:red|s)?[ -]in\b|转入|转移收入"
_OUT = r"paid|\bpay(?:ment|out)?s?\b|refund|disburs|grant|spen[dt]|transfer(?:red|s)?[ -]out\b|发放|支付|转出|上解|补助下级|pension|benefit|allowance|funeral|养老金|待遇|丧葬"
