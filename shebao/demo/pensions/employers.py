"""The invented employers of one scheme: codes of nobody, names of invented places, industries as the market register writes them."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.employers.actions import NewEmployer
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.identity import uscc_check_character

from ..branches.branch import Branch
from ..branches.cover import Cover
from ..branches.industries import INDUSTRIES, OFFICES, industry_of, is_office
from ..county import County
from ..identities import phone_numbers
from ..names import draw_names, lists

_BRANDS = "永金华兴盛隆源泰恒瑞丰利和顺祥茂宏达昌裕"
_SCHOOLS = (("教育", "中学"), ("教育", "小学"), ("教育", "幼儿园"), ("卫生", "卫生院"), ("农业技术推广服务", "农技推广站"))
_NEW_LAW_FROM = date(1996, 1, 1)


def uscc(scheme: str, number: int) -> str:
    """A unified social credit code of nobody: the region code belongs to no place."""
    body = ("12990000MB" if scheme == PUBLIC else "91990000MA") + f"{number:07d}"
    return body + uscc_check_character(body)


def draw_employers(county: County, branch: Branch) -> list[NewEmployer]:
    """As many as were published or set; enterprises, or government offices, schools and clinics; with what they take part in."""
    count = branch.figures.employers
    rng = np.random.default_rng([count, branch.start])
    people = draw_names(rng, rng.random(2 * count) < 0.6, np.full(2 * count, 1975))
    phones, picks = phone_numbers(rng, count), rng.integers(0, 1 << 30, size=(count, 2)).tolist()
    banks, accounts = lists()["banks"], _account_numbers(count, branch.start)
    schemes = _schemes(county, branch)
    result = []
    for at, (_, days) in enumerate(picks):
        township, village = county.villages[at % len(county.villages)]
        if branch.scheme == PUBLIC:
            kind, industry, name = _public(at, township, village)
            risk, funding = 1, "full"
        else:
            industry, tail, risk = industry_of(at)
            brand = _BRANDS[days % len(_BRANDS)] + _BRANDS[days // len(_BRANDS) % len(_BRANDS)]
            kind, name, funding = "enterprise", f"{township[:-1]}{brand}{tail}", ""
        founded = date.fromordinal(_NEW_LAW_FROM.toordinal() + days % (26 * 365))
        result.append(
            NewEmployer(
                uscc(branch.scheme, at + 1), name, kind, founded, people[at], f"{township}{village}", industry, risk,
                "示例县税务局", people[count + at], phones[at], schemes[at], funding, banks[at % len(banks)], accounts[at],
                from_month=max(200601, founded.year * 100 + founded.month),
            )
        )  # fmt: skip
    return result


def _schemes(county: County, branch: Branch) -> list[tuple[str, ...]]:
    """What each employer takes part in on the first day: the pension, and what covers its people from January."""
    result: list[list[str]] = [[branch.scheme] for _ in range(branch.figures.employers)]
    for scheme, cover in county.covers.items():
        for place, month in cover.employers_joining(branch).items():
            if month == 1:
                result[place].append(scheme)
    return [tuple(schemes) for schemes in result]


def draw_own_employers(county: County, cover: Cover, start: int) -> list[NewEmployer]:
    """The employers of those who have one insurance alone; start: how many codes of enterprises are taken."""
    count = cover.employers
    rng = np.random.default_rng([count, county.crowd_start, 3])
    people = draw_names(rng, rng.random(2 * count) < 0.6, np.full(2 * count, 1975))
    phones = phone_numbers(rng, count)
    industry, tail, _ = next((row for row in INDUSTRIES if row[2] == cover.risk_class), INDUSTRIES[0])
    rows = []
    for at in range(count):
        township, village = county.villages[at % len(county.villages)]
        brand = _BRANDS[at % len(_BRANDS)] + _BRANDS[at // len(_BRANDS) % len(_BRANDS)]
        rows.append(
            NewEmployer(
                uscc(cover.scheme, start + at + 1), f"{township[:-1]}{brand}{at + 1}号{tail}", "enterprise", date(2010, 1, 1 + at % 28),
                people[at], f"{township}{village}", industry, cover.risk_class, "示例县税务局", people[count + at], phones[at],
                (cover.scheme,), from_month=201001,
            )
        )  # fmt: skip
    return rows


def _account_numbers(count: int, start: int) -> list[str]:
    """Accounts of employers, of no bank's numbers: 99 and fourteen digits."""
    numbers = np.random.default_rng([count, start, 1]).integers(0, 10**14, size=count).tolist()
    return [f"99{number:014d}" for number in numbers]


def _public(at: int, township: str, village: str) -> tuple[str, str, str]:
    """Kind, industry and name of the next public institution: the county's offices first, then what its townships have."""
    if is_office(at):
        return "government", "国家机构", f"示例县{OFFICES[at]}局"
    industry, tail = _SCHOOLS[at % len(_SCHOOLS)]
    return "institution", industry, f"{township}{village.removesuffix('村')}{tail}"
