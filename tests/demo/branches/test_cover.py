"""Who is insured against unemployment and injury, drawn: heads and income as printed, employers that join in the year, none where nobody pays."""

from __future__ import annotations

import numpy as np
import pytest

from shebao.core.policy.locale import shipped_places
from shebao.demo.agency import load_agency, wan_to_fen
from shebao.demo.branches.branch import draw_branches
from shebao.demo.branches.cover import Cover, collected, draw_covers
from shebao.demo.branches.industries import OFFICES, classes_of, is_office
from shebao.demo.law import Law

_SEED = 20_230_101


def drawn(key: str, scale: float) -> tuple[dict[str, Cover], dict[str, int]]:
    """The covers of a county, and how many each insures in December."""
    agency = load_agency(key)
    law = Law(shipped_places().overlay(agency.own_values()), agency.place, 2023)
    branches = draw_branches(_SEED, agency, law, scale, 1000)
    covers = draw_covers(_SEED, agency, law, scale, branches)
    heads = {
        scheme: cover.wage_fen.size
        + sum(int(((joins > 0) & (branches[key].members.last == 12)).sum()) for key, joins in cover.joins.items())
        for scheme, cover in covers.items()
    }
    return covers, heads


@pytest.mark.slow
@pytest.mark.parametrize(("key", "scale"), [("zhengning", 1), ("zhengning", 0.05), ("hongjiang", 1), ("hongjiang", 0.05)])
def test_printed_heads_are_insured_in_december_and_bring_the_printed_income(key: str, scale: float) -> None:
    covers, heads = drawn(key, scale)
    printed = load_agency(key).fund_figures

    assert set(covers) == {scheme for scheme in ("unemployment", "work_injury") if scheme in printed}
    for scheme, cover in covers.items():
        target = wan_to_fen(printed[scheme]["income_wan"]) * scale
        assert heads[scheme] == round(int(printed[scheme]["insured"]) * scale)
        # A twentieth of a county has few employers: the last of them is not divided.
        assert abs(cover.expected_fen - target) <= target * (0.001 if scale == 1 else 0.02)


@pytest.mark.slow
def test_public_employers_that_join_later_pay_from_then_on_and_enterprises_all_year() -> None:
    agency = load_agency("zhengning")
    law = Law(shipped_places().overlay(agency.own_values()), agency.place, 2023)
    branches = draw_branches(_SEED, agency, law, 0.1, 1000)
    cover = draw_covers(_SEED, agency, law, 0.1, branches)["unemployment"]
    months = cover.employers_joining(branches["public_institution"])

    assert set(cover.employers_joining(branches["employee"]).values()) == {1}
    assert set(months.values()) <= set(range(2, 13)) and max(months.values()) - min(months.values()) <= 1
    joins, members = cover.joins["public_institution"], branches["public_institution"].members
    assert (joins[joins > 0] >= np.array([months[place] for place in members.employer[joins > 0].tolist()])).all()
    assert (joins[joins > 0] <= members.last[joins > 0]).all(), "nobody joins after leaving"
    assert cover.whole_year_fen > cover.expected_fen


def test_a_county_whose_employers_do_not_pay_or_that_printed_no_income_covers_nobody() -> None:
    assert not any(
        collected(load_agency(key), scheme) for key in ("zhanjiang", "rugao", "chenggong") for scheme in ("unemployment", "work_injury")
    )
    assert not collected(load_agency("hongjiang"), "unemployment") and collected(load_agency("hongjiang"), "work_injury")
    assert not collected(load_agency("zhengning").of_residents(), "work_injury")


def test_offices_stand_before_institutions_and_public_employers_are_of_the_lowest_class() -> None:
    assert is_office(len(OFFICES) - 1) and not is_office(len(OFFICES))
    assert set(classes_of("public_institution", 40).tolist()) == {1}
    assert classes_of("employee", 40).mean() == classes_of("employee", 10).mean() > classes_of("employee", 5).mean()
