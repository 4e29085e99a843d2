"""`shebao sample YEAR`: draws a year's sample of payments, or says what the one that was drawn has found so far."""

from __future__ import annotations

import argparse

from shebao.commands import print_json, start_django

TITLE = "发放准确率：按种子抽取一年到账的发放，或说明已抽的样本核对到哪里"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("year", metavar="年度", type=int, help="例如 2023")
    parser.add_argument("--scheme", metavar="险种", default="resident", help="险种代码，默认 resident")
    parser.add_argument("--seed", metavar="种子", default="1", help="同一个种子抽出同样的笔；可以用会议上摇出的号码")
    parser.add_argument("--size", metavar="笔数", type=int, default=300, help="抽多少笔，默认 300")
    parser.add_argument("--database", metavar="地址", help="数据库，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Draw where it was not drawn, and say where it stands."""
    start_django(args.database)
    from shebao.agency.accuracy import actions, queries
    from shebao.agency.installation import queries as installation
    from shebao.agency.journal.by import By
    from shebao.base.money import grouped

    there = [one for one in queries.samples() if (one.year, one.scheme, one.seed) == (args.year, args.scheme, args.seed)]
    key = there[0].pk if there else actions.draw(args.scheme, args.year, args.seed, args.size, by=By(None, installation.business_day()))
    one, result = queries.sample(key), queries.result(key)
    if args.json:
        ends = {name: value and value._asdict() for name, value in (("over", result.over), ("under", result.under))}
        print_json({"sample": key, "drawn": result.drawn, "done": result.done, "wrong": result.wrong, **ends})
        return 0
    print(f"第 {key} 号抽样：{args.year} 年到账 {one.lines:,} 笔 {grouped(one.amount_fen)} 元，抽取 {result.drawn} 笔，种子“{one.seed}”。")
    print(f"已核对 {result.done} 笔，其中有错 {result.wrong} 笔。")
    for title, value in (("多发", result.over), ("少发", result.under)):
        if value is not None:
            print(
                f"{title}率 {percent(value.rate)}（95% 区间 {percent(value.low)} 至 {percent(value.high)}），约 {grouped(value.fen)} 元。"
            )
    print("逐笔的凭据页和填写在“发放准确率”页面。")
    return 0


def percent(millionths: int) -> str:
    """A rate in millionths as a percentage with four decimals."""
    return f"{millionths // 10_000}.{millionths % 10_000:04d}%"
