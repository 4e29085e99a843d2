"""`shebao report`: check anyone's self-evaluation report, or draft our own."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shebao.agency.journal.by import By
from shebao.base.finding import refuse
from shebao.commands import start_django

if TYPE_CHECKING:
    from shebao.agency.evaluation.draft import Drafted

TITLE = "核查或起草绩效自评报告"
_WORDS = {"error": "错误", "warn": "警告", "question": "疑问", "info": "提示"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sub-commands check, draft and layout."""
    kinds = parser.add_subparsers(title="动作", dest="action", metavar="动作", required=True)
    check = kinds.add_parser("check", help="核查自评报告（txt、docx、xlsx、文字版 PDF），几个文件之间也互相核对")
    check.add_argument("files", nargs="+", metavar="文件", help="报告文件")
    check.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    check.add_argument("--relations", action="store_true", help="列出核对过的每一条关系，和没有进入任何关系的数字")
    check.add_argument("--draft", action="store_true", help="再同本机留存的同名起草稿逐数核对，说出每个数起草时的来源")
    check.add_argument("--database", metavar="URL", help="留存起草稿的数据库，默认是本机的 SQLite 文件")
    draft = kinds.add_parser("draft", help="按业务数据起草自评报告、基础数据表和评分表")
    draft.add_argument("agency", metavar="单位", help="单位代号，例如 zhengning")
    draft.add_argument("year", type=int, metavar="年度", help="评价年度")
    draft.add_argument("--out", required=True, metavar="文件夹", help="写到哪个文件夹")
    draft.add_argument("--database", metavar="URL", help="数据库地址，默认是本机的 SQLite 文件")
    draft.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    layout = kinds.add_parser("layout", help="写一份报告版式，用 Word 或 WPS 改好后，起草就用它")
    layout.add_argument("template", metavar="方案", help="方案代号，例如 gansu")
    layout.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _layout(args: argparse.Namespace) -> int:
    """Write the layout to edit; one that exists is left alone."""
    start_django(None)
    from shebao.agency.evaluation.custom import own_file, starter
    from shebao.core.evaluation.template import load

    path = own_file(load(args.template))
    if path.exists():
        refuse("evaluation.layout", f"{path} 已经存在", "直接用 Word 或 WPS 修改它；要恢复自带的版式，先删除或改名。", "方案")
    starter(path)
    print(json.dumps({"file": str(path)}, ensure_ascii=False) if args.json else f"版式写到 {path}，改好后起草报告就用它。")
    return 0


def _draft(args: argparse.Namespace) -> int:
    """Draft a report from the business data: exit 0, or 1 where a figure is untraced."""
    start_django(args.database)
    from shebao.agency.evaluation import queries
    from shebao.agency.evaluation.draft import make
    from shebao.agency.parameters import queries as parameters

    agencies = queries.agencies()
    if args.agency not in agencies:
        refuse(
            "evaluation.agency",
            f"这里没有“{args.agency}”的数据",
            f"已有：{'、'.join(agencies) or '无'}。演示县请先运行 shebao demo {args.agency}。",
            "AGENCY",
        )
    draft = make(
        args.agency,
        args.year,
        Path(args.out),
        place=queries.place_of(args.agency, args.year),
        places=parameters.places(),
        by=By(None, date(args.year, 12, 31)),
    )
    if args.json:
        document = {
            "files": [str(path) for path in draft.files],
            "score": draft.score or "unknown",
            "grade": draft.grade or "unknown",
            "untraced": list(draft.draft.untraced),
        }
        print(json.dumps(document, ensure_ascii=False))
    else:
        _print_draft(draft)
    return 1 if draft.draft.untraced else 0


def _print_draft(result: Drafted) -> None:
    score, grade = result.score or "不可判定", result.grade or "不可判定"
    print(f"{result.draft.title}\n得分：{score}　等级：{grade}　溯源数字：{len(result.draft.figures)} 处")
    for path in result.files:
        print(f"  {path}")
    if result.draft.left_out:
        print(f"  有 {len(result.draft.left_out)} 句因为没有数据没有写入", file=sys.stderr)
    for text in result.draft.untraced:
        print(f"  没有来源的数字：{text}", file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Exit status: 0 nothing wrong, 1 an error was found, 2 a file could not be read."""
    if args.action == "layout":
        return _layout(args)
    if args.action == "draft":
        return _draft(args)
    return _check(args)


def _check(args: argparse.Namespace) -> int:
    """Check the files, alone and against each other."""
    from shebao.core.evaluation.check import check_documents
    from shebao.documents import read_file

    documents = [read_file(path) for path in args.files]
    result = check_documents(documents)
    if args.draft:
        start_django(args.database)
        from shebao.agency.evaluation.traced import with_traces

        result = with_traces(result, documents)
        if not result.traced:
            print("本机没有标题相同的起草稿，没有逐数核对起草时的来源。", file=sys.stderr)
    if args.json:
        json.dump(result.as_json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 1 if result.worst == "error" else 0
    if args.relations:
        for relation in result.true:
            place = "、".join(dict.fromkeys(f"第{quote.line}行" for quote in relation.quotes))
            print(f"【成立】{relation.rule}　{place}　{relation.relation}")
        for quote in result.unread:
            print(f"【未读】第{quote.line}行　{quote.text}　没有别的数可以和它核对")
    for finding in result.findings:
        place = "、".join(dict.fromkeys(f"{quote.file} 第{quote.line}行" for quote in finding.quotes))
        print(f"【{_WORDS[finding.severity]}】{finding.rule}　{place}\n  {finding.message}")
        for quote in finding.quotes:
            print(f"    {quote.line}：{quote.text.strip()}")
        print(f"  办法：{finding.advice}\n")
    counts = result.counts()
    print(
        f"核对关系 {result.checked} 条，成立 {result.hold} 条；错误 {counts['error']}，警告 {counts['warn']}，"
        f"疑问 {counts['question']}，提示 {counts['info']}；没有进入任何关系的数字 {len(result.unread)} 个"
        + (f"；同起草稿逐数核对 {result.traced} 处。" if result.traced else "。")
    )
    return 1 if result.worst == "error" else 0
