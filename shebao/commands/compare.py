"""`shebao compare`: puts another calculator's result sheet beside ours and names the first step that differs, and by how much."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shebao.base.finding import refuse
from shebao.commands import print_json
from shebao.commands._sheets import add_sheet_arguments, sheet_of
from shebao.core.arithmetic.exact import number
from shebao.core.policy.reading import read_plain
from shebao.core.result_sheet import Compared, Line, compare, read_lines

TITLE = "同别处的核定表比较：第一步不同在哪里，差多少"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_sheet_arguments(parser, "计算的名称")
    parser.add_argument(
        "--with", dest="other", required=True, metavar="文件", help="对方的核定表：每行“名称 数值”，或 JSON、YAML；- 为标准输入"
    )
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Compute ours, read theirs, compare; 1 where any line differs."""
    if not args.calculation and not args.case:
        refuse("compare.calculation", "没有写计算的名称", "请写计算的名称和输入项，或用 --case 指出案例。")
    comparison = compare(sheet_of(args), _lines(args.other))
    first = comparison.first
    if args.json:
        print_json(
            {
                "first": first.as_json() if first else None,
                "lines": [line.as_json() for line in comparison.lines],
                "unmatched": [{"label": line.label, "value": line.value} for line in comparison.unmatched],
            }
        )
        return 1 if first else 0
    print(f"对上 {len(comparison.lines)} 行，其中 {sum(not line.agrees for line in comparison.lines)} 行不同。")
    if first:
        _print(first)
    for line in comparison.lines:
        if not line.agrees and line is not first:
            print(f"其后  {line.step.title}：本系统 {line.step.value}，对方 {line.theirs}")
    for other in comparison.unmatched:
        print(f"没有对上  {other.label}：{other.value}")
    return 1 if first else 0


def _lines(name: str) -> tuple[Line, ...]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        refuse("compare.file", f"对方的核定表读不了：{problem}", "请核对文件路径，并存为 UTF-8 文本。", "--with")
    if text.lstrip().startswith(("{", "[")) or name.endswith((".yaml", ".yml", ".json")):
        return read_lines(read_plain(text, lambda problem, advice: refuse("compare.file", problem, advice, "--with")))
    return read_lines(text)


def _print(first: Compared) -> None:
    step = first.step
    more = "多" if first.difference > 0 else "少"
    print(
        f"第一步不同  {step.title}：本系统 {step.value}{step.unit}，对方 {first.theirs}（对方{more} {number(abs(first.difference)).text()}）"
    )
    if step.expression:
        print(f"      ＝ {step.expression}")
        if step.figures != step.expression:
            print(f"      ＝ {step.figures}")
    if step.source:
        print(f"      {step.source}")
    if first.hint:
        print(f"      {first.hint}")
