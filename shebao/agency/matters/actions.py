"""The steps of a matter: submitted, reviewed, approved and applied at once; sent back, withdrawn, submitted again.

Every step takes the writers' turn first and judges everything inside that transaction: the member's right, that nobody
decides on their own work (by natural person, not by account), the state, and that the content is what was signed.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.journal.queries import history
from shebao.agency.staff.posts import all_rights
from shebao.agency.staff.queries import person_keys, recused, require_session
from shebao.agency.staff.queries import rights as rights_held
from shebao.agency.store import vault
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import canonical, digest_of
from shebao.base.finding import Refused, refuse
from shebao.base.plain_text import plain_text
from shebao.base.workdays import add_workdays

from .attachments import check_named
from .kind import Change, Field, Kind, Payload
from .models import Matter, Numbering, Step
from .transitions import OPEN, RIGHTS, STATES, VERBS, after

COMMENT_LONGEST = 300
_SEALED_PLACE = "matters_matter.sealed"


def submit(kind: Kind, payload: Payload, *, by: By, comment: str = "") -> int:
    """Accept a request; the matter's id. Refused where it could not be applied now, or another one for the same object is open."""
    # Asked before the check, which says things about people, and again where it decides.
    _require(kind, "submit", by.member_id)
    content = kind.check(payload, by.day)
    with transaction.atomic():
        journal.take_turn()
        _require(kind, "submit", by.member_id)
        subject = kind.subject(content)
        _refuse_second(kind, subject)
        shown = kind.preview(content)
        matter = Matter(
            number=_next_number(by.day.year),
            kind=kind.key,
            state="accepted",
            maker_id=by.member_id,
            accepted_on=by.day,
            due_on=_due(kind, by.day),
            subject_kind=subject[0] if subject else "",
            subject_id=subject[1] if subject else None,
        )
        _fill(matter, kind, content, shown)
        matter.save()
        _seal(matter, kind, content)
        _step(matter, kind, "submit", by, comment)
    return int(matter.id)


def review(kind: Kind, matter_id: int, *, by: By, digest: str | None = None, comment: str = "") -> None:
    """The second person of a high-risk matter finds it right. `digest`: the content the reviewer saw, where a page gives it."""
    with transaction.atomic():
        matter, target = _begin(kind, matter_id, "review", by.member_id)
        _check_content(matter, digest)
        _move(matter, target)
        _step(matter, kind, "review", by, comment)


def approve(kind: Kind, matter_id: int, *, by: By, digest: str | None = None, comment: str = "", previewed_at: int = 0) -> Any:
    """Approve and apply in one transaction; what the kind's `apply` returns.

    Void where the content changed since it was reviewed, or where its preview would no longer be the same: then the
    facts have moved on and the matter must be sent back. previewed_at: number of the journal's last entry when the preview
    was made; where the journal still ends there nothing can have moved, and it is not made again.
    """
    with transaction.atomic():
        matter, target = _begin(kind, matter_id, "approve", by.member_id)
        content = _check_content(matter, digest)
        _check_signed(kind, matter)
        moved = journal.take_turn().seq != previewed_at
        if moved and canonical([list(change) for change in kind.preview(content)]) != matter.preview:
            refuse("matters.facts", f"办件 {matter.number} 受理后情况有变，变更预览已与受理时不同", "请退回，由受理人核对后重新提交。")
        require_session("matter", matter.id, matter.content_digest, [("matter_people", matter.people)], by.day)
        crashpoint("matters.approve.before_apply")
        entry = _record(matter, "approve", by, comment)
        result = kind.apply(content, by=By(by.member_id, by.day, matter.id))
        applied = after(kind.risk, target, "apply")
        assert applied is not None
        Step.objects.create(
            matter=matter,
            verb="approve",
            member_id=by.member_id,
            day=by.day,
            comment=plain_text(comment, "意见", COMMENT_LONGEST),
            content_digest=matter.content_digest,
        )
        Matter.objects.filter(id=matter.id).update(state=applied, closed_on=by.day, applied_entry_id=entry.seq)
        crashpoint("matters.approve.before_commit")
    return result


def send_back(kind: Kind, matter_id: int, *, by: By, reason: str) -> None:
    """Return the matter to its maker with a reason."""
    _ask_reason(reason, "退回")
    with transaction.atomic():
        matter, target = _begin(kind, matter_id, "send_back", by.member_id)
        _move(matter, target)
        _step(matter, kind, "send_back", by, reason)


def withdraw(kind: Kind, matter_id: int, *, by: By, reason: str) -> None:
    """The maker takes the request back for good."""
    _ask_reason(reason, "撤回")
    with transaction.atomic():
        matter, target = _begin(kind, matter_id, "withdraw", by.member_id)
        _step(matter, kind, "withdraw", by, reason)
        Matter.objects.filter(id=matter.id).update(state=target, closed_on=by.day)


