"""`shebao explain`: prints a calculation sheet, every step with its formula in words, its value and its article of law."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from shebao.base.dated import NATIONAL
from shebao.base.finding import refuse
from shebao.commands import print_json
from shebao.core.policy.calculation import calculate, calculations
from shebao.core.policy.cases import place_of, read_cases
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.reading import read_plain
from shebao.core.sheet import Sheet

TITLE = "打印一项计算的核定表：每一步怎么来、依据哪一条"
SURE = {"high": "", "given": "", "medium": "〔依据：惯例或二手资料〕", "low": "〔依据不足，须核对〕", "unverified": "〔未经核对〕"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("calculation", nargs="?", metavar="计算", help="计算的名称；不写则列出全部")
    parser.add_argument("--place", metavar="地区", help="地区，例如 gansu/zhengning；默认全国")
    parser.add_argument("--input", action="append", default=[], metavar="名称=值", help="输入项，可以写多次")
    parser.add_argument("--case", metavar="文件#编号", help="用案例文件里的一个案例作输入")
    parser.add_argument("--known-on", metavar="日期", help="按当时已录入的参数重算，例如 2023-12-31")
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
    name, place, inputs = args.calculation, args.place or NATIONAL, dict[str, Any]()
    places = shipped_places()
    if args.case:
        case = _case(args.case)
        name, inputs = name or case.calculation, dict(case.inputs)
        place = args.place or place_of(case.place, places)
    inputs.update(_inputs(args.input))
    if args.known_on:
        places = places.known_on(_day(args.known_on))
    sheet = calculate(name, place, inputs, places, strict=not args.case).sheet
    if args.json:
        print_json({**sheet.as_json(), "digest": sheet.digest()})
    else:
        _print(sheet, places.places[sheet.place].name)
    return 0


def _case(text: str) -> Any:
    file, mark, wanted = text.rpartition("#")
    if not mark or not file or not wanted:
        refuse("explain.case", f"“{text}”没有写全案例的文件和编号", "请写成 文件#编号，例如 cases.yaml#RES-01。", "--case")
    found = [case for case in read_cases(Path(file)) if case.id == wanted]
    if not found:
        refuse("explain.case", f"{file} 里没有案例 {wanted}", "请核对案例编号。", "--case")
    if len(found) > 1:
        refuse("explain.case", f"{file} 里有 {len(found)} 个案例都叫 {wanted}", "请给每个案例不同的编号。", "--case")
    return found[0]


def _inputs(texts: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in texts:
        name, value = _input(text)
        if name in found:
            refuse("explain.input", f"输入项 {name} 写了两次", "请只留一个。", "--input")
        found[name] = value
    return found


def _input(text: str) -> tuple[str, Any]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        refuse("explain.input", f"“{text}”不是 名称=值 的形式", "例如 --input account_balance=50000.00。", "--input")
    stripped = value.strip()
    if not stripped.startswith(("[", "{")):
        return name.strip(), stripped
    return name.strip(), read_plain(stripped, lambda problem, advice: refuse("explain.input", f"{name}：{problem}", advice, "--input"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse("explain.day", f"“{text}”不是有效日期", "请按“年-月-日”填写，例如 2023-12-31。", "--known-on")


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
    print(f"\n核定表摘要 {sheet.digest()[:16]}")
