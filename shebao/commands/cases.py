"""`shebao cases`: computes worked examples and compares every expected value, for ourselves or any other system's files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shebao.commands import print_json
from shebao.commands._screening import CALCULATION, answer
from shebao.core.policy import examples
from shebao.core.policy.cases import CaseResult, repeated, run_cases, summary

TITLE = "计算案例文件，逐项核对结果"
WORDS = {"pass": "通过", "fail": "不符", "unsupported": "尚不支持", "open": "规则待定"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("files", nargs="*", metavar="文件", help="案例文件（YAML），可以写多个；不写则核对随系统发布的全部案例")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")
    parser.add_argument("--allow-unused", action="store_true", help="有没用到的输入也不算不符，只列出来")
    parser.add_argument("--all", action="store_true", help="通过的案例也逐条列出")


def run(args: argparse.Namespace) -> int:
    """Compute and compare; 1 where any case does not come out as expected."""
    files = [Path(file) for file in args.files] or sorted(examples.FOLDER.glob("*.yaml"))
    results = run_cases(files, allow_unused=args.allow_unused, others={CALCULATION: answer})
    twice = repeated(results)
    if twice:
        print(f"shebao：编号用了不止一次：{'、'.join(twice[:10])}{'…' * (len(twice) > 10)}；结果按出现的次序列出。", file=sys.stderr)
    failed = any(result.status == "fail" for result in results)
    if args.json:
        print_json([result.as_json() for result in results])
        return 1 if failed else 0
    for result in results:
        if args.all or result.status in ("fail", "open") or result.unused:
            _print(result)
    counts = "，".join(f"{WORDS[status]} {count}" for status, count in summary(results).items() if count)
    print(f"共 {len(results)} 个案例：{counts or '无'}。")
    return 1 if failed else 0


def _print(result: CaseResult) -> None:
    print(f"{WORDS[result.status]}  {result.id}  {result.calculation}")
    if result.unused:
        print(f"      没有用到的输入：{'、'.join(result.unused)}（请核对名称）")
    for name, (expected, computed) in result.differences.items():
        words = ("核定表印", "本系统算") if result.status == "open" else ("应为", "算得")
        print(f"      {name}：{words[0]} {expected}，{words[1]} {'（无）' if computed is None else computed}")
