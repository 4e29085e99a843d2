"""What must always be true between us and the bank: the files sent, the answers taken in, the lines taken out in between."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db.models import Count

from shebao.agency.payout.models import BankFile, Line, Outcome, ReturnFile, Run, Withheld
from shebao.agency.payout.reconciliation.entries import facts_by_run
from shebao.agency.payout.run import answer as answers
from shebao.agency.payout.run import file as files
from shebao.agency.payout.run import states
from shebao.agency.store.columns import read_rows, total
from shebao.agency.store.digest import sm3
from shebao.base.money import grouped

Checked = tuple[int, list[str]]


def check_files() -> Checked:
    """Every bank file: count and sum are those of the sealed lines less the withheld, its bytes come out the same again,
    the journal has it so, and the copy on disk (where it still is) is that file."""
    problems, examined = [], 0
    made, sent = facts_by_run("payout.file"), facts_by_run("payout.submit")
    payees: files.Payees = {}
    for file in BankFile.objects.select_related("run").order_by("id"):
        run, name = file.run, f"银行文件{file.number}"
        examined += file.lines
        taken = Withheld.objects.filter(run_id=run.pk).aggregate(n=Count("id"), fen=total("amount_fen"))
        paid_fen = run.amount_fen - (run.deducted_fen or 0) - taken["fen"]
        if (file.lines, file.amount_fen, file.withheld) != (run.lines - taken["n"], paid_fen, taken["n"]):
            problems.append(f"{name}：{file.lines}笔{grouped(file.amount_fen)}元，与封存批次减去扣回不符。")
        if not _made_as_said(file, made.pop(run.pk, [])):
            problems.append(f"{name}：文件记录与制盘时的日志不符。")
        if (file.submitted_on is not None) != (run.pk in sent) or (run.pk in sent and sent[run.pk] != [files.submitted_facts(file)]):
            problems.append(f"{name}：送盘记录与日志不符。")
        if run.state == states.DISCARDED:
            if file.submitted_on is not None or files.path_of(file).exists():
                problems.append(f"{name}：批次已作废，文件却还在或已送盘。")
            continue
        if sm3(files.content_of(run, file, payees)) != file.digest:
            problems.append(f"{name}：由封存明细重新生成的内容与登记的校验码不符。")
        content = files.stored(file)
        if content is not None and sm3(content) != file.digest:
            problems.append(f"{name}：存放的文件被改动过。")
    return examined, problems + [f"批次{run_id}：日志记有制盘，文件记录已不存在。" for run_id in made]


def _made_as_said(file: BankFile, entries: list[dict[str, Any]]) -> bool:
    """Whether the journal's last word on a run's file is this file, and every one before it had another number and paid more."""
    if not entries or entries[-1] != files.facts_of(file):
        return False
    less = all(before["withheld"] < after["withheld"] for before, after in pairwise(entries))
    return less and len({entry["number"] for entry in entries}) == len(entries)


def check_outcomes() -> Checked:
    """Every answer belongs to a line that was sent, for its amount; answers of a line alternate; settled means all answered."""
    problems: list[str] = []
    amounts = {
        line: (due - kept, run)
        for line, due, kept, run in read_rows(
            Line.objects.filter(id__in=Outcome.objects.values("line_id")), "id", "total_fen", "deducted_fen", "run_id"
        )
    }
    file_runs = dict(read_rows(ReturnFile.objects.all(), "id", "bank_file__run_id"))
    held = set(Withheld.objects.values_list("id", flat=True))
    examined = 0
    last: dict[int, tuple[int, Any]] = {}
    for outcome, line, file, paid, fen in read_rows(
        Outcome.objects.order_by("id"), "id", "line_id", "return_file_id", "paid", "amount_fen"
    ):
        examined += 1
        if line not in amounts or amounts[line] != (fen, file_runs.get(file)) or line in held:
            problems.append(f"指令{line}：银行结果的金额、批次与送出的不符。")
        if outcome != line * 10 + last.get(line, (-1, None))[0] + 1 or last.get(line, (0, None))[1] == paid:
            problems.append(f"指令{line}：银行结果的次序不连续。")
        last[line] = (outcome % 10, paid)
    answered: dict[int, int] = {}
    for line in last:
        run = amounts.get(line, (0, 0))[1]
        answered[run] = answered.get(run, 0) + 1
    for file in BankFile.objects.select_related("run"):
        complete = answered.get(file.run_id, 0) == file.lines
        if (file.run.state == states.SETTLED) != (complete and file.submitted_on is not None):
            problems.append(
                f"批次{file.run_id}：状态为“{states.STATES[file.run.state]}”，送出{file.lines}笔，已有结果{answered.get(file.run_id, 0)}笔。"
            )
    return examined, problems


def check_returns() -> Checked:
    """Every return file is in the journal as it was taken, and its new answers are there."""
    said = [body for bodies in facts_by_run("payout.return").values() for body in bodies]
    known = {body["return"]: body for body in said}
    counts = {row["return_file_id"]: row["n"] for row in Outcome.objects.order_by().values("return_file_id").annotate(n=Count("id"))}
    problems, examined = [], 0
    for taken in ReturnFile.objects.order_by("id"):
        examined += 1
        if known.pop(taken.pk, None) != answers.facts_of(taken) or counts.get(taken.pk, 0) != taken.new_lines:
            problems.append(f"回盘文件{taken.pk}（{taken.name}）：记录与入库时的日志或结果笔数不符。")
    return examined, problems + [f"回盘文件{key}：日志记有入库，记录已不存在。" for key in known]


def check_withheld() -> Checked:
    """Every line taken out at file time is a sealed line of its run, with its amount, and the bank never answered it."""
    rows = Withheld.objects.count()
    given_up = Run.objects.filter(state=states.DISCARDED).values("id")
    lines = {
        line: (run, due - kept)
        for line, run, due, kept in read_rows(
            Line.objects.filter(id__in=Withheld.objects.values("id")), "id", "run_id", "total_fen", "deducted_fen"
        )
    }
    problems = [
        f"扣回的指令{line}与封存明细不符。"
        for line, run, fen in read_rows(Withheld.objects.exclude(run_id__in=given_up), "id", "run_id", "amount_fen")
        if lines.get(line) != (run, fen)
    ]
    return rows, problems
