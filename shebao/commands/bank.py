"""`shebao bank`: what a bank, or whoever builds for one, needs: the conformance pack, a check of one answer, and a bank that misbehaves."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from shebao.base.finding import refuse
from shebao.commands import print_json, start_django

TITLE = "银行接口：交换文件夹、回盘样例包、核对一份回盘、模拟银行"
DOES = ("layouts", "pack", "check", "simulate", "place", "arrived")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.description = "layouts 列出格式；pack 写出样例包并逐份试读；check 核对一份回盘；simulate 作为一家会出错的银行收送文件；"
    parser.description += "place 把已送盘的文件放进交换文件夹，每份一次；arrived 看银行放来了什么。"
    parser.add_argument("what", choices=DOES, metavar="做什么", help="、".join(DOES))
    parser.add_argument(
        "paths",
        metavar="路径",
        type=Path,
        nargs="*",
        help="pack：文件夹；check：报盘 回盘；simulate：收件夹 发件夹；place、arrived：文件夹",
    )
    parser.add_argument("--layout", metavar="格式", default="delimited", help="银行文件格式，默认 delimited；layouts 列出全部")
    parser.add_argument("--describe", metavar="文件", type=Path, help="用一份格式说明（YAML）代替 --layout")
    parser.add_argument("--day", metavar="日期", type=date.fromisoformat, help="今天是哪天，默认就是今天")
    parser.add_argument("--seed", metavar="数字", type=int, default=1, help="simulate：同一个数字，同样的行为")
    parser.add_argument("--faults", metavar="名称", default="", help="simulate：会犯的错，逗号分开；all 全部，不写则规规矩矩")
    parser.add_argument("--seconds", metavar="秒", type=float, default=60, help="simulate：运行多久")
    parser.add_argument("--again", metavar="编号", default="", help="place：这一份再放一次，先与银行电话确认没有收到")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Do one of them; 1 where something is not as it must be."""
    start_django(None)
    needed = {"layouts": 0, "pack": 1, "check": 2, "simulate": 2, "place": 1, "arrived": 1}[args.what]
    if len(args.paths) != needed:
        refuse("bank.paths", f"{args.what} 要有 {needed} 个路径，收到 {len(args.paths)} 个", "用法见 shebao bank --help")
    doing = {"layouts": _layouts, "pack": _pack, "check": _check, "simulate": _simulate, "place": _place, "arrived": _arrived}
    return int(doing[args.what](args))


def _layout(args: argparse.Namespace):  # type: ignore[no-untyped-def]
    from shebao.agency.payout.bank import shipped_layouts
    from shebao.agency.payout.bank.described import Described
    from shebao.agency.payout.bank.described.description import read_description

    if args.describe:
        return Described("described", read_description(_read(args.describe).decode("utf-8-sig", "replace")))
    known = shipped_layouts()
    if args.layout not in known:
        refuse(
            "payout.layout", f"没有名为“{args.layout}”的银行文件格式", f"可用的格式：{'、'.join(sorted(known))}；或用 --describe 给出说明。"
        )
    return known[args.layout]


def _read(path: Path) -> bytes:
    if not path.is_file():
        refuse("bank.paths", f"没有 {path} 这个文件", "请核对路径。")
    return path.read_bytes()


def _layouts(args: argparse.Namespace) -> int:
    from shebao.agency.payout.bank import shipped_layouts

    rows = [{"key": key, "title": one.TITLE, "suffix": one.SUFFIX} for key, one in sorted(shipped_layouts().items())]
    if args.json:
        print_json(rows)
    else:
        print("\n".join(f"{row['key']:<14}{row['title']}（.{row['suffix']}）" for row in rows))
    return 0


