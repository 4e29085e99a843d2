"""The seniority addition where a place gives it as a share of the basic standard: takes the place of the rule in yuan a year."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, greater, whole
from shebao.core.rules import Ratio, Years, Yuan


def seniority(paid_years: Years, seniority_from_year: Years, basic_standard: Yuan, seniority_share: Ratio) -> Yuan:
    """年限养老金（每多缴一年按基础养老金标准的一定比例加发，合计四舍五入到分）。国发〔2014〕8号 第六条（比例由地方规定）.

    Confidence: low
    """
    # No document seen says where to round; like every other part of a pension it is rounded once, when it is complete.
    return fen(greater(whole(paid_years) - seniority_from_year + 1, 0) * basic_standard * seniority_share)
