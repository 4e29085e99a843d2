"""How the occupational annuity's records are called: movements of the nominal register, reasons for making real, ways of drawing."""

from __future__ import annotations

NOMINAL: dict[str, str] = {
    "contribution": "单位缴费记账",
    "interest": "记账利息",
    "interest_back": "冲回利息",
    "made_real": "做实转出",
    "correction": "更正",
}
"""Kinds of movement in the register of nominal amounts (备查簿)."""

REASONS: dict[str, str] = {"retired": "退休", "moved": "调往企业", "died": "死亡", "emigrated": "出国（境）定居", "left": "辞职、辞退"}
"""Why a nominal account is made real."""

WAYS: dict[str, str] = {
    "monthly": "按计发月数按月领取",
    "insurance": "购买商业养老保险",
    "once": "出国（境）定居一次性领取",
}
"""How a member draws the annuity; chosen once (国办发〔2015〕18号 第九条). 职业年金: the heirs of the dead inherit."""

UNDONE: dict[str, str] = {"posting": "缴费入账", "claim": "做实请款", "arrival": "做实到款", "remittance": "归集上解", "choice": "待遇申领"}
"""What can be undone → its title."""
