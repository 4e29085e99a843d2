"""A year's plan of inspection (年度稽核计划与抽取): who is inspected, drawn by lot so that anybody can draw it again, or named for a reason."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import queries as employers
from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection.actions import Member, NewPlan
from shebao.agency.inspection.kinds import PLANS
from shebao.agency.inspection.selection import Ticketed, draw
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.trial import simulated
from shebao.base.digits import whole_number
from shebao.base.finding import refuse

from ._universe import SUBJECTS, TITLES, universe

KEY = "plan_inspection"
TITLE = "年度稽核计划与抽取"
LAW = "社会保险经办条例（国令第765号）第42条；社会保险稽核办法（劳动保障部令第16号）"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
RESULT = "年度稽核计划表"
REVERSAL = "计划有变的，再办一次，写明依据；原来的计划和抽取结果保留。"
ROWS = (
    Wanted("number", "对象编号", also=("统一社会信用代码", "单位编号", "人员编号", "机构编号")),
    Wanted("reason", "来由", longest=120),
)
FIELDS = (
    Field("year", "年度", "year"),
    Field("kind", "类别", "choice", choices=tuple(PLANS.items())),
    Field("seed", "抽样种子", "number", help="公开产生的一个数，例如当天的彩票号码；同样的种子抽出同样的对象，可以复核"),
    Field("size", "抽取数量", "number", help="只指定、不抽取的填 0"),
    Field("rows", "指定对象", "file", required=False, help="每行：对象编号（单位填统一社会信用代码）、来由；不占抽取数量"),
    Field("document", "依据", required=False, longest=120),
    Field("file_name", "文件名", required=False),
)
SHOWN = 10


def check(payload: Payload, day: date) -> Payload:
    """Refused where the universe is empty or smaller than what is to be drawn, and for somebody named who is not in it."""
    payload["asked_on"] = day.isoformat()
    if payload["year"] < day.year - 1 or payload["year"] > day.year + 1:
        refuse("procedures.plan", f"{payload['year']} 年不能再做计划", "计划只做上年、本年和下一年的。", "year")
    _new(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many of how many, and who is drawn: the draw is decided by its seed, so it may be seen beforehand."""
    members, new = _members(payload), _new(payload)
    known = {one.id: one for one in members}
    named = dict(new.named)
    drawn = [number for number in draw([Ticketed(one.id, one.weight) for one in members], new.seed, new.size) if number not in named]
    weights: dict[int, int] = {}
    for one in members:
        weights[one.weight] = weights.get(one.weight, 0) + 1
    changes = [
        Change(
            f"{new.year} 年{PLANS[new.kind]}稽核",
            "",
            f"从 {len(members):,} 个“{new.universe}”中抽 {new.size:,} 个，另指定 {len(named):,} 个",
        ),
        Change("每个有几张签", "", "；".join(f"{weight} 张的 {count:,} 个" for weight, count in sorted(weights.items()))),
    ]
    changes += [Change("指定", "", f"{known[number].name}（{reason}）") for number, reason in list(named.items())[:SHOWN]]
    changes += [Change("抽中", "", known[number].name) for number in drawn[:SHOWN]]
    rest = max(len(named) - SHOWN, 0) + max(len(drawn) - SHOWN, 0)
    return [*changes, Change("其余", "", f"{rest:,} 个，见计划页")] if rest else changes


def apply(payload: Payload, *, by: By) -> int:
    """The plan's id."""
    return inspection.plan(_new(payload), _members(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['year']} 年{PLANS[payload['kind']]}稽核计划"


def subject(payload: Payload) -> None:
    """No single object."""
    return


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _members(payload: Payload) -> list[Member]:
    return universe(payload["kind"], payload["year"], date.fromisoformat(payload["asked_on"]))


def _new(payload: Payload) -> NewPlan:
    named: list[tuple[int, str]] = []
    problems: list[Problem] = []
    for number, row in enumerate(payload.get("rows", ()), 1):
        text = str(row["number"]).strip()
        key = whole_number(text, digits=12) if len(text) <= 12 else None
        if key is None and payload["kind"] == "collection":
            key = employers.find(text.upper())
        if key is None:
            problems.append((number, f"不认识对象编号“{text}”"))
        elif key in dict(named):
            problems.append((number, f"对象“{text}”填了两次"))
        else:
            named.append((key, str(row["reason"])))
    if problems:
        refuse_rows("procedures.plan", "指定", len(payload["rows"]), problems)
    kind = payload["kind"]
    return NewPlan(
        payload["year"], kind, SUBJECTS[kind], TITLES[kind], payload["seed"], payload["size"], payload.get("document", ""), tuple(named)
    )
