"""`shebao law gaps`: which values of the law a place lacks in a year, who supplies them, and what stops for want of them."""

from __future__ import annotations

import argparse

from shebao.base.finding import refuse
from shebao.base.months import month_text
from shebao.commands import print_json
from shebao.core.policy.calculation import calculations
from shebao.core.policy.gaps import STATES, Gap, gaps
from shebao.core.policy.locale import shipped_places

TITLE = "法定标准的缺口：一个地区一年里缺哪些数、谁提供、哪些计算因此停下"
FIRST_YEAR, LAST_YEAR = 1995, 2100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    kinds = parser.add_subparsers(title="做什么", dest="what", metavar="gaps", required=True)
    listed = kinds.add_parser("gaps", help="列出缺口")
    listed.add_argument("--place", required=True, metavar="地区", help="例如 gansu/zhengning")
    listed.add_argument("--year", required=True, type=int, metavar="年", help="例如 2026")
    listed.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """List the gaps of a place and year; 1 where a calculation of that year would refuse."""
    if not FIRST_YEAR <= args.year <= LAST_YEAR:
        refuse("law.year", f"年份 {args.year} 不在 {FIRST_YEAR}–{LAST_YEAR} 之间", "请核对年份。", "--year")
    places = shipped_places()
    place = places.place_id(args.place)
    listed = gaps(place, args.year, places)
    if args.json:
        print_json([gap.as_json() for gap in listed])
    else:
        _print(listed, places.places[place].name, args.year)
    return int(any(gap.refuses for gap in listed))


def _print(listed: tuple[Gap, ...], name: str, year: int) -> None:
    """Grouped by what the gap does: stops a calculation, or wants looking at."""
    stopping, others = [gap for gap in listed if gap.refuses], [gap for gap in listed if not gap.refuses]
    print(f"{name}　{year} 年")
    print(f"\n因此不能计算的 {len(stopping)} 项：")
    for gap in stopping:
        _line(gap)
    print(f"\n能计算但要核对的 {len(others)} 项：")
    for gap in others:
        _line(gap)
    print("\n取得文件后，由参数岗录入、两人以上经手（桌面“参数录入”）。" if listed else "\n没有缺口。")


def _line(gap: Gap) -> None:
    months = month_text(gap.first) if gap.first == gap.last else f"{month_text(gap.first)} 至 {month_text(gap.last)}"
    users = "、".join(calculations()[name].title for name in gap.used_by)
    print(f"  {gap.key.title}（{gap.key.name}）　{months}　{STATES[gap.state]}")
    print(f"      提供：{gap.supplier}；用于：{users}{f'；{gap.note}' if gap.note else ''}")
