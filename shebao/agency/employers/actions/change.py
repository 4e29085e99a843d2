"""Changing what is known of an employer: a new version of its particulars, another account, a scheme more or less."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.employers.models import Employer, EmployerAccount, Insurance, Particulars
from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import change_rows
from shebao.base.finding import refuse
from shebao.base.months import month_text

from .register import account_problems, post_accounts, post_insurances

CHANGEABLE = {
    "name": "单位名称",
    "legal_person": "法定代表人",
    "address": "地址",
    "industry": "行业",
    "tax_office": "主管税务机关",
    "agent_name": "社保经办人",
    "agent_phone": "经办人电话",
    "funding": "资金来源",
}
"""Columns of the particulars that a change may touch → their titles."""


def change(employer_id: int, what: str, value: str, *, by: By) -> Entry:
    """A new version of an employer's particulars with one column changed; refused where nothing would change."""
    assert what in CHANGEABLE, what
    with transaction.atomic():
        take_turn()
        standing(employer_id)
        last = Particulars.objects.filter(employer_id=employer_id).order_by("-version").values(*Particulars.SEALED).first()
        assert last is not None
        if last[what] == value:
            refuse("employers.unchanged", f"{CHANGEABLE[what]}没有变化", "不需要办理。", "new_value")
        row = last | {"id": next_id(Particulars), "version": last["version"] + 1, what: value, "since": by.day}
        return post(
            Particulars,
            Particulars.SEALED,
            [tuple(row[name] for name in Particulars.SEALED)],
            "employers.change",
            by=by,
            body={"what": what, "version": row["version"]},
            subject=("employer", employer_id),
        )


def change_account(employer_id: int, bank: str, number: str, *, by: By) -> None:
    """Another account in force, held under the employer's own name."""
    if problems := account_problems(bank, number):
        refuse("employers.account", "；".join(problems) + "。", "请照开户证明填写。", "account_number")
    with transaction.atomic():
        take_turn()
        standing(employer_id)
        last = Particulars.objects.filter(employer_id=employer_id).order_by("-version").first()
        assert last is not None
        current = EmployerAccount.objects.filter(employer_id=employer_id).order_by("-id").first()
        if current is not None and (current.bank, current.account_tail, current.holder) == (bank, number[-4:], last.name):
            refuse("employers.unchanged", "开户行、账号尾号和户名都没有变化", "请核对是否填了原账号。", "account_number")
        post_accounts([(employer_id, bank, last.name, number)], by=by)


def change_insurance(employer_id: int, scheme: str, month: int, *, joins: bool, by: By) -> None:
    """Take part in a scheme from a month on, or for the last time in a month. Who is insured there is asked before this."""
    title = INSURANCES[scheme]
    with transaction.atomic():
        take_turn()
        standing(employer_id)
        current = Insurance.objects.filter(employer_id=employer_id, scheme=scheme, to_month=None).first()
        if joins:
            if current is not None:
                refuse("employers.insured", f"该单位已参加{title}", "不需要办理。", "scheme")
            post_insurances([(employer_id, scheme, month)], by=by)
            return
        if current is None:
            refuse("employers.insured", f"该单位没有参加{title}", "请核对险种。", "scheme")
        if current.from_month > month:
            refuse("employers.insured", f"终止月早于参保月 {month_text(current.from_month)}", "请核对月份。", "from_month")
        record(
            "employers.end_insurance",
            by=by,
            subject=("employer", employer_id),
            body={"insurances": [[current.pk, month]], "scheme": scheme},
        )
        change_rows(Insurance, [current.pk], to_month=month)


def standing(employer_id: int) -> Employer:
    """An employer that has not left the register; refused for one that has and for one there is not."""
    employer = Employer.objects.filter(id=employer_id).first()
    if employer is None:
        refuse("employers.unknown", f"没有编号为 {employer_id} 的用人单位", "请重新查找。", "employer_id")
    if employer.ended_month is not None:
        refuse(
            "employers.ended",
            f"该单位已自{month_text(employer.ended_month)}注销",
            "注销的单位不能再办理；确需恢复的请另行登记。",
            "employer_id",
        )
    return employer
