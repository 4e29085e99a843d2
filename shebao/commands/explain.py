"""`shebao explain`: prints a calculation sheet, every step with its formula in words, its value and its article of law."""

from __future__ import annotations

import argparse

from shebao.commands import print_json
from shebao.commands._sheets import add_sheet_arguments, sheet_of
from shebao.core.policy.calculation import calculations
from shebao.core.policy.locale import shipped_places
from shebao.core.sheet import Sheet

TITLE = "打印一项计算的核定表：每一步怎么来、依据哪一条"
SURE = {"high": "", "given": "", "medium": "〔依据：惯例或二手资料〕", "low": "〔依据不足，须核对〕", "unverified": "〔未经核对〕"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_sheet_arguments(parser, "计算的名称；不写则列出全部")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Compute one case and print its sheet."""
    if not args.calculation and not args.case:
        if args.json:
            print_json([{"calculation": c.name, "title": c.title, "source": c.source} for c in calculations().values()])
            return 0
        for calculation in calculations().values():
            print(f"{calculation.name:42s}{calculation.title}（{calculation.source}）")
        return 0
    sheet = sheet_of(args)
    if args.json:
        print_json({**sheet.as_json(), "digest": sheet.digest()})
    else:
        _print(sheet, shipped_places().places[sheet.place].name)
    return 0


def _print(sheet: Sheet, place_name: str) -> None:
    print(f"{sheet.title}　{place_name}　{sheet.on.isoformat() if sheet.on.year > 1900 else ''}")
    print(f"依据：{sheet.source}\n")
    for step in sheet.steps:
        print(f"{step.title}：{step.value}{step.unit if step.unit not in ('年月', '日期') else ''}　{SURE.get(step.confidence, '')}")
        if step.expression:
            print(f"    ＝ {step.expression}")
            if step.figures != step.expression:
                print(f"    ＝ {step.figures}")
        if step.source and step.source != "输入":
            print(f"    {step.source}")
        if step.note:
            print(f"    注：{step.note}")
    print(f"\n核定表校验码 {sheet.digest()[:16]}")
