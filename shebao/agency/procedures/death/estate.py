"""What heirs are paid once: an amount divided by their parts to the last fen, less what they let be set off from a debt of the same death."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.kinds import DUES
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of

AGREED, NOT_AGREED = "agreed", "none"
SET_OFF = Field(
    "set_off",
    "多发待遇的抵扣",
    "choice",
    choices=((AGREED, "继承人书面同意，从本次款项中抵扣"), (NOT_AGREED, "不抵扣，另行追回")),
    help="没有多发的也请选择；抵扣的，请上传继承人签字的同意书",
)


class Portion(NamedTuple):
    """What one heir is due of an amount: the whole, what is set off, and what is paid."""

    person_id: int
    gross_fen: Fen
    set_off_fen: Fen

    @property
    def paid_fen(self) -> Fen:
        """What goes to the heir's account."""
        return self.gross_fen - self.set_off_fen


def divided(total_fen: Fen, parts: Sequence[tuple[int, int]]) -> list[tuple[int, Fen]]:
    """An amount by (heir, parts), to the last fen: whole fen first, the rest a fen each to the largest remainders, earlier heirs first."""
    whole = sum(part for _, part in parts)
    shares = [(person, total_fen * part // whole) for person, part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(total_fen * parts[i][1] % whole), i))
    more = set(order[: total_fen - sum(fen for _, fen in shares)])
    return [(person, fen + (i in more)) for i, (person, fen) in enumerate(shares)]


def portions(total_fen: Fen, parts: Sequence[tuple[int, int]], owed_fen: Fen) -> list[Portion]:
    """What each heir is due and paid, the debt borne in the same parts and never beyond the amount."""
    gross = divided(total_fen, parts)
    borne = dict(divided(min(owed_fen, total_fen), parts))
    return [Portion(person, fen, min(borne[person], fen)) for person, fen in gross]


def check_estate(person_id: int, kind: str, scheme: str) -> date:
    """The date of death; refused where nobody died, no heir is registered, an heir has died, or the same was entered before."""
    person = people.person(person_id)
    if person.death_date is None:
        refuse("procedures.not_dead", f"{person.name}没有死亡登记", "请先办理死亡登记。", "person_id")
    listed = heirs.heirs_of(person_id)
    if not listed:
        refuse("procedures.no_heirs", f"{person.name}还没有登记继承人", "请先办理“继承人登记”，款项只能付到继承人本人账户。", "person_id")
    gone = people.deaths(row.person_id for row in listed)
    if gone:
        refuse("procedures.heir_dead", f"{people.called(gone)} 也已登记死亡", "请重新办理“继承人登记”，登记代位或转继承的人。", "person_id")
    if DUES[kind] in runs.owed_at_death(person_id, scheme):
        refuse(
            "procedures.owed_before", f"{person.name}的{DUES[kind]}已经登记应付", "同一项待遇只登记一次；请在人员页面查看。", "person_id"
        )
    return person.death_date


def preview_estate(person_id: int, total_fen: Fen, title: str, scheme: str, *, set_off: bool) -> list[Change]:
    """The amount, the debt of the same death, and what each heir is paid to which account."""
    left = sum(runs.available_of_debts([row.id for row in runs.debts_of(person_id, scheme)]).values())
    rows = portions(total_fen, heirs.shares([person_id])[person_id], left if set_off else 0)
    changes = [Change(title, "", f"{grouped(total_fen)} 元")]
    if left:
        off = sum(row.set_off_fen for row in rows)
        words = f"抵扣 {grouped(off)} 元，尚欠 {grouped(left - off)} 元" if set_off else "本次不抵扣，另行追回"
        changes.append(Change("死亡后多发待遇尚欠", f"{grouped(left)} 元", words))
    known = {row.person_id: row for row in heirs.heirs_of(person_id)}
    for row in rows:
        heir = known[row.person_id]
        account = heir.account
        less = f"（应得 {grouped(row.gross_fen)} 元，抵扣 {grouped(row.set_off_fen)} 元）" if row.set_off_fen else ""
        where = f"{account.bank} {account.masked}，{'已核验' if account.verified else '待核验，核验后发放'}" if account else "没有银行账户"
        changes.append(
            Change(f"{heir.name}（{heirs.RELATIONS[heir.relation]}，{heir.parts} 份）", "", f"付 {grouped(row.paid_fen)} 元{less}，{where}")
        )
    return changes


def owe_heirs(amounts: dict[int, Fen], kind: str, scheme: str, *, set_off: bool, by: By) -> Entry | None:
    """Enter what the heirs of each dead person are owed of an amount, and what is set off from debts; None where nothing is left to pay."""
    parts = heirs.shares(amounts)
    owed: list[payout.Owed] = []
    kept_back: list[payout.Deduction] = []
    for person_id, total_fen in amounts.items():
        debts = runs.debts_of(person_id, scheme) if set_off else []
        free = {debt: fen for debt, fen in runs.available_of_debts([row.id for row in debts]).items() if fen > 0}
        rows = portions(total_fen, parts[person_id], sum(free.values()))
        owed += [payout.Owed(person_id, row.person_id, kind, month_of(by.day), row.paid_fen) for row in rows if row.paid_fen]
        kept_back += _spread(rows, free, kind)
    if kept_back:
        payout.set_off(kept_back, by=by)
    return payout.owe(owed, scheme, by=by) if owed else None


def _spread(rows: Sequence[Portion], free: Mapping[int, Fen], kind: str) -> list[payout.Deduction]:
    """Each heir's deduction laid upon the debts, the oldest debt first."""
    left = dict(sorted(free.items()))
    result = []
    for row in rows:
        fen = row.set_off_fen
        for debt_id in left:
            taken = min(fen, left[debt_id])
            if taken:
                result.append(payout.Deduction(debt_id, row.person_id, kind, taken))
                left[debt_id] -= taken
                fen -= taken
    return result


def wants_set_off(payload: Payload) -> bool:
    """Whether the heirs agreed to the deduction."""
    return bool(payload["set_off"] == AGREED)


def heading_of(title: str, payload: Payload) -> str:
    """A matter's title with the name of the dead person."""
    return f"{people.person(payload['person_id']).name}：{title}"
