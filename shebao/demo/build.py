"""Building a demonstration county from nothing to a finished year: draw, hand over, live twelve months, compare with what was published."""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from datetime import date
from typing import Any

import numpy as np

from shebao.agency.journal.by import By
from shebao.base.finding import refuse
from shebao.core.policy.locale import shipped_places

from . import home
from .agency import Agency, load_agency
from .county import draw_county
from .law import Law
from .progress import Progress

_STEPS = 15
_YEAR_FROM, _YEAR_TO = 2023, 2023


def build(
    agency_key: str, year: int = 2023, scale: float = 1.0, database: str | None = None, *, residents_only: bool = False
) -> dict[str, Any]:
    """Build the county; what it came to, in the shape `shebao demo --json` prints. residents_only: the other schemes are left out.

    Raises `Refused` for an unknown agency, a year without published figures, a scale outside 0.005–10, or a database in use.
    """
    agency = load_agency(agency_key).of_residents() if residents_only else load_agency(agency_key)
    if not _YEAR_FROM <= year <= _YEAR_TO:
        refuse("demo.year", f"没有{year}年的公布数", f"演示县只有{_YEAR_FROM}年的自评报告可对照。", "--year")
    if not 0.005 <= scale <= 10:
        refuse("demo.scale", f"规模{scale}不在 0.005 至 10 之间", "1 表示公布的全部规模；0.02 约需几秒；大于 1 只为量速度。", "--scale")
    started = time.monotonic()
    os.environ["SHEBAO_PLACE"] = agency.place
    # Millions of short-lived tuples make the collector of cycles look in vain; it looks after each part of a month instead
    # (year.live). What the making of the tables left behind, some hundred megabytes, is let go at once.
    gc.disable()
    try:
        own_file = home.prepare(database)
        gc.collect()
        gc.freeze()
        from shebao.agency.procedures.trial import in_earnest

        with in_earnest():
            report = _live(agency, year, scale, Progress(_STEPS), started)
    finally:
        gc.unfreeze()
        gc.enable()
    home.finish(own_file)
    home.write_note(own_file, _note(agency, year, scale))
    report["seconds"] = round(time.monotonic() - started, 1)
    return report


def _live(agency: Agency, year: int, scale: float, progress: Progress, started: float) -> dict[str, Any]:
    """Everything that happens inside the database, and the comparison made from it."""
    from . import budgets, campaign, irregularity_list, office, outcome, services, staff, supervision, takeover
    from . import year as calendar
    from .own_figures import state_figures
    from .pensions.takeover import take_over_branch
    from .relief import year as relief
    from .world import World

    progress.doing("抽取人员、账户和全年事件")
    county = draw_county(agency, Law(shipped_places().overlay(agency.own_values()), agency.place, year), scale)
    progress.done(f"抽取 {len(county.population):,} 人")
    home.begin(agency.key, year)
    world = World(county, staff.create_members(date(year - 1, 12, 1)), np.zeros(len(county.population), dtype=np.int64))
    office.enter_standards(world)
    progress.doing("年初移交")
    takeover.take_over(world)
    progress.done(f"年初移交：参保 {int((world.ids > 0).sum()):,} 人，领取 {county.sizes.pensioners:,} 人")
    sides = [take_over_branch(world, branch) for branch in county.branches.values()]
    town = relief.take_over(world, sides)
    budgets.enter(world)
    gc.collect()
    gc.freeze()
    calendar.live(world, sides, town, progress)
    rows, seconds = campaign.work_through(world, scale)
    if rows:
        progress.done(f"清数：{rows:,} 行，每行有结果，用时 {seconds:.1f} 秒")
    supervision.live(world, agency)
    state_figures(agency, year, by=By(world.by("clerk"), date(year, 12, 31)))
    services.leave_open(world)
    office.leave_open(world)
    office.ask_for_report(world, agency.key)
    irregularity_list.write(world)
    report = outcome.report(world, sides, town)
    home.done(agency.key, year)
    progress.done("全年走完，核对公布数")
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return report | {
        "seconds": round(time.monotonic() - started, 1),
        "peak_mb": peak_kb // (1024 if sys.platform == "linux" else 1024 * 1024),
    }


def _note(agency: Agency, year: int, scale: float) -> dict[str, Any]:
    """What `shebao run` tells people: which county, which law, who may log in."""
    from shebao.agency.staff.queries import members

    from .staff import PASSWORD

    accounts = [{"username": member.username, "password": PASSWORD, "role": "、".join(member.post_titles)} for member in members()]
    return {
        "agency": agency.key,
        "name": agency.name,
        "place": agency.place,
        "template": agency.template,
        "year": year,
        "scale": scale,
        "accounts": accounts,
    }
