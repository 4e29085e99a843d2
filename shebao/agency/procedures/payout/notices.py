"""What whoever seals, signs or hands over a run must know of the people in it (签署前请知道), looked up anew each time.

Open matters about them, certifications that ran out, facts that no longer hold since the seal, payments the bank once said had
arrived. One click takes the people of a notice out of the run until somebody has looked; nothing here changes what is paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shebao.agency.certification import queries as certification
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.queries import Run
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import add_months, first_day

OPEN_MATTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "death": ("死亡登记没有办结", ("report_death", "report_deaths")),
    "suspension": ("暂停发放没有办结", ("suspend_overdue",)),
    "account": ("银行账户变更没有办结", ("change_bank_account", "change_bank_accounts")),
    "cancellation": ("终止参保没有办结", ("end_insurance",)),
}
"""Key of a notice → its title, and the kinds of matters that give it."""
UNCERTIFIED, PAID_BEFORE, MANY_ACCOUNTS = "uncertified", "paid_before", "many_accounts"
BEFORE_HAND_OVER = ("computed", "sealed", "reviewed", "approved", "filed", "refused")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know before signing: about whom, how much of the run it is, and the matters to open. `fallen`: the rule takes
    these people out by itself when the file is made."""

    key: str
    title: str
    advice: str
    amounts: Mapping[int, Fen]
    matters: tuple[tuple[int, str], ...] = ()
    fallen: bool = False

    @property
    def fen(self) -> Fen:
        """What the run pays these people."""
        return sum(self.amounts.values())


def notices_of(run: Run) -> list[Notice]:
    """The notices of a run that is computed and not handed over, the gravest first; nothing for any other."""
    if run.state not in BEFORE_HAND_OVER:
        return []
    paid = runs.amounts_by_person(run.pk)
    return [notice for notice in (*_fallen(run, paid), *_open_matters(paid), *_about_the_run(run, paid)) if notice.amounts]


def _fallen(run: Run, paid: Mapping[int, Fen]) -> Iterable[Notice]:
    """Facts that changed since the seal, by reason."""
    people: dict[str, set[int]] = {}
    for row in runs.summary(run.pk).fallen:
        people.setdefault(row.reason, set()).add(row.person_id)
    titles = runs.withheld_titles()
    for reason, some in sorted(people.items()):
        yield Notice(reason, titles[reason], "制盘时自动扣下；已制盘的，须重新生成银行文件。", _of(paid, some), fallen=True)


def _open_matters(paid: Mapping[int, Fen]) -> Iterable[Notice]:
    kinds = {kind: key for key, (_, some) in OPEN_MATTERS.items() for kind in some}
    by_key: dict[str, list[matters.OpenMatter]] = {}
    for matter in matters.open_about_people(kinds):
        if any(person in paid for person in matter.person_ids):
            by_key.setdefault(kinds[matter.kind], []).append(matter)
    for key, (title, _) in OPEN_MATTERS.items():
        some = by_key.get(key, [])
        people = {person for matter in some for person in matter.person_ids}
        yield Notice(key, title, "请先办结，或先扣下再签。", _of(paid, people), tuple((matter.id, matter.number) for matter in some))


def _about_the_run(run: Run, paid: Mapping[int, Fen]) -> Iterable[Notice]:
    if run.kind == "regular":
        late = certification.overdue(run.scheme, run.month).tolist()
        yield Notice(UNCERTIFIED, "领取资格认证已过期", "请先补认证或办理暂停，或先扣下再签。", _of(paid, late))
    many = _of(paid, _accounts_of_one_day(run))
    yield Notice(MANY_ACCOUNTS, "同一经办人一天变更账户过多", "请与本人或银行另行核对，没有核对的先扣下再签。", many)
    again = _of(paid, runs.paid_once_before(run.pk)) if run.kind == "reissue" else {}
    yield Notice(PAID_BEFORE, "银行曾回盘“到账”，后改为退回", "再发一次可能重复付款，请先与银行书面核对。", again)


def _accounts_of_one_day(run: Run) -> list[int]:
    """Whose account was changed since the month before by one member who changed more than the threshold on one day."""
    limit = runs.thresholds_on(run.business_day, run.scheme)("account_changes")
    changed = people.accounts_changed(first_day(add_months(run.month, -1)))
    origins = journal.origins(row.entry_id for row in changed)
    groups: dict[tuple[int, date], list[int]] = {}
    for row in changed:
        groups.setdefault((origins[row.entry_id].actor_id, row.since), []).append(row.person_id)
    return [person for some in groups.values() if len(some) > limit for person in some]


def _of(paid: Mapping[int, Fen], people: Iterable[int]) -> dict[int, Fen]:
    return {person: paid[person] for person in sorted(set(people)) if person in paid}


def hold(run_id: int, key: str, *, by: By) -> int:
    """Take the people of one notice out of a sealed run; how many lines."""
    notice = next((notice for notice in notices_of(runs.run(run_id)) if notice.key == key and not notice.fallen), None)
    if notice is None:
        refuse("payout.notice", "这一项提示已经没有人了", "请刷新页面后核对。")
    return payout.take_out(run_id, notice.amounts, f"签署前请知道：{notice.title}", by=by)