def _pack(args: argparse.Namespace) -> int:
    """Write order and answers, read each back as the product would, and say where the two do not agree."""
    from shebao.agency.payout.bank import conformance

    one, folder = _layout(args), args.paths[0]
    folder.mkdir(parents=True, exist_ok=True)
    order = conformance.order_of_pack()
    (folder / f"order.{one.SUFFIX}").write_bytes(one.write_order(order))
    rows, wrong = [], 0
    for case in conformance.cases(one):
        name = f"{case.name}.{one.SUFFIX}"
        (folder / name).write_bytes(case.content)
        verdict = conformance.check_answer(one, order, case.content, today=conformance.ANSWERED_ON)
        wrong += verdict.taken != case.taken
        rows.append({"file": name, "title": case.title, "must_be_taken": case.taken, **verdict._asdict()})
    (folder / "manifest.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    if args.json:
        print_json(rows)
        return int(bool(wrong))
    for row in rows:
        said = f"收下：成功 {row['paid']} 笔，退回 {row['returned']} 笔" if row["taken"] else f"不收：{row['reason']}"
        print(f"{'一致' if row['taken'] == row['must_be_taken'] else '不符'}  {row['file']:<28}{row['title']}  {said}")
    print(f"{one.TITLE}：报盘 1 份，回盘 {len(rows)} 份，{len(rows) - wrong} 份与应有的结果一致。文件在 {folder}。")
    return int(bool(wrong))


def _check(args: argparse.Namespace) -> int:
    """One answer to one order."""
    from shebao.agency.payout.bank import conformance

    one = _layout(args)
    order, content = one.read_order(_read(args.paths[0])), _read(args.paths[1])
    verdict = conformance.check_answer(one, order, content, today=args.day or date.today())  # noqa: DTZ011
    if args.json:
        print_json(verdict._asdict())
    else:
        print(f"可以收：成功 {verdict.paid} 笔，退回 {verdict.returned} 笔。" if verdict.taken else f"不能收：{verdict.reason}。")
    return 0 if verdict.taken else 1


def _simulate(args: argparse.Namespace) -> int:
    """Be a bank for a while."""
    from shebao.demo.simulated_bank import FAULTS, Conduct, SimulatedBank

    faults = frozenset(FAULTS if args.faults == "all" else [name for name in args.faults.split(",") if name])
    if unknown := faults - set(FAULTS):
        refuse("bank.faults", f"不认识的错：{'、'.join(sorted(unknown))}", f"可以写：{'、'.join(FAULTS)}，或 all。", "--faults")
    inbox, outbox = args.paths
    bank = SimulatedBank(inbox, outbox, Conduct(args.seed, faults), args.layout, args.day or date.today())  # noqa: DTZ011
    print(f"模拟银行：收 {inbox}，发 {outbox}，种子 {args.seed}，{'、'.join(sorted(faults)) or '不犯错'}。", flush=True)
    served = bank.run(seconds=args.seconds)
    print(f"收到 {served} 份报盘，付出 {len(bank.paid())} 笔 {sum(bank.paid().values())} 分。")
    return 0


def _place(args: argparse.Namespace) -> int:
    """Put what was handed over where the bank's transfer takes it away."""
    from shebao.agency.payout.bank_folder import place
    from shebao.base.money import grouped

    rows = place(args.paths[0], day=args.day or date.today(), again=args.again)  # noqa: DTZ011
    if args.json:
        print_json([row._asdict() for row in rows])
        return 0
    for row in rows:
        print(f"第 {row.run_id} 批  {row.name}  {row.lines} 笔  {grouped(row.amount_fen)} 元  SM3 {row.digest}")
    print(f"放入 {len(rows)} 份。" if rows else "没有新送盘的文件；每份只放一次，银行说没有收到的，用 --again 编号。")
    return 0


def _arrived(args: argparse.Namespace) -> int:
    """What the bank put there; taking it is for people, on the page of the run."""
    from shebao.agency.payout.bank_folder import arrived

    rows = arrived(args.paths[0], day=args.day or date.today())  # noqa: DTZ011
    if args.json:
        print_json([row._asdict() for row in rows])
        return 0
    for row in rows:
        print(f"{f'第 {row.run_id} 批' if row.run_id else '——'}  {row.name}  {row.words}")
    usable = sum(row.usable for row in rows)
    print(f"共 {len(rows)} 份，{usable} 份可以导入：先由财务复核录入银行回单，再在批次页面导入。")
    return 0
