"""Rules of the average contribution index, actual months and deemed months weighted together."""

from __future__ import annotations

from shebao.core.rules import Index, Months


def actual_avg_index(index_months: Index, actual_months: Months) -> Index:
    """实际缴费平均指数（各月指数之和除以实际缴费月数，四位小数）。国发〔2005〕38号.

    Confidence: medium
    """
    result: Index = (index_months / actual_months).round(4)
    return result


def avg_index_including_deemed(
    actual_avg_index: Index, actual_months: Months, deemed_index: Index, deemed_months: Months, all_months: Months
) -> Index:
    """含视同缴费的平均缴费指数（按月数加权，四位小数）。国发〔2005〕38号.

    Confidence: medium
    """
    result: Index = ((actual_avg_index * actual_months + deemed_index * deemed_months) / all_months).round(4)
    return result
