"""What must always be true of runs: what was sealed is what is there, signed by two others, and an unsealed run wrote what it says."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from shebao.agency.payout.models import Approval, Line, Refusal, Run
from shebao.agency.payout.reconciliation.entries import facts_by_run
from shebao.agency.payout.run import proof, states
from shebao.agency.payout.run.sign import APPROVE, REVIEW
from shebao.agency.staff.queries import person_keys
from shebao.agency.store.columns import read_rows

Checked = tuple[int, list[str]]


def check_runs() -> Checked:
    """Every sealed run: its digest, sums, coverage and explained difference from its rows; its rows are those of the table that the
    journal says was computed; and the run is as the journal has it."""
    problems, examined, said = [], 0, facts_by_run("payout.seal")
    computed = facts_by_run("payout.compute")
    for run in Run.objects.filter(sealed=True).order_by("id").iterator():
        content = proof.content_of(run)
        examined += run.total
        name = f"批次{run.pk}（{states.title(run)}）"
        if content.digest != run.digest:
            problems.append(f"{name}：明细与封存校验码不符，内容已被改动。")
        problems += [f"{name}：{problem}" for problem in proof.problems_of(run, content)]
        if computed.get(run.pk, [{}])[-1].get("basis") != run.basis:
            problems.append(f"{name}：计算结果校验码与日志里最后一次计算的不符。")
        if said.pop(run.pk, None) != [proof.sealed_facts(run)]:
            problems.append(f"{name}：批次记录与封存时的日志不符。")
    for run in _given_up():
        if said.pop(run.pk, None) != [proof.sealed_facts(run)]:
            problems.append(f"批次{run.pk}（{states.title(run)}）：退回后作废，批次记录与封存时的日志不符。")
    problems += [f"批次{run_id}：日志记有封存，批次已不存在或不再是封存状态。" for run_id in said]
    return examined, problems


def _given_up() -> list[Run]:
    """The runs that were sealed, sent back and given up: what each was is on it, its rows are gone, and somebody sent it back."""
    sent_back = Refusal.objects.filter(run_id=OuterRef("pk"), digest=OuterRef("digest"))
    return list(Run.objects.filter(Exists(sent_back), sealed=False, state=states.DISCARDED).order_by("id"))


def check_signatures() -> Checked:
    """Every run past its signatures was signed twice, over its digest, by two natural persons who are not its maker; one that was
    sent back as often as its state then asked for."""
    runs = {run.pk: run for run in [*Run.objects.filter(sealed=True), *_given_up()]}
    states_before = dict(read_rows(Refusal.objects.all(), "run_id", "state"))
    signed: dict[int, dict[str, Approval]] = {}
    for approval in Approval.objects.order_by("id"):
        signed.setdefault(approval.run_id, {})[approval.step] = approval
    people = person_keys({run.maker_id for run in runs.values()} | {a.member_id for steps in signed.values() for a in steps.values()})
    said = {step: facts_by_run(f"payout.{step}") for step in (REVIEW, APPROVE)}
    needed = {states.SEALED: 0, states.REVIEWED: 1}
    problems = []
    for run_id, run in runs.items():
        steps = signed.get(run_id, {})
        state = states_before.get(run_id, run.state)
        if len(steps) != needed.get(state, 2) or (run_id in states_before) != (run.state in (states.REFUSED, states.DISCARDED)):
            problems.append(f"批次{run_id}：状态为“{states.STATES[run.state]}”，却有{len(steps)}个签署。")
        who = [people.get(member) for member in (run.maker_id, *(a.member_id for a in steps.values()))]
        if len(set(who)) != len(who):
            problems.append(f"批次{run_id}：提出、复核、审批不是不同的人。")
        for step, approval in steps.items():
            body = {"step": step, "member": approval.member_id, "digest": approval.digest}
            if approval.digest != run.digest or said[step].get(run_id) != [body]:
                problems.append(f"批次{run_id}：{step}签署与封存内容或日志不符。")
    return sum(len(steps) for steps in signed.values()), problems


def check_open_runs() -> Checked:
    """An unsealed run has written no more than it says; a discarded one has no rows."""
    problems = []
    runs = list(Run.objects.filter(sealed=False))
    for run in runs:
        lines = Line.objects.filter(run=run).count()
        if lines != (0 if run.state == states.DISCARDED else run.done):
            problems.append(f"批次{run.pk}：状态为“{states.STATES[run.state]}”，登记已写{run.done}笔，实有{lines}笔。")
    return len(runs), problems
