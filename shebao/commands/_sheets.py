"""What commands about one calculation sheet share: its name, place and inputs on the command line, or out of a case file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from shebao.base.dated import NATIONAL
from shebao.base.finding import refuse
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import place_of_case, read_cases
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.reading import read_plain
from shebao.core.sheet import Sheet


def add_sheet_arguments(parser: argparse.ArgumentParser, about_the_name: str) -> None:
    """The options that say which sheet is meant."""
    parser.add_argument("calculation", nargs="?", metavar="计算", help=about_the_name)
    parser.add_argument("--place", metavar="地区", help="地区，例如 gansu/zhengning；默认全国")
    parser.add_argument("--input", action="append", default=[], metavar="名称=值", help="输入项，可以写多次")
    parser.add_argument("--case", metavar="文件#编号", help="用案例文件里的一个案例作输入")
    parser.add_argument("--known-on", metavar="日期", help="按当时已录入的参数重算，例如 2023-12-31")


def sheet_of(args: argparse.Namespace) -> Sheet:
    """The sheet those options describe; raises `Refused` as a calculation does."""
    name, place, inputs = args.calculation, args.place or NATIONAL, dict[str, Any]()
    places = shipped_places()
    if args.case:
        case = _case(args.case)
        name, inputs = name or case.calculation, dict(case.inputs)
        place = args.place or place_of_case(case, places)
    inputs.update(_inputs(args.input))
    if args.known_on:
        places = places.known_on(_day(args.known_on))
    return calculate(name, place, inputs, places, strict=not args.case).sheet


def _case(text: str) -> Any:
    file, mark, wanted = text.rpartition("#")
    if not mark or not file or not wanted:
        refuse("explain.case", f"“{text}”没有写全案例的文件和编号", "请写成 文件#编号，例如 cases.yaml#RES-01。", "--case")
    cases = [case for case in read_cases(Path(file)) if case.id == wanted]
    if not cases:
        refuse("explain.case", f"{file} 里没有案例 {wanted}", "请核对案例编号。", "--case")
    if len(cases) > 1:
        refuse("explain.case", f"{file} 里有 {len(cases)} 个案例都叫 {wanted}", "请给每个案例不同的编号。", "--case")
    return cases[0]


def _inputs(texts: list[str]) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for text in texts:
        name, value = _input(text)
        if name in inputs:
            refuse("explain.input", f"输入项 {name} 写了两次", "请只留一个。", "--input")
        inputs[name] = value
    return inputs


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
