"""The money of a month: runs from proposal to settled by different people, the bank's answers, and what heirs are owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.procedures.actions import carry_through
from shebao.agency.procedures.payout.settle_payout import settle, submit
from shebao.base.months import add_months

from . import bank
from .heirs import owe_heirs
from .lifeline import QUARTER, renew_cards
from .money import feed
from .world import World, rows_where

_BANK_AT_FAULT_EVERY = 5
_ONE_YEAR = 11
_MOST_HELD = 10_000
FINDINGS = {
    "shared_account": "入户核查：同户亲属代管一卡，本人均健在，已签代领委托",
    "one_off_cap": "集体会审通过：个人账户余额已逐笔核对",
    "arrears_times": "已核对暂停原因和补认证记录，补发月份无误",
    "arrears_months": "已核对暂停原因和补认证记录，补发月份无误",
    "dormant": "停发后恢复领取：本人到窗口核验在世，已补认证",
    "newcomers": "同批新增人员已逐一核对，核定无误",
    "one_list": "名单内人员和金额已逐一核对",
    "first_cap": "首次待遇已与核定表逐项核对，金额无误",
    "change_cap": "较上月增减已与核定变更逐项核对，金额无误",
    "regular_cap": "月待遇已与核定表逐项核对，金额无误",
    "operation": "同批人员已逐一核对，补发月份无误",
    "operator": "同一经办人的办件已逐件抽查，补发月份无误",
}
"""What the inspector finds when the guard holds somebody; for anything else the county has no answer and the year stops."""
_OF_OPERATIONS = ("operation", "law_operation", "newcomers", "one_list")
"""Gates that hold whole operations: one release covers all of an operation's people, whatever their number."""
REMARK = "已逐项核对：增减来自本月新增、停发、恢复和补发，与名单一致"
"""What the clerk says of a total that is far from usual."""


def pay_month(world: World, number: int) -> None:
    """The regular run, what came back of it, back payments, and what heirs are owed."""
    people = world.county.population
    rejected = rows_where(people.rejected == number)
    _pay(world, number, "regular", 15, _codes(world, rejected))
    if len(rejected):
        renew_cards(world, rejected[np.arange(len(rejected)) % _BANK_AT_FAULT_EVERY != 0], world.day(number, 19))
        _pay(world, number, "reissue", 20, {})
    if number % QUARTER == 0 and ((people.suspended > 0) & (people.resumed > number - QUARTER) & (people.resumed <= number)).any():
        _pay(world, number, "back_pay", 22, {})
    if owe_heirs(world, number):
        _pay(world, number, "one_off", 24, {})


def pay_scheme(world: World, number: int, *, back_pay: bool) -> None:
    """The regular run of a scheme whose awards stand, and what is owed for earlier months where something is."""
    _pay(world, number, "regular", 15, {})
    if back_pay:
        _pay(world, number, "back_pay", 22, {})


def pay_once(world: World, number: int) -> None:
    """What is owed once in a scheme by what was decided in the month."""
    _pay(world, number, "one_off", 24, {})


def _pay(world: World, number: int, kind: str, on: int, rejects: Mapping[str, str]) -> None:
    """One run, and a second part for those whom the guard held and the inspector let through."""
    run_id, held = _run(world, number, kind, on, rejects)
    if held:
        _release(world, number, run_id, held, world.day(number, on))
        _, left = _run(world, number, kind, on + 1, {})
        assert not left, f"{number} {kind}: still held {left}"


def _run(world: World, number: int, kind: str, on: int, rejects: Mapping[str, str]) -> tuple[int, dict[str, list[int]]]:
    """One run from proposal to settled, the bank answering the next day; its number, and gate → people it held."""
    day, month, clerk = world.day(number, on), world.month(number), world.by("clerk")
    run_id = payout.propose(world.scheme, month, kind, place=world.place, by=By(clerk, day)).pk
    run = payout.compute(run_id, actor_id=clerk)
    held = _held(run_id)
    if not run.lines and held:
        # Nobody goes before the inspector has looked: the run waits for the releases and is computed again.
        _release(world, number, run_id, held, day)
        payout.compute(run_id, actor_id=clerk)
        held = _held(run_id)
    remark = REMARK if runs.variances(runs.run(run_id)) else ""
    digest = payout.seal(run_id, by=By(clerk, day), remark=remark).digest
    payout.review(run_id, digest, by=By(world.by("reviewer"), day))
    payout.approve(run_id, digest, by=By(world.by("approver"), day))
    file = payout.write_file(run_id, by=By(world.by("finance"), day))
    feed(world, number, file.amount_fen, day)
    submit(run_id, by=By(world.by("finance2"), day))
    name, sent = runs.file_content(run_id)
    content = bank.answer(sent, rejects, day, file.layout)
    payout.enter_slip(run_id, payout.Slip(f"HD{run_id}", *bank.arrived(content, file.layout)), by=By(world.by("finance2"), day))
    settle(run_id, content, f"回盘-{name}", by=By(world.by("finance"), day))
    return run_id, held


def _held(run_id: int) -> dict[str, list[int]]:
    """Gate → people whom the guard holds in a run."""
    result: dict[str, list[int]] = {}
    for row in runs.exclusions(run_id, kind="held", most=_MOST_HELD):
        result.setdefault(row.reason, []).append(row.person_id)
    return result


def _codes(world: World, rejected: np.ndarray) -> dict[str, str]:
    """Account number → code of those whose payment comes back: closed, misnamed, and a few for reasons of the bank's own."""
    cycle = (bank.TRY_AGAIN, bank.CLOSED, bank.NAME_DIFFERS, bank.CLOSED, bank.CLOSED)
    return {world.county.cards[row]: cycle[i % _BANK_AT_FAULT_EVERY] for i, row in enumerate(rejected.tolist())}


def _release(world: World, number: int, run_id: int, held: Mapping[str, list[int]], day: date) -> None:
    """The inspector looks at each gate's people and asks, the approver lets them through; a whole operation goes by its sample."""
    approver = world.by("approver")
    signers = {"maker_id": world.by("inspector"), "reviewer_id": approver, "approver_id": approver}
    for operation in runs.operations(run_id):
        if operation.held and operation.gate in held:
            months = {"from_month": world.month(number), "until_month": world.month(number)}
            rows = [{"person_id": person} for person in runs.sample(run_id, operation.cause)]
            order = {"run_id": run_id, "cause": operation.cause, "rows": rows, "reason": FINDINGS[operation.gate], **months}
            carry_through("release_operation", order, day=day, **signers)
    for gate, people in held.items():
        if gate in _OF_OPERATIONS:
            continue
        until = add_months(world.month(number), _ONE_YEAR) if gate == "shared_account" else world.month(number)
        payload = {
            "scheme": world.scheme,
            "rows": [{"person_id": person} for person in people],
            "gate": gate,
            "from_month": world.month(number),
            "until_month": until,
            "reason": FINDINGS[gate],
        }
        carry_through("release_held", payload, day=day, **signers)
