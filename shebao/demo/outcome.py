"""What the year came to, read from the counters, beside what was published: reached, or by how much not and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as books
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.money import Fen, scaled_text, wan_text, yuan_text

from .agency import Agency
from .world import World

_PENSION_KINDS = ("regular", "back_pay", "reissue")
_TOLERANCE = 1000
"""An amount within a thousandth of the published one is reached; heads and times are reached exactly or not at all."""
_OCTOBER = 10


@dataclass(frozen=True)
class Compared:
    """One published figure beside the county's: whole numbers of a unit (fen, people, times), and the reason of a difference."""

    name: str
    title: str
    unit: str
    published: int
    reached: int
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the published figure was reached: amounts within a thousandth, counts exactly."""
        difference = abs(self.reached - self.published)
        return difference * _TOLERANCE <= self.published if self.unit == "fen" else difference == 0

    def as_json(self) -> dict[str, Any]:
        """Amounts as text in yuan, counts as numbers."""
        money = self.unit == "fen"
        shown = [yuan_text(value) if money else value for value in (self.published, self.reached, self.reached - self.published)]
        return {
            "name": self.name,
            "title": self.title,
            "unit": "yuan" if money else self.unit,
            "published": shown[0],
            "reached": shown[1],
            "difference": shown[2],
            "ok": self.ok,
            "reason": self.reason,
        }


def report(world: World) -> dict[str, Any]:
    """The year in figures: what `shebao demo --json` promises, and each published figure compared."""
    scheme, december = world.scheme, world.month(12)
    paid, fund = runs.totals(scheme, world.year), books.totals(scheme, world.year)
    times = sum(paid["kinds"].get(kind, (0, 0))[0] for kind in _PENSION_KINDS)
    return {
        "agency": world.county.agency.key,
        "name": world.county.agency.name,
        "year": world.year,
        "scale": world.county.scale,
        "people": people.count(living=False),
        "insured": {RESIDENT: enrolment.insured(scheme, december)},
        "recipients": {RESIDENT: runs.recipients(scheme, december)},
        "paid": {RESIDENT: {"times": times, "amount": yuan_text(paid["amount_fen"])}},
        "income": {RESIDENT: yuan_text(fund["income_fen"])},
        "expense": {RESIDENT: yuan_text(fund["expense_fen"])},
        "planted": sum(len(rows) for rows in world.county.planted.rows.values()),
        "compared": [one.as_json() for one in compare(world, times, paid, fund)],
        "standards": world.county.law.standards(),
        "not_published": _not_published(world.county.agency),
    }


def compare(world: World, times: int, paid: dict[str, Any], fund: dict[str, Any]) -> list[Compared]:
    """Every published figure that the resident scheme can be compared with."""
    agency, scheme, december = world.county.agency, world.scheme, world.month(12)
    received = contributions.received(scheme, world.month(1), december)
    assisted = received.get("assisted", {"people": 0, "assisted_fen": 0})
    payers = sum(received.get(kind, {"people": 0})["people"] for kind in ("normal", "assisted"))
    reached: dict[str, tuple[str, str, int]] = {
        "insured": ("参保人数", "人", enrolment.insured(scheme, december)),
        "recipients": ("领取人数", "人", runs.recipients(scheme, december)),
        "times": ("发放人次", "人次", times),
        "paid_wan": ("发放金额", "fen", paid["amount_fen"]),
        "paid_to_october_wan": (
            "发放金额（1—10月）",
            "fen",
            sum(paid["months"].get(world.month(n), (0, 0))[1] for n in range(1, _OCTOBER + 1)),
        ),
        "income_wan": ("基金收入", "fen", fund["income_fen"]),
        "paying": ("缴费人数", "人", payers),
        "assisted": ("代缴人数", "人", assisted["people"]),
        "assisted_wan": ("代缴金额", "fen", assisted["assisted_fen"]),
    }
    items = []
    for name, (title, unit, value) in reached.items():
        if name in agency.published:
            published = agency.fen(name) if unit == "fen" else agency.count(name)
            assert published is not None
            target = round(published * world.county.scale)
            items.append(Compared(name, title, unit, target, value, _reason(world, name, target, value)))
    return items


def _reason(world: World, name: str, published: int, reached: int) -> str:
    """Why a published amount cannot be reached under the law on file; empty where it was."""
    law, agency = world.county.law, world.county.agency
    if name == "paid_to_october_wan" and reached > published:
        heads = round((agency.count("recipients") or 0) * world.county.scale)
        basic = int(law.pension(*_anybody(world), world.month(1))["basic_fen"][0])
        each = published // max(1, heads * _OCTOBER)
        return (
            f"公布数折合每人每月 {yuan_text(each)} 元，低于全国基础养老金最低标准 {yuan_text(basic)} 元；按法定标准发放，不为凑数少发。"
            "公布数可能只是其中一部分资金（报告没有说明）"
        )
    if name == "assisted_wan" and reached < published:
        each, legal = published // max(1, round((agency.count("assisted") or 0) * world.county.scale)), law.poor_tier_fen()
        return f"公布数折合每人 {yuan_text(each)} 元；当地代缴标准文件未录入，按国家规定每人 {yuan_text(legal)} 元代缴，不自行设定标准"
    return ""


def _anybody(world: World) -> tuple[Any, Any, Any]:
    people_, row = world.county.population, slice(0, 1)
    pensioner = (people_.kind == 0).argmax()
    row = slice(int(pensioner), int(pensioner) + 1)
    return people_.birth_month[row], people_.carried_years[row], world.county.accounts.at_claim_fen[row]


def _not_published(agency: Agency) -> list[dict[str, str]]:
    """What the report does not say and was set for the county, with the reason."""
    return [{"name": name, "value": entry["value"], "reason": entry["why"]} for name, entry in agency.nominal.items()]


def as_table(report_: dict[str, Any]) -> str:
    """The comparison for people: a line a figure, and under it the reason where it was not reached."""
    lines = [
        f"{report_['name']}　{report_['year']} 年（虚构人员，规模 {report_['scale']:g}）",
        "",
        f"  {'项目':　<12}{'公布':>18}{'本县':>18}{'相差':>16}",
    ]
    for one in report_["compared"]:
        money = one["unit"] == "yuan"
        cells = [_wan(one[name]) if money else f"{one[name]:,}" for name in ("published", "reached", "difference")]
        unit = "万元" if money else one["unit"]
        lines.append(
            f"  {one['title'] + '（' + unit + '）':　<12}{cells[0]:>18}{cells[1]:>18}{cells[2]:>16}　{'相符' if one['ok'] else '不符'}"
        )
        if one["reason"]:
            lines.append(f"      原因：{one['reason']}。")
    if not report_["compared"]:
        lines.append("  该单位没有公布城乡居民养老保险的数字，以下规模均为设定。")
    own = [
        f"参保 {report_['insured'][RESIDENT]:,} 人",
        f"领取 {report_['recipients'][RESIDENT]:,} 人",
        f"发放 {report_['paid'][RESIDENT]['times']:,} 人次 {_wan(report_['paid'][RESIDENT]['amount'])} 万元",
        f"基金收入 {_wan(report_['income'][RESIDENT])} 万元，支出 {_wan(report_['expense'][RESIDENT])} 万元",
    ]
    lines += ["", "  全年：" + "；".join(own), f"  埋下 {report_['planted']} 处异常，清单在 demo/planted.json（不在数据库里）"]
    lines += [
        f"  依据：{one['title']} {one['value']}，{one['document']}（{one['place']}{'；' + one['note'] if one['note'] else ''}）"
        for one in report_["standards"]
    ]
    lines += [f"  未公布而设定：{one['reason']}，取 {one['value']}" for one in report_["not_published"]]
    lines.append(f"  用时 {report_['seconds']} 秒，内存最多 {report_['peak_mb']} MB")
    return "\n".join(lines)


def _wan(yuan: str) -> str:
    """Yuan text as 万元 with four decimals, so that nothing within a thousandth is hidden."""
    fen: Fen = int(yuan.replace(".", ""))
    return scaled_text(fen // 100, 4) if fen % 100 == 0 else wan_text(fen, 4)
