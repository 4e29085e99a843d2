"""`shebao screen`: runs the screening rules over lists in files, without a database, and writes who was hit and why."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shebao.base.finding import refuse
from shebao.base.months import parse_date
from shebao.commands import print_json
from shebao.core.screening.lists import KINDS, ReadList, read, staleness, tables
from shebao.core.screening.rule import SEVERITIES, Rule, rules
from shebao.core.screening.screen import Outcome, fed, joined, screen

if TYPE_CHECKING:
    from shebao.documents.table import ListFile

TITLE = "用名单文件做疑点筛查，不连数据库"
_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command: one a kind of list."""
    parser.add_argument("--rules", metavar="编号,…", help="只用这几条规则，例如 R001,R005；默认用得上的全用")
    for key, kind in KINDS.items():
        parser.add_argument(f"--{key}", metavar="文件", required=key == "roll", help=f"{kind.title}：csv、xlsx 或 parquet")
    parser.add_argument("--day", metavar="日期", help="按哪一天筛查，默认今天；花名册没有月份列时，这个月就是发放月")
    parser.add_argument("--out", metavar="文件", help="结果写到哪个 csv，默认写在当前文件夹")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Read every list, run what can be run, write the hits."""
    from shebao.bulk.engine import Engine

    day = parse_date(args.day, "--day") if args.day else datetime.now(UTC).astimezone().date()
    today = int(f"{day:%Y%m%d}")
    chosen = _chosen(args.rules)
    lists = [_read(key, path) for key in KINDS if (path := getattr(args, key))]
    notes = [note for one in lists for note in (*one.notes, staleness(one, today)) if note]
    notes += [_rejected(one) for one in lists if one.rejected]
    feed = joined(tables(one, today) for one in lists)
    ready, lacking = fed(chosen, feed)
    if args.rules and lacking:
        need = "；".join(f"{rule.id} 要{'、'.join(sorted(set(rule.needs) - set(feed)))}" for rule in lacking)
        notes.append(f"有规则缺名单，没有运行：{need}。")
    if not ready:
        refuse("screening.rules", "给出的名单用不上任何一条规则", "除了花名册，再给死亡、服刑或其他险种名单。", "--roll")
    with Engine() as engine:
        outcomes = screen(engine, ready, feed, today, time.perf_counter_ns)
    path = Path(args.out or f"screen-hits-{today}.csv")
    _write(path, outcomes, lists)
    if args.json:
        listed = [{"id": one.rule.id, "hits": len(one.hits), "seconds": round(float(one.seconds), 3)} for one in outcomes]
        rejected = {one.kind.key: {str(row): reason for row, reason in one.rejected.items()} for one in lists if one.rejected}
        print_json({"rules": listed, "hits_file": str(path), "notes": notes, "rejected": rejected})
        return 0
    _print(outcomes, lacking, notes, path)
    return 0


def _chosen(text: str | None) -> list[Rule]:
    if not text:
        return list(rules().values())
    names = [name.strip().upper() for name in text.replace("，", ",").split(",") if name.strip()]
    unknown = [name for name in names if name not in rules()]
    if unknown:
        refuse("screening.rule", f"没有规则 {'、'.join(unknown)}", f"现有：{'、'.join(rules())}。", "--rules")
    return [rules()[name] for name in dict.fromkeys(names)]


def _read(key: str, path: str) -> ReadList:
    from shebao.documents.table import read_list

    file: ListFile = read_list(path)
    return read(KINDS[key], file.name, file.titles, file.columns)


def _rejected(one: ReadList) -> str:
    first = "；".join(f"第 {row + 1} 行{reason}" for row, reason in list(one.rejected.items())[:_SHOWN])
    return f"{one.kind.title}有 {len(one.rejected):,} 行不能用，没有参加筛查：{first}{'……' if len(one.rejected) > _SHOWN else '。'}"


def _write(path: Path, outcomes: Sequence[Outcome], lists: Sequence[ReadList]) -> None:
    """One row a person and rule; whoever is not on the roll by name has the number alone."""
    named = _names(lists)
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["规则", "疑点", "等级", "身份证号码", "姓名", "月份", "金额（元）", "佐证", "依据", "办法"])
            for one in outcomes:
                rule = one.rule
                for hit in one.hits:
                    number, name = named.get(hit.person, (str(hit.person), ""))
                    months = "、".join(str(month) for month in hit.months)
                    yuan = f"{hit.fen // 100}.{hit.fen % 100:02d}"
                    says = f"{rule.evidence} {hit.evidence}"
                    writer.writerow(
                        [rule.id, rule.title, SEVERITIES[rule.severity], number, name, months, yuan, says, rule.law, rule.advice]
                    )
    except OSError as problem:
        refuse("screening.out", f"结果写不到 {path}：{problem.strerror}", "请用 --out 换一个地方。", "--out")


def _names(lists: Sequence[ReadList]) -> Mapping[int, tuple[str, str]]:
    result: dict[int, tuple[str, str]] = {}
    for one in lists:
        names = one.texts.get("name") or [""] * len(one.texts["person"])
        for key, number, name in zip(one.columns["person"].tolist(), one.texts["person"], names, strict=True):
            result.setdefault(key, (number, f"'{name}" if name[:1] in "=+-@" and name else name))
    return result


def _print(outcomes: Sequence[Outcome], lacking: Sequence[Rule], notes: Sequence[str], path: Path) -> None:
    for one in outcomes:
        if one.hits:
            print(f"{one.rule.id}  {SEVERITIES[one.rule.severity][:1]}  {one.rule.title}：{len(one.hits):,} 人。{one.rule.advice}")
    people = len({hit.person for one in outcomes for hit in one.hits})
    print(
        f"运行 {len(outcomes)} 条规则，命中 {people:,} 人，结果在 {path}；缺名单没有运行的 {len(lacking)} 条。筛查只提示，停发要经过办件。"
    )
    for note in notes:
        print(note, file=sys.stderr)
