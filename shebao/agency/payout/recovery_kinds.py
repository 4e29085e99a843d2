"""The steps by which a debt is got back, each with its title, and whether its money lessens what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class RecoveryStep(NamedTuple):
    """A step: its title, and whether its amount is taken from what is owed."""

    title: str
    pays: bool = False


STEPS: Mapping[str, RecoveryStep] = {
    "cause": RecoveryStep("定责任"),
    "served": RecoveryStep("责令退回决定送达"),
    "agreed": RecoveryStep("还款协议"),
    "breached": RecoveryStep("协议违约"),
    "repaid": RecoveryStep("退回到账", True),
    "set_off": RecoveryStep("从个人账户抵扣", True),
    "urged": RecoveryStep("催告送达"),
    "court": RecoveryStep("申请法院强制执行"),
    "police": RecoveryStep("移送公安"),
    "penalty": RecoveryStep("移送行政处罚"),
    "lawsuit": RecoveryStep("起诉不当得利"),
    "withdrawn": RecoveryStep("撤回申请"),
    "written_off": RecoveryStep("核销", True),
    "undone": RecoveryStep("更正前一步"),
}
CAUSES: Mapping[str, str] = {"person": "领取人原因", "agency": "机构或系统差错", "fraud": "欺诈骗取"}
PAYING = tuple(key for key, one in STEPS.items() if one.pays)
