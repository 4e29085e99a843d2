"""What an agency published of one scheme of working people, and what was set beside it, for a county of a scale. Whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from ..agency import Agency, wan_to_fen

_DEATHS_IN = 50
"""One in so many of those in payment dies in the year (stylised); each death is reported in the month after it, before the run."""
ADJUSTED_IN = 7
"""The year's adjustment is paid from July on, with the months since January at once, to who is in payment then."""
_LAST_RETIREMENT = 11
"""Who retires in December draws the first pension in the next year: the county's retire from January to November."""


@dataclass(frozen=True)
class Figures:
    """One scheme's numbers: published where the agency printed them (None where it did not), set otherwise.

    insured: people who work or pay in December, without those who draw a pension. recipients: in payment in December.
    times: payments of the year. paying: of the insured, those who work for an employer. retirements: who retire in the year.
    """

    scheme: str
    insured: int | None
    recipients: int | None
    times: int | None
    income_fen: int | None
    expense_fen: int | None
    paying: int
    employers: int
    retirements: int
    reformed: int
    waiting: int
    mean_pension_fen: int
    mean_wage_fen: int


def figures_of(agency: Agency, scheme: str, scale: float) -> Figures | None:
    """The scheme's figures at a scale; None for a scheme that the county does not live."""
    if scheme not in agency.pensions:
        return None
    insured = _count(agency, scheme, "insured", scale)
    share = agency.pension_share(scheme, "paying_share")
    return Figures(
        scheme,
        insured,
        _count(agency, scheme, "recipients", scale),
        _count(agency, scheme, "times", scale),
        _fen(agency, scheme, "income_wan", scale),
        _fen(agency, scheme, "expense_wan", scale) or _fen(agency, scheme, "paid_wan", scale),
        paying=round((insured or 0) * share),
        employers=_count(agency, scheme, "employers", scale) or 0,
        retirements=_count(agency, scheme, "retirements", scale) or 0,
        reformed=_count(agency, scheme, "reformed", scale) or 0,
        waiting=_count(agency, scheme, "provisional", scale) or 0,
        mean_pension_fen=int(agency.pension_text(scheme, "mean_pension_yuan") or "3000") * 100,
        mean_wage_fen=int(agency.pension_text(scheme, "mean_wage_yuan") or "6000") * 100,
    )


def _count(agency: Agency, scheme: str, name: str, scale: float) -> int | None:
    text = agency.pension_text(scheme, name)
    return None if text is None else max(1, round(int(text) * scale)) if int(text) else 0


def _fen(agency: Agency, scheme: str, name: str, scale: float) -> int | None:
    text = agency.pension_text(scheme, name)
    return None if text is None else round(wan_to_fen(text) * scale)


@dataclass(frozen=True)
class Heads:
    """How many of each: in payment on 1 January, the months in which some of them die, the months in which others retire, workers at
    employers, insured who do not pay."""

    pensioners: int
    die: tuple[int, ...]
    retire: tuple[int, ...]
    workers: int
    others: int


def heads_of(figures: Figures) -> Heads:
    """Heads that give the published ones exactly: recipients or times, and the insured in December."""
    retire = [1 + 5 * at % _LAST_RETIREMENT for at in range(figures.retirements)]
    about = figures.recipients or (figures.times or 0) // 13
    die = tuple(1 + 4 * at % _LAST_RETIREMENT for at in range(about // _DEATHS_IN))
    if figures.times is not None:
        # Who is there all year gets twelve payments and the adjustment's back payment; the dead and the retired get fewer.
        fewer = sum(payments_until(month) for month in die) + sum(12 - month for month in retire)
        staying, rest = divmod(figures.times - fewer, 13)
        retire += _months_for(rest)
    else:
        assert figures.recipients is not None, f"{figures.scheme}: neither recipients nor times are given"
        staying = figures.recipients - len(retire)
    assert staying > 0, f"{figures.scheme}: fewer recipients than retirements"
    others = (figures.insured or 0) - figures.paying
    return Heads(staying + len(die), die, tuple(sorted(retire)), figures.paying, max(0, others))


def payments_until(died: int) -> int:
    """The payments of the year to who died in a month: each month's, and the adjustment's back payment to who lived to see it."""
    return died + (died >= ADJUSTED_IN)


def _months_for(payments: int) -> list[int]:
    """Months of retirement whose payments add up to at most twelve that are left over."""
    if payments == 0:
        return []
    return [12 - payments] if payments < 12 else [6, 6]
