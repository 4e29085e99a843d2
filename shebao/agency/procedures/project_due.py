"""What a building project owes by its contract price: the rate of the place on a day, with its document and how sure it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.base.money import yuan_text
from shebao.base.months import month_of, month_text
from shebao.core.policy.calculation import calculate

RATE = "project_rate"
_CONFIDENCE = {"high": "", "medium": "（可信度中）", "low": "（可信度低，请核对当地文件）", "unverified": "（未核实，请核对当地文件）"}


class ProjectDue(NamedTuple):
    """What is due in fen, the rate in millionths and in words, and where it stands."""

    fen: int
    rate_e6: int
    rate: str
    law: str


def due_of_price(price_fen: int, day: date) -> ProjectDue:
    """What a price owes by the law of a day; raises `MissingValue` where the place has no rate on file."""
    inputs = {"contract_price": yuan_text(price_fen), "period": month_text(month_of(day))}
    answer = calculate("project_injury_contribution", installation.place(), inputs, parameters.places())
    rate, origin = answer.values[RATE], answer.ask.origins[RATE]
    rate_e6 = int(rate.fraction * 1_000_000)
    percent = f"{rate_e6 / 10_000:.4f}".rstrip("0").rstrip(".")
    return ProjectDue(
        int(answer.values["project_amount"].fen), rate_e6, f"{percent}%", f"{origin.source}{_CONFIDENCE.get(origin.confidence, '')}"[:160]
    )
