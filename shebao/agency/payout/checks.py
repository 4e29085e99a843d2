"""What must always be true of payout, worked out again from the rows: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Count

from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.staff.queries import person_keys
from shebao.agency.store.columns import read_rows, total
from shebao.agency.store.digest import sm3
from shebao.base.money import grouped

from . import proof, states
from .actions import answer as answers
from .actions import file as files
from .actions.sign import APPROVE, REVIEW
from .models import Approval, BankFile, Cover, Due, Line, Outcome, ReturnFile, Run, Withheld
from .outcomes import last_outcomes
from .reconciliation.decisions import lines_against_decisions

Checked = tuple[int, list[str]]


def _facts(verb: str) -> dict[int, list[dict[str, Any]]]:
    """Run → what the journal says of it under a verb, oldest first."""
    found: dict[int, list[dict[str, Any]]] = {}
    for run_id, body in journal.bodies(verb):
        found.setdefault(run_id, []).append(json.loads(body))
    return found


def check_runs() -> Checked:
    """Every sealed run: its digest, sums, coverage and explained difference from its rows, and the run as the journal has it."""
    problems, examined, said = [], 0, _facts("payout.seal")
    for run in Run.objects.filter(sealed=True).order_by("id").iterator():
        content = proof.content_of(run)
        examined += run.total
        name = f"批次{run.pk}（{states.title(run)}）"
        if content.digest != run.digest:
            problems.append(f"{name}：明细与封存摘要不符，内容已被改动。")
        problems += [f"{name}：{problem}" for problem in proof.problems_of(run, content)]
        if said.pop(run.pk, None) != [proof.sealed_facts(run)]:
            problems.append(f"{name}：批次记录与封存时的日志不符。")
    problems += [f"批次{run_id}：日志记有封存，批次已不存在或不再是封存状态。" for run_id in said]
    return examined, problems


def check_decided() -> Checked:
    """Every regular line is what its decision gives for the month, and the first line of a decision is its total (see `reconciliation.decisions`)."""
    problems: list[str] = []
    examined = 0
    decisions = {}
    for run in Run.objects.filter(sealed=True, kind="regular").order_by("id"):
        if run.scheme not in decisions:
            decisions[run.scheme] = benefits.decided(run.scheme)
        problems += lines_against_decisions(run, decisions[run.scheme])
        examined += run.lines
    return examined, problems


def check_signatures() -> Checked:
    """Every run past its signatures was signed twice, over its digest, by two natural persons who are not its maker."""
    runs = {run.pk: run for run in Run.objects.filter(sealed=True)}
    signed: dict[int, dict[str, Approval]] = {}
    for approval in Approval.objects.order_by("id"):
        signed.setdefault(approval.run_id, {})[approval.step] = approval
    people = person_keys({run.maker_id for run in runs.values()} | {a.member_id for steps in signed.values() for a in steps.values()})
    said = {step: _facts(f"payout.{step}") for step in (REVIEW, APPROVE)}
    needed = {states.SEALED: 0, states.REVIEWED: 1}
    problems = []
    for run_id, run in runs.items():
        steps = signed.get(run_id, {})
        if len(steps) != needed.get(run.state, 2):
            problems.append(f"批次{run_id}：状态为“{states.STATES[run.state]}”，却有{len(steps)}个签署。")
        who = [people.get(member) for member in (run.maker_id, *(a.member_id for a in steps.values()))]
        if len(set(who)) != len(who):
            problems.append(f"批次{run_id}：提出、复核、审批不是不同的人。")
        for step, approval in steps.items():
            body = {"step": step, "member": approval.member_id, "digest": approval.digest}
            if approval.digest != run.digest or said[step].get(run_id) != [body]:
                problems.append(f"批次{run_id}：{step}签署与封存内容或日志不符。")
    return sum(len(steps) for steps in signed.values()), problems


def check_files() -> Checked:
    """Every bank file: count and sum are those of the sealed lines less the withheld, its bytes come out the same again,
    the journal has it so, and the copy on disk (where it still is) is that file."""
    problems, examined = [], 0
    made, sent = _facts("payout.file"), _facts("payout.submit")
    payees: files.Payees = {}
    for file in BankFile.objects.select_related("run").order_by("id"):
        run, name = file.run, f"银行文件{file.number}"
        examined += file.lines
        taken = Withheld.objects.filter(run_id=run.pk).aggregate(n=Count("id"), fen=total("amount_fen"))
        if (file.lines, file.amount_fen, file.withheld) != (run.lines - taken["n"], run.amount_fen - taken["fen"], taken["n"]):
            problems.append(f"{name}：{file.lines}笔{grouped(file.amount_fen)}元，与封存批次减去扣回不符。")
        if made.pop(run.pk, None) != [files.facts_of(file)]:
            problems.append(f"{name}：文件记录与出盘时的日志不符。")
        if (file.submitted_on is not None) != (run.pk in sent) or (run.pk in sent and sent[run.pk] != [files.submitted_facts(file)]):
            problems.append(f"{name}：送盘记录与日志不符。")
        if sm3(files.content_of(run, file, payees)) != file.digest:
            problems.append(f"{name}：由封存明细重新生成的内容与登记的摘要不符。")
        path = files.path_of(file)
        if path.is_file() and sm3(path.read_bytes()) != file.digest:
            problems.append(f"{name}：存放的文件被改动过。")
    return examined, problems + [f"批次{run_id}：日志记有出盘，文件记录已不存在。" for run_id in made]


def check_outcomes() -> Checked:
    """Every answer belongs to a line that was sent, for its amount; answers of a line alternate; settled means all answered."""
    problems: list[str] = []
    amounts = {
        line: (fen, run)
        for line, fen, run in read_rows(Line.objects.filter(id__in=Outcome.objects.values("line_id")), "id", "total_fen", "run_id")
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
    said = [body for bodies in _facts("payout.return").values() for body in bodies]
    known = {body["return"]: body for body in said}
    counts = {row["return_file_id"]: row["n"] for row in Outcome.objects.order_by().values("return_file_id").annotate(n=Count("id"))}
    problems, examined = [], 0
    for taken in ReturnFile.objects.order_by("id"):
        examined += 1
        if known.pop(taken.pk, None) != answers.facts_of(taken) or counts.get(taken.pk, 0) != taken.new_lines:
            problems.append(f"回盘文件{taken.pk}（{taken.name}）：记录与入库时的日志或结果笔数不符。")
    return examined, problems + [f"回盘文件{key}：日志记有入库，记录已不存在。" for key in known]


def check_paid_once() -> Checked:
    """No month is paid twice: one standing regular line, back payments only up to what was entitled, one successor a returned line,
    and never a successor beside a line that was paid after all."""
    void = Withheld.objects.filter(final=True).values("id")
    standing = Line.objects.filter(run__sealed=True).exclude(id__in=void)
    problems = [
        f"人员{row['person_id']}：{row['month']}的正常发放有{row['n']}笔。"
        for row in standing.filter(kind="regular").order_by().values("person_id", "scheme", "month").annotate(n=Count("id")).filter(n__gt=1)
    ]
    problems += _over_entitled(standing)
    parents = {line.pk: line for line in Line.objects.filter(id__in=standing.filter(reissue_of__isnull=False).values("reissue_of"))}
    last = dict(read_rows(last_outcomes().filter(line_id__in=list(parents)), "line_id", "paid"))
    back = set(Withheld.objects.filter(final=False, id__in=list(parents)).values_list("id", flat=True))
    for child in standing.filter(reissue_of__isnull=False):
        parent = parents.get(child.reissue_of or 0)
        if parent is None or (parent.person_id, parent.month, parent.total_fen) != (child.person_id, child.month, child.total_fen):
            problems.append(f"重发指令{child.pk}：与原指令的人、月份或金额不同。")
        elif last.get(parent.pk, True) and parent.pk not in back:
            problems.append(f"指令{parent.pk}：银行没有退回，却有重发指令{child.pk}。")
    return standing.count(), problems + _dues()


def _over_entitled(standing: Any) -> list[str]:
    """Of each month that was paid back: the regular line and all back payments together are what the last one said was entitled."""
    covers = Cover.objects.filter(line_id__in=standing.values("id")).order_by("id")
    entitled: dict[tuple[int, str, int], int] = {}
    paid: dict[tuple[int, str, int], int] = {}
    for person, scheme, month, full, fen in read_rows(covers, "person_id", "run__scheme", "month", "entitled_fen", "due_fen"):
        entitled[person, scheme, month] = full
        paid[person, scheme, month] = paid.get((person, scheme, month), 0) + fen
    people = {person for person, _, _ in entitled}
    regular = (
        standing.filter(kind="regular", person_id__in=people).order_by()
        if len(people) < 900
        else standing.filter(kind="regular").order_by()
    )
    for person, scheme, month, fen in read_rows(regular, "person_id", "scheme", "month", "total_fen"):
        if (person, scheme, month) in paid:
            paid[person, scheme, month] += fen
    return [
        f"人员{person}：{month}应发{grouped(entitled[person, scheme, month])}元，已发{grouped(fen)}元。"
        for (person, scheme, month), fen in paid.items()
        if fen != entitled[person, scheme, month]
    ]


def _dues() -> list[str]:
    """What is owed once is paid at most once, for its amount."""
    owed = {due: (person, kind, fen) for due, person, kind, fen in read_rows(Due.objects.all(), "id", "person_id", "kind", "amount_fen")}
    rows = read_rows(Line.objects.filter(due_id__isnull=False), "id", "due_id", "person_id", "kind", "total_fen")
    return [f"指令{line}：与所付的一次性待遇不符。" for line, due, person, kind, fen in rows if owed.get(due) != (person, kind, fen)]


def check_withheld() -> Checked:
    """Every line taken out at file time is a sealed line of its run, with its amount, and the bank never answered it."""
    rows = Withheld.objects.count()
    lines = {
        line: (run, fen)
        for line, run, fen in read_rows(Line.objects.filter(id__in=Withheld.objects.values("id")), "id", "run_id", "total_fen")
    }
    problems = [
        f"扣回的指令{line}与封存明细不符。"
        for line, run, fen in read_rows(Withheld.objects.all(), "id", "run_id", "amount_fen")
        if lines.get(line) != (run, fen)
    ]
    return rows, problems


def check_open_runs() -> Checked:
    """An unsealed run has written no more than it says; a discarded one has no rows."""
    problems = []
    runs = list(Run.objects.filter(sealed=False))
    for run in runs:
        lines = Line.objects.filter(run=run).count()
        if lines != (0 if run.state == states.DISCARDED else run.done):
            problems.append(f"批次{run.pk}：状态为“{states.STATES[run.state]}”，登记已写{run.done}笔，实有{lines}笔。")
    return len(runs), problems
