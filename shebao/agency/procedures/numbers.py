"""The full numbers of a matter before those who decide: the second person types the last eight digits again and the system compares;
whoever's turn it is may look at the whole number, with a purpose and an entry in the journal.

Four visible digits are four that were checked. The number itself never enters the journal.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import actions as engine
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Field, Kind
from shebao.base.finding import Finding, Refused, refuse
from shebao.base.plain_text import plain_text

from .catalogue import kind
from .worklist import work_row

COMPARED = 8
"""How many digits at the end of a number are typed again."""
_NUMBERS = ("citizen_number", "bank_card")
_PURPOSE_LONGEST = 60


def number_fields(one: Kind) -> list[Field]:
    """The fields of a form that hold a sealed number; none for a list."""
    return [field for field in one.fields if field.widget in _NUMBERS and field.name in one.sensitive]


def to_compare(one: Kind, matter_id: int, verbs: tuple[str, ...]) -> list[Field]:
    """The numbers a member types again before the step that is theirs; none where the step is the third person's."""
    second = "review" in verbs or ("approve" in verbs and one.risk == "low")
    if not second or not number_fields(one):
        return []
    content = engine.content(matter_id)
    return [field for field in number_fields(one) if content.get(field.name)]


def compare(matter_id: int, typed: Mapping[str, str], *, by: By) -> None:
    """Refuse, at each field, what is not the end of the number that was accepted; written into the journal where all are."""
    one, verbs = _turn(matter_id, by)
    fields = to_compare(one, matter_id, verbs)
    if not fields:
        return
    content = engine.content(matter_id)
    wrong = {
        field.name: f"输入的{field.label}后 {COMPARED} 位和受理时填写的不一致"
        for field in fields
        if _plain(typed.get(field.name, "")) != str(content[field.name])[-COMPARED:]
    }
    if wrong:
        raise Refused(
            Finding(
                "procedures.compare",
                "；".join(wrong.values()) + "。",
                advice="请对照证件或存折原件重新输入；确实不同的，请退回受理人。",
                where=next(iter(wrong)),
                values={"fields": wrong},
            )
        )
    with transaction.atomic():
        journal.record(
            "procedures.compare_numbers",
            by=By(by.member_id, by.day, matter_id),
            subject=("matter", matter_id),
            body={"fields": [field.name for field in fields]},
        )


def reveal(matter_id: int, purpose: str, *, by: By) -> list[tuple[str, str]]:
    """(label, full number) of a matter, for whoever has to decide it now; the entry is in the journal before a number is shown."""
    one, verbs = _turn(matter_id, by)
    if not {"review", "approve"} & set(verbs):
        refuse("procedures.reveal", "这件办件现在不由您决定，不能查看完整号码", "请由轮到的复核或审批岗位查看。")
    if len(plain_text(purpose, "用途", _PURPOSE_LONGEST)) < 4:
        refuse("procedures.reveal", "没有写明查看用途", "请用一句话写明，例如“对照身份证复印件”。", "purpose")
    with transaction.atomic():
        journal.record(
            "procedures.reveal_numbers",
            by=By(by.member_id, by.day, matter_id),
            subject=("matter", matter_id),
            body={"purpose": purpose.strip(), "fields": [field.name for field in number_fields(one)]},
        )
    content = engine.content(matter_id)
    return [(field.label, str(content[field.name])) for field in number_fields(one) if content.get(field.name)]


def _turn(matter_id: int, by: By) -> tuple[Kind, tuple[str, ...]]:
    """The kind of a matter and what a member may do with it now."""
    detail = matters.matter(matter_id)
    if detail is None:
        refuse("matters.unknown", f"没有编号为 {matter_id} 的办件", "请从办件列表进入。")
    return kind(detail.row.kind), work_row(detail.row, by.member_id, by.day).verbs


def _plain(text: str) -> str:
    return text.replace(" ", "").replace("-", "").upper()
