"""Registering who inherits from a dead person, in which parts, and to which account each is paid (继承人登记)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.payout import queries as runs
from shebao.agency.people import actions as people_actions
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.people.names import BANK_LONGEST
from shebao.agency.procedures.columns import NEW_PERSON, VILLAGE
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse

KEY = "register_heirs"
TITLE = "继承人登记"
LAW = "民法典 第1127条、第1130条；社会保险法 第14条、第17条"
WORKING_DAYS = None
RISK = "high"
SENSITIVE = ("rows",)
RESULT = "继承人及银行账户确认书"
REVERSAL = "款项登记应付以前可以重新办理继承人登记，新名单代替旧名单；登记应付以后，先办理“撤销身后应付”。"
ROWS = (
    *NEW_PERSON,
    Wanted("relation", "与死者关系", choices={title: key for key, title in heirs.RELATIONS.items()}),
    Wanted("parts", "份数", "count"),
    Wanted("bank", "开户行", required=False, longest=BANK_LONGEST),
    Wanted("account_number", "银行账号", "bank_card", required=False, also=("银行卡号",)),
    *(
        Wanted(column.name, column.title, required=False, also=column.also, finds=column.finds, longest=column.longest)
        for column in VILLAGE
    ),
)
FIELDS = (
    Field("person_id", "死者", "person"),
    Field(
        "rows",
        "继承人名单",
        "file",
        help="每行：身份证号码、姓名、与死者关系、份数（均分的各填 1）；在本系统没有银行账户的填开户行和账号；"
        "县外居住的不填乡镇和村。第一行的人领取退回和补发的款项",
    ),
    Field(
        "basis",
        "分配依据",
        "choice",
        choices=tuple(heirs.BASES.items()),
        help="名单第一行的人领取退回和补发的款项；均分的份数各填 1；在本系统已有银行账户的可不填账号，县外居住的不填乡镇和村",
    ),
    scans_field("关系证明和分配依据扫描件", "户口簿、协议、公证书或判决书，各人身份证和银行卡；PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no death is recorded, something was owed to other heirs already, or a row cannot be."""
    person = people.person(payload["person_id"])
    if person.death_date is None:
        refuse("procedures.not_dead", f"{person.name}没有死亡登记", "请先办理死亡登记。", "person_id")
    owed = [title for scheme in schemes.titles() for title in runs.owed_at_death(payload["person_id"], scheme)]
    if owed:
        refuse(
            "procedures.owed_to_heirs",
            f"{person.name}的{'、'.join(owed)}已经按登记的继承人登记应付，不能再改继承人",
            "没有付出的，请先办理“撤销身后应付”，再重新登记继承人。",
            "person_id",
        )
    simulated(lambda: _register(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Heirs before and after, who receives what comes back, and whether an earlier rank is passed over."""
    before = heirs.heirs_of(payload["person_id"])
    rows = payload["rows"]
    parts = sum(row["parts"] for row in rows)
    counted = Counter(heirs.RELATIONS[row["relation"]] for row in rows)
    changes = [
        Change(
            "继承人",
            "、".join(f"{row.name} {row.parts} 份" for row in before) or "没有登记",
            f"{len(rows)} 人（{'、'.join(f'{title} {n}' for title, n in counted.items())}），共 {parts} 份",
        ),
        Change("分配依据", "", heirs.BASES[payload["basis"]]),
        Change("领取退回和补发款项的人", next((row.name for row in before if row.receives), ""), rows[0]["name"]),
    ]
    if not any(row["relation"] in heirs.FIRST_RANK for row in rows):
        changes.append(Change("请注意", "", "名单中没有配偶、子女、父母；请核实没有第一顺序继承人，或有遗嘱、判决"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """Of each heir: the share, and the account that will be paid or has to be verified first."""
    parts = sum(row["parts"] for row in payload["rows"])
    ids = people.find_many([row["citizen_number"] for row in payload["rows"]])
    present = people.bank_account_in_force(person for person in ids if person is not None)
    result = []
    for row, person in zip(payload["rows"], ids, strict=True):
        account = present.get(person) if person is not None else None
        other = account is not None and row.get("account_number", account.tail)[-4:] != account.tail
        flags = (
            *(("待核验后付款",) if row.get("account_number") or not (account and account.verified) else ()),
            *(("本人现用账户随之变更",) if other else ()),
        )
        result.append(
            RowNote(
                "不在登记册" if person is None else f"{account.bank} {account.masked}" if account else "没有银行账户",
                f"{row['parts']}/{parts}",
                flags=flags,
            )
        )
    return result


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the heirs."""
    return _register(payload, by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a death."""
    return ("person", payload["person_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}（{len(payload['rows'])} 人）"


def _register(payload: Payload, by: By) -> Entry:
    rows = [
        people_actions.NewHeir(
            row["citizen_number"],
            row["name"],
            row["relation"],
            row["parts"],
            row.get("village_id", 0),
            row.get("bank", ""),
            row.get("account_number", ""),
        )
        for row in payload["rows"]
    ]
    return people_actions.register_heirs(payload["person_id"], rows, payload["basis"], by=by)
