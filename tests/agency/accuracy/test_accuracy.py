"""A year's payments are sampled by a seed, checked one by one, and what follows for the year is right: against sums done by hand and against
whole years of which the truth is known."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.test import Client

from shebao import cli  # noqa: F401
from shebao.agency.accuracy import actions, queries
from shebao.agency.accuracy.actions import Found
from shebao.agency.accuracy.estimate import Stratum, estimate
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.base.finding import Refused
from tests.agency.desk.conftest import at_desk  # noqa: F401
from tests.world.calendar import JUNE, JUNE_DAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, problems_of


def test_an_estimate_is_the_one_of_the_textbook() -> None:
    errors = (0, 0, 0, 100, 0, 0, 0, 0, 300, 0)

    one = estimate([Stratum(1_000, 200_000, errors)])

    # mean 40; s² = (8·40² + 60² + 260²)/9 = 9,333.3; var = 1000²·(1−0.01)·s²/10 = 924,000,000; 1.96·√var = 59,579
    assert one is not None
    assert (one.fen, one.found) == (40_000, 2) and abs(one.high_fen - 99_579) <= 1 and one.low_fen == 0
    assert one.rate == 200_000  # a fifth of the whole, in millionths
    assert estimate([Stratum(1_000, 200_000, ()), Stratum(0, 0, ())]) is None


def test_nothing_found_bounds_the_rate_and_a_whole_count_is_exact() -> None:
    nothing = estimate([Stratum(1_000, 300_000, (0,) * 100)])
    counted = estimate([Stratum(3, 300, (0, 50, 0))])

    assert nothing is not None and (nothing.fen, nothing.high_fen, nothing.found) == (0, 9_000, 0)
    assert counted is not None and (counted.low_fen, counted.fen, counted.high_fen) == (50, 50, 50)


@pytest.mark.slow
def test_of_many_years_of_known_truth_the_interval_holds_it_in_about_nineteen_of_twenty() -> None:
    pick, held = random.Random(7), 0
    for _ in range(300):
        whole = [pick.randint(1, 200) if pick.random() < 0.2 else 0 for _ in range(3_000)]
        one = estimate([Stratum(3_000, 3_000_000, tuple(pick.sample(whole, 300)))])
        held += one is not None and one.low_fen <= sum(whole) <= one.high_fen

    assert 270 <= held <= 297


def test_the_same_seed_draws_the_same_and_small_strata_are_filled_from_the_largest() -> None:
    lines = [(at, "back_pay" if at % 50 == 0 else "regular") for at in range(1, 2_001)]

    chosen, sizes = actions.chosen_of(lines, "0512", 300)

    assert chosen == actions.chosen_of(lines, "0512", 300)[0] != actions.chosen_of(lines, "0513", 300)[0]
    assert sizes == {"regular": (1_960, 260), "back_pay": (40, 40), "once": (0, 0)} and len(set(chosen)) == 300


def test_a_sample_is_drawn_once_answered_and_speaks_of_the_year(paying: County) -> None:
    paying.pensioners(10)
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    inspector = By(paying.staff["inspector"], JUNE_DAY)
    with pytest.raises(Refused, match="没有到账"):
        actions.draw(SCHEME, 2022, "1", 20, by=inspector)
    key = actions.draw(SCHEME, 2023, "1", 20, by=inspector)
    with pytest.raises(Refused, match="已经按种子"):
        actions.draw(SCHEME, 2023, "1", 20, by=inspector)
    with pytest.raises(Refused):
        actions.draw(SCHEME, 2023, "2", 20, by=By(paying.staff["acceptance"], JUNE_DAY))
    rows = queries.rows(key)
    assert len(rows) == 20 and queries.sample(key).lines == 32 and queries.result(key).over is None

    for row in rows[1:]:
        actions.answer(row.row.pk, Found("correct", "核定表和回单"), by=inspector)
    for wrong in (
        Found("over", "核定表和回单"),
        Found("correct", "核定表和回单", 5_00),
        Found("over", "核定表和回单", 5_00),
        Found("over", "核定表和回单", 10**9, "agency"),
        Found("correct", "好"),
    ):
        with pytest.raises(Refused):
            actions.answer(rows[0].row.pk, wrong, by=inspector)
    actions.answer(rows[0].row.pk, Found("over", "多算一年缴费", 5_00, "agency"), by=inspector)

    result = queries.result(key)
    assert (result.done, result.wrong) == (20, 1) and result.over is not None and result.over.fen == 32 * 5_00 // 20
    assert result.over.low_fen < result.over.fen < result.over.high_fen and result.under is not None and result.under.fen == 0
    assert result.by_cause[1] == ("经办（录入、核定、计算）", 1, 5_00, 0, 0)
    actions.answer(rows[0].row.pk, Found("correct", "复查：缴费年限无误"), by=inspector)
    assert queries.result(key).wrong == 0
    assert problems_of("accuracy.samples") == ()


@pytest.mark.slow
def test_at_the_desk_a_sample_is_drawn_checked_on_its_evidence_and_reported(
    paying: County,
    at_desk: Callable[[str], Client],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: JUNE_DAY)
    paying.pensioners(6)
    paying.settled()
    inspector = at_desk("inspector")

    refused = inspector.post("/accuracy/draw/", {"scheme": SCHEME, "year": "2023", "seed": "", "size": "10"}).content.decode()
    assert "种子" in refused
    drawn = inspector.post("/accuracy/draw/", {"scheme": SCHEME, "year": "2023", "seed": "摇号7", "size": "10"})
    page = drawn.headers["Location"]
    row = queries.rows(int(page.split("/")[2]))[0].row
    sheet = inspector.get(f"{page}rows/{row.pk}/").content.decode()
    assert "发放核对凭据页" in sheet and "本笔依据" in sheet and "已到账" in sheet
    bad = inspector.post(f"{page}rows/{row.pk}/", {"verdict": "over", "text": "核定表和认证", "error": "1.00"}).content.decode()
    assert "请选择个人、经办或欺诈" in bad
    good = inspector.post(f"{page}rows/{row.pk}/", {"verdict": "over", "text": "核定表和认证", "error": "1.00", "cause": "person"})
    assert good.status_code == 302
    report = at_desk("approver").get(page).content.decode()
    assert "发放准确率报告" in report and "多发率" in report and "个人（未申报、申报不实）" in report
    assert at_desk("approver").post(f"{page}rows/{row.pk}/", {"verdict": "correct", "text": "随便写写"}).content.decode().count("登记") >= 1
    assert at_desk("parameters").get("/accuracy/").status_code == 403