def resubmit(kind: Kind, matter_id: int, payload: Payload, *, by: By, comment: str = "") -> None:
    """The maker puts a returned matter right; it begins anew, and earlier reviews no longer count. The time limit runs on."""
    _require(kind, "resubmit", by.member_id)
    content = kind.check(payload, by.day)
    with transaction.atomic():
        matter, target = _begin(kind, matter_id, "resubmit", by.member_id)
        if (kind.subject(content) or ("", None)) != (matter.subject_kind, matter.subject_id):
            refuse("matters.subject", f"办件 {matter.number} 是为另一对象受理的", "请撤回本办件，另行受理。")
        comment = comment or _said_to_differ(kind, content_of(matter), content)
        _fill(matter, kind, content, kind.preview(content))
        matter.state = target
        matter.save(update_fields=["payload", "preview", "content_digest", "title", "people", "state"])
        _seal(matter, kind, content)
        _step(matter, kind, "resubmit", by, comment)


def differing(kind: Kind, matter_id: int, content: Payload) -> list[Field]:
    """The fields in which a request, as `check` gave it, asks for something else than the matter does; sealed ones too, without their values."""
    return _differing(kind, content_of(Matter.objects.get(id=matter_id)), content)


def _differing(kind: Kind, before: Payload, after: Payload) -> list[Field]:
    return [field for field in kind.fields if canonical(before.get(field.name)) != canonical(after.get(field.name))]


def _said_to_differ(kind: Kind, before: Payload, after: Payload) -> str:
    """For whoever reviews it again: which fields were put right, by their labels; never their values, which the journal would keep."""
    labels = [field.label for field in _differing(kind, before, after)]
    return f"改动：{'、'.join(labels)}"[:COMMENT_LONGEST] if labels else "内容与退回前相同"


def content_of(matter: Matter) -> Payload:
    """The whole request, sealed fields included; for deciding and applying, never for pages."""
    sealed: Payload = json.loads(vault.unseal(matter.sealed, _SEALED_PLACE, matter.id)) if matter.sealed else {}
    return {**json.loads(matter.payload), **sealed}


def content(matter_id: int) -> Payload:
    """The whole request of a matter by its id, as `content_of`."""
    return content_of(Matter.objects.get(id=matter_id))


def _begin(kind: Kind, matter_id: int, verb: str, actor_id: int) -> tuple[Matter, str]:
    """The matter, locked by the writers' turn, and the state the verb leads to; refuses what may not be done by this member."""
    journal.take_turn()
    matter = Matter.objects.filter(id=matter_id).first()
    if matter is None:
        refuse("matters.unknown", f"没有编号为 {matter_id} 的办件", "请从办件列表进入。")
    assert matter.kind == kind.key, f"matter {matter_id} is of kind {matter.kind}"
    target = after(kind.risk, matter.state, verb)
    if target is None:
        refuse("matters.state", f"办件 {matter.number} 现在是“{STATES[matter.state]}”，不能{VERBS[verb]}", "请刷新页面查看最新状态。")
    _require(kind, verb, actor_id)
    _keep_apart(matter, verb, actor_id)
    return matter, target


def _require(kind: Kind, verb: str, actor_id: int) -> None:
    # An area decided by two people need not have both posts that may decide.
    rights = {f"{kind.area}.{right}" for right in RIGHTS[(kind.risk, verb)]} & all_rights()
    assert rights, f"no post may {verb} in the area {kind.area}"
    if not rights & rights_held(actor_id):
        refuse("staff.right", f"您的岗位不能{VERBS[verb]}“{kind.title}”", "请由有此权限的岗位办理。", source="社会保险经办条例 第37条")


def _keep_apart(matter: Matter, verb: str, actor_id: int) -> None:
    """Nobody reviews or approves their own work, under whatever account; only the maker withdraws or submits again."""
    steps = list(matter.steps.values_list("member_id", "verb"))
    out = recused(matter.id)
    keys = person_keys([actor_id, matter.maker_id, *out, *(member_id for member_id, _ in steps)])
    me = keys[actor_id]
    if me in {keys[member_id] for member_id in out} and verb not in ("withdraw", "send_back"):
        refuse(
            "matters.recused", f"您已登记回避办件 {matter.number}", f"请由另一位工作人员{VERBS[verb]}。", source="社会保险经办条例 第37条"
        )
    makers = {keys[matter.maker_id], *(keys[member_id] for member_id, done in steps if done in ("submit", "resubmit"))}
    if verb in ("withdraw", "resubmit"):
        if me not in makers:
            refuse("matters.own", f"办件 {matter.number} 不是您受理的，不能{VERBS[verb]}", "请由受理人办理，或由复核人退回。")
        return
    if me in makers:
        refuse(
            "matters.own",
            f"办件 {matter.number} 由您本人受理，不能由您{VERBS[verb]}",
            "请由另一位工作人员办理。",
            source="社会保险经办条例 第37条",
        )
    if verb == "approve" and me in {keys[member_id] for member_id, done in steps if done == "review"}:
        refuse(
            "matters.own",
            f"办件 {matter.number} 由您本人复核，不能再由您批准",
            "请由审批岗位的另一位工作人员批准。",
            source="社会保险经办条例 第37条",
        )


