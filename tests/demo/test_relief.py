"""The published year of unemployment, injury and local payments: how it falls on people, and that the counters make it come out to the sum."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shebao.agency.employers.actions import register
from shebao.agency.fund import queries as books
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.trial import in_earnest
from shebao.agency.public import queries as public
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.statistics import queries as statistics
from shebao.core.policy.locale import shipped_places
from shebao.demo import county as drawing
from shebao.demo import office
from shebao.demo.agency import load_agency, wan_to_fen
from shebao.demo.branches.crowd import PARTS, counts_of
from shebao.demo.branches.relief import HIRE_FEN, SKILL_FEN, Relief, relief_of
from shebao.demo.law import Law
from shebao.demo.relief import injury, local, transfers, unemployment
from shebao.demo.relief.matters import Firm
from shebao.demo.relief.outcome import compare
from shebao.demo.relief.town import Town, no_ids
from shebao.demo.world import World
from tests.world.calendar import by
from tests.world.employers import JUNE_1, new_employer, uscc
from tests.world.staff import make_staff

_BENEFIT_FEN = {"zhengning": 1670_00 * 9 // 10, "zhanjiang": 1720_00 * 9 // 10}
"""Nine tenths of the minimum wage that the county enters for itself."""


def within_a_thousandth(fen: int, wan: str) -> bool:
    return abs(fen - wan_to_fen(wan)) * 1000 <= wan_to_fen(wan)


def test_zhengnings_table_falls_on_as_many_people_and_firms_as_were_printed() -> None:
    relief = relief_of(load_agency("zhengning"), 1)

    assert (len(relief.claims), relief.refunds, len(relief.hires), len(relief.levels), len(relief.migrant_years)) == (115, 40, 8, 4, 4)
    assert within_a_thousandth(sum(claim.months for claim in relief.claims) * _BENEFIT_FEN["zhengning"], "66.88")
    assert relief.refunds * relief.refund_paid_fen * 6 // 10 == wan_to_fen("27.57")
    assert sum(relief.hires) * HIRE_FEN == wan_to_fen("3.9")
    assert sum(SKILL_FEN[level] for level in relief.levels) == wan_to_fen("0.55")
    assert sum(relief.migrant_years) * relief.migrant_fen == wan_to_fen("0.27")
    assert (len(relief.former_fen), sum(months * fen for months, fen in relief.former_fen)) == (51, wan_to_fen("30.1"))
    assert within_a_thousandth(12 * sum(relief.injured.monthly_fen), "420")


def test_zhanjiangs_times_are_months_and_back_payments_of_so_many_claims() -> None:
    relief = relief_of(load_agency("zhanjiang"), 1)
    lines = sum(claim.months - claim.late + (claim.late > 0) for claim in relief.claims)

    assert lines == 7_254
    assert within_a_thousandth(sum(claim.months for claim in relief.claims) * _BENEFIT_FEN["zhanjiang"], "1199.04")
    assert (len(relief.former_fen), sum(fen for _, fen in relief.former_fen)) == (1_126, wan_to_fen("82.56"))
    assert (len(relief.levels), sum(SKILL_FEN[level] for level in relief.levels)) == (2_342, wan_to_fen("386.4"))
    assert 12 * len(relief.injured.monthly_fen) + len(relief.injured.lump_wages_fen) == 1_356
    assert (sum(relief.transfers), relief.transfers) == (854, (102, 204, 266, 100, 182))
    assert within_a_thousandth(12 * sum(relief.injured.monthly_fen) + 13 * sum(relief.injured.lump_wages_fen), "1909.59")


def test_the_other_counties_sums_come_out_and_a_county_without_any_has_none() -> None:
    assert within_a_thousandth(12 * sum(relief_of(load_agency("hongjiang"), 1).injured.monthly_fen), "714.98")
    assert within_a_thousandth(12 * sum(relief_of(load_agency("rugao"), 1).local_fen), "35.93")
    assert relief_of(load_agency("chenggong"), 1) == relief_of(load_agency("zhengning").of_residents(), 1) == Relief()


def test_a_smaller_county_keeps_what_each_person_is_paid() -> None:
    whole, part = relief_of(load_agency("zhanjiang"), 1), relief_of(load_agency("zhanjiang"), 0.02)

    assert counts_of(part)[PARTS.index("levels")] == round(2_342 * 0.02)
    assert set(part.former_fen) <= set(whole.former_fen) and set(part.claims) <= set(whole.claims)


def _town(monkeypatch: pytest.MonkeyPatch, key: str, firms: list[Firm], relief: Relief | None = None) -> Town:
    """A county of few residents with the whole relief of its agency, or with another one, and nobody else."""
    monkeypatch.setattr(drawing, "relief_of", lambda agency, scale: relief or relief_of(agency, 1))
    agency = replace(load_agency(key), pensions={})
    monkeypatch.setenv("SHEBAO_PLACE", agency.place)
    county = replace(drawing.draw_county(agency, Law(shipped_places().overlay(agency.own_values()), agency.place, 2023), 0.005), scale=1.0)
    staff = make_staff()
    posts = {"clerk": "acceptance", "finance": "finance_maker", "finance2": "finance_checker"}
    members = {name: staff[posts.get(name, name)] for name in ("clerk", "reviewer", "approver", "finance", "finance2", "inspector")}
    world = World(county, members, no_ids(county.crowd))
    office.enter_standards(world)
    return Town(world, county.relief, county.crowd, county.crowd_start, firms, key == "zhanjiang", no_ids(county.crowd))


@pytest.mark.slow
@pytest.mark.django_db
def test_zhengnings_table_is_lived_line_by_line_and_verify_holds(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    firms = [Firm(uscc(number), f"示例{number}厂") for number in range(1, 41)]
    town = _town(monkeypatch, "zhengning", firms)
    register(
        [new_employer(n, firm.name, bank="示例银行", account_number=f"620012345678{n:04d}") for n, firm in enumerate(firms, 1)],
        by=by(JUNE_1),
    )
    with in_earnest():
        unemployment.take_over(town)
        for number in range(1, 13):
            unemployment.live_month(town, number)

    table = {one.name: one for one in compare(town) if one.scheme == UNEMPLOYMENT}
    assert {name for name, one in table.items() if not one.ok} == set()
    assert {name: one.reached for name, one in table.items() if one.unit != "fen"} == {
        "benefit_people": 115, "subsidy_people": 51, "skill_people": 4, "migrant_people": 4, "refund_units": 40, "expansion_units": 8,
    }  # fmt: skip
    proposed = {rule: (count, fen, yes) for rule, _, count, fen, yes, _ in public.proposal_sums()}
    assert proposed == {"stability": (40, wan_to_fen("27.57"), 40), "skill": (4, wan_to_fen("0.55"), 0)}, "all of it without being asked"
    premiums = 330 * 52_40  # the month in which a claim is decided has none
    assert (
        books.totals(UNEMPLOYMENT, 2023)["expense_fen"]
        == sum(one.reached for name, one in table.items() if one.unit == "fen" and name != "expense_wan") + premiums
    )
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
@pytest.mark.django_db
def test_the_old_workers_of_a_county_are_paid_from_its_own_money(monkeypatch: pytest.MonkeyPatch) -> None:
    with in_earnest():
        town = _town(monkeypatch, "rugao", [])
        local.take_over(town)
        for number in range(1, 13):
            local.live_month(town, number)

    (row,) = compare(town)
    assert (row.name, row.ok, row.reached) == ("former_temporary_workers_wan", True, 35_929_200)
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
@pytest.mark.django_db
def test_late_decisions_are_paid_back_in_one_line_and_lump_sums_count_as_times(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    relief = relief_of(load_agency("zhanjiang"), 0.02)
    with in_earnest():
        town = _town(monkeypatch, "zhanjiang", [], replace(relief, transfers=()))
        for room in (unemployment, injury):
            room.take_over(town)
        for number in range(1, 13):
            for room in (unemployment, injury):
                room.live_month(town, number)

    reached = {(one.scheme, one.name): one.reached for one in compare(town)}
    lines = sum(min(13, claim.begins + claim.months) - claim.decided + (claim.late > 0) for claim in relief.claims)
    months = sum(min(13, claim.begins + claim.months) - claim.begins for claim in relief.claims)
    assert (reached["unemployment", "times"], reached["unemployment", "paid_wan"]) == (lines, months * _BENEFIT_FEN["zhanjiang"])
    assert reached["unemployment", "subsidy_times"] == len(relief.former_fen)
    assert reached["unemployment", "skill_wan"] == sum(SKILL_FEN[level] for level in relief.levels)
    assert reached["work_injury", "times"] == 12 * len(relief.injured.monthly_fen) + len(relief.injured.lump_wages_fen)
    assert reached["work_injury", "paid_wan"] == 12 * sum(relief.injured.monthly_fen) + 13 * sum(relief.injured.lump_wages_fen)
    names = ("unemployment.times", "unemployment.paid", "work_injury.times", "unemployment.subsidy_times", "grants.skill_people")
    none = ("unemployment.insured", "unemployment.income", "transfers.all")
    counted = statistics.measures(statistics.asked(RESIDENT, 2023, town.world.place, town.world.places), (*names, *none))
    keys = (("unemployment", "times"), ("unemployment", "paid_wan"), ("work_injury", "times"), ("unemployment", "subsidy_times"))
    assert [counted[name].value for name in names] == [*(reached[key] for key in keys), len(relief.levels)]
    assert {counted[name].value for name in none} == {None}, "nothing of the collection is lived: what was stated stands"
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
@pytest.mark.django_db
def test_transfers_of_every_kind_are_done_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    with in_earnest():
        town = _town(monkeypatch, "zhanjiang", [], Relief(transfers=(3, 2, 4, 1, 2)))
        transfers.take_over(town)
        for number in range(1, 13):
            transfers.live_month(town, number)

    assert [(one.name, one.reached) for one in compare(town) if one.scheme == "transfers"] == [
        ("pension_in", 3), ("employee_to_public_institution", 2), ("pension_out", 4), ("medical_in", 1), ("medical_out", 2), ("total", 12),
    ]  # fmt: skip
    assert [check for check in run_checks() if not check.ok] == []
