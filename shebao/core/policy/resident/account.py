"""Rules of a resident account's year: interest on what was there, on what came in, and less what was paid out."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen
from shebao.core.rules import Ratio, Yuan


def opening_interest(opening_balance: Yuan, rate: Ratio) -> Yuan:
    """上年结存利息。劳办发〔1997〕116号；社会保险法 第十四条."""
    return fen(opening_balance * rate)


def current_interest(month_product: Yuan, rate: Ratio) -> Yuan:
    """本年记入利息（月积数法：记入额乘以含当月的剩余月数）。劳办发〔1997〕116号."""
    return fen(month_product * rate / 12)


def payment_interest(paid_product: Yuan, rate: Ratio) -> Yuan:
    """本年已发部分少计的利息（月积数法）。劳办发〔1997〕116号."""
    return fen(paid_product * rate / 12)


def interest(opening_interest: Yuan, current_interest: Yuan, payment_interest: Yuan) -> Yuan:
    """本年利息。劳办发〔1997〕116号."""
    return opening_interest + current_interest - payment_interest


def closing(opening_balance: Yuan, credited: Yuan, paid_out: Yuan, interest: Yuan) -> Yuan:
    """年末个人账户储存额（支付期可以为负，超出部分由统筹基金支付）。劳办发〔1997〕116号；国发〔2014〕8号 第六条."""
    return opening_balance + credited - paid_out + interest
