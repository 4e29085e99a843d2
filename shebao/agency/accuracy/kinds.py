"""The strata of a sample, the verdicts on a payment, and whose doing an error was."""

from __future__ import annotations

from shebao.agency.payout import queries as payout

REGULAR, BACK_PAY, ONCE = "regular", "back_pay", "once"
STRATA = {REGULAR: "正常发放", BACK_PAY: "补发", ONCE: "一次性待遇"}
SHARES = {REGULAR: 60, BACK_PAY: 20, ONCE: 20}
"""Of a hundred of the sample: errors hide in back pay and what is paid once, so these are looked at far beyond their number."""
CORRECT, OVER, UNDER = "correct", "over", "under"
VERDICTS = {CORRECT: "正确", OVER: "多发", UNDER: "少发"}
CAUSES = {"person": "个人（未申报、申报不实）", "agency": "经办（录入、核定、计算）", "fraud": "欺诈"}
SMALLEST, LARGEST, USUAL = 10, 5_000, 300


def stratum_of(kind: str) -> str:
    """The stratum of a line's kind; a re-issue belongs to what it pays again in most cases: the regular month."""
    if kind in (BACK_PAY,):
        return BACK_PAY
    return ONCE if kind in payout.DUE_KINDS or kind in payout.LIVING_KINDS else REGULAR