def _check_content(matter: Matter, digest: str | None) -> Payload:
    """The request as stored; refuses where it is not what its digest says or not what the member saw."""
    content = content_of(matter)
    if _digest(matter, content, json.loads(matter.preview)) != matter.content_digest:
        refuse("matters.content", f"办件 {matter.number} 的内容与受理时的校验码不符，可能被改动", "请停止办理并报告稽核内控。")
    if digest is not None and digest != matter.content_digest:
        refuse("matters.content", f"办件 {matter.number} 的内容在您打开页面之后有变化", "请刷新页面，看过新内容再决定。")
    check_named(content)
    return content


def _check_signed(kind: Kind, matter: Matter) -> None:
    """Refuses what is not what was signed before: by the reviewer where three people decide, else what the journal says was accepted."""
    if kind.risk == "high":
        signed = matter.steps.filter(verb="review").order_by("-id").first()
        if signed is None or signed.content_digest != matter.content_digest:
            refuse("matters.content", f"办件 {matter.number} 的内容在复核之后改变，复核已失效", "请退回后由受理人重新提交。")
        return
    accepted = [entry for entry in history("matter", matter.id) if entry.verb in ("matters.submit", "matters.resubmit")]
    if not accepted or json.loads(accepted[0].body)["digest"] != matter.content_digest:
        refuse("matters.content", f"办件 {matter.number} 的内容不是受理时的内容，被人绕过系统改动", "请停止办理并报告稽核内控。")


def digest_as_kept(matter: Matter) -> str:
    """The digest of a matter's content as it is stored now; equal to `content_digest` unless somebody changed it."""
    return _digest(matter, content_of(matter), json.loads(matter.preview))


def face_of(matter: Matter) -> str:
    """The digest of what a list shows of a matter beside its content: the journal keeps it with each step."""
    due = matter.due_on.isoformat() if matter.due_on else ""
    return digest_of([matter.title, matter.people, matter.maker_id, matter.accepted_on.isoformat(), due])


def _digest(matter: Matter, content: Payload, shown: list[list[str]]) -> str:
    return digest_of({"kind": matter.kind, "subject": [matter.subject_kind, matter.subject_id], "content": content, "preview": shown})


def _fill(matter: Matter, kind: Kind, content: Payload, shown: list[Change]) -> None:
    check_named(content)
    plain, _ = kind.split(content)
    rows = [list(change) for change in shown]
    matter.payload, matter.preview = canonical(plain), canonical(rows)
    matter.content_digest = _digest(matter, content, rows)
    matter.title, matter.people = kind.heading(content)[:120], kind.people(content)


def _seal(matter: Matter, kind: Kind, content: Payload) -> None:
    """The sealed fields are bound to the matter's id, which is known only once it is saved."""
    _, secret = kind.split(content)
    matter.sealed = vault.seal(canonical(secret), _SEALED_PLACE, matter.id) if secret else None
    matter.save(update_fields=["sealed"])


def _refuse_second(kind: Kind, subject: tuple[str, int] | None) -> None:
    if subject is None:
        return
    number = (
        Matter.objects.filter(kind=kind.key, subject_kind=subject[0], subject_id=subject[1], state__in=OPEN)
        .values_list("number", flat=True)
        .first()
    )
    if number:
        refuse("matters.open", f"同一对象已有未办结的“{kind.title}”办件 {number}", "请先办结或撤回原办件。")


def _next_number(year: int) -> str:
    row, _ = Numbering.objects.get_or_create(year=year)
    Numbering.objects.filter(year=year).update(next_number=row.next_number + 1)
    return f"{year}-{row.next_number:06d}"


def _due(kind: Kind, day: date) -> date | None:
    """The last day of the legal limit; None where there is none or the next year's holidays are not announced yet."""
    if kind.working_days is None:
        return None
    try:
        return add_workdays(day, kind.working_days)
    except Refused:
        return None


def _ask_reason(reason: str, what: str) -> None:
    plain_text(reason, f"{what}原因", COMMENT_LONGEST)
    if not reason.strip():
        refuse("matters.reason", f"没有填写{what}原因", f"请用一句话写明为什么{what}。")


def _move(matter: Matter, target: str) -> None:
    Matter.objects.filter(id=matter.id).update(state=target)


def _step(matter: Matter, kind: Kind, verb: str, by: By, comment: str) -> None:
    Step.objects.create(
        matter=matter,
        verb=verb,
        member_id=by.member_id,
        day=by.day,
        comment=plain_text(comment, "意见", COMMENT_LONGEST),
        content_digest=matter.content_digest,
    )
    _record(matter, verb, by, comment)


def _record(matter: Matter, verb: str, by: By, comment: str) -> journal.Entry:
    return journal.record(
        f"matters.{verb}",
        by=By(by.member_id, by.day, matter.id),
        body={
            "number": matter.number,
            "kind": matter.kind,
            "digest": matter.content_digest,
            "comment": plain_text(comment, "意见", COMMENT_LONGEST),
            "face": face_of(matter),
        },
        subject=("matter", matter.id),
    )
