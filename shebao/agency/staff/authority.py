"""Standing in, handing over, keeping out, setting how far a signature reaches, and entering what a session decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse

from .authority_queries import recused, swap, swaps_in_force
from .limits import LIMITS, MEMBERS_LEAST, SWAP_DAYS
from .models import Attendance, HandOver, Limit, Meeting, MeetingSubject, Recusal, Swap, SwapEnded
from .posts import rulebook, title_of
from .queries import names, person_keys, posts_of, same_person

LAW_37 = "社会保险经办条例 第37条"


class NewSwap(NamedTuple):
    """Who is away, from which post, who acts there, from day to day (both included), and why."""

    absent_id: int
    deputy_id: int
    post: str
    since: date
    until: date
    reason: str


def check_swap(new: NewSwap) -> None:
    """Refuse what cannot be: too long, of one person, into a line that must be kept apart from the deputy's own, or a second at once."""
    if not timedelta(0) <= new.until - new.since < timedelta(days=SWAP_DAYS):
        refuse("staff.swap_days", f"代理应在 1 至 {SWAP_DAYS} 天之间", "更长的请办理岗位任命或轮岗。", "until")
    if same_person(new.absent_id, new.deputy_id):
        refuse("staff.swap_own", "代理人就是本人", "请选择另一个人；同一人的两个账号也算一人。", "deputy", source=LAW_37)
    called = names([new.absent_id, new.deputy_id])
    if new.post not in posts_of(new.absent_id):
        refuse("staff.swap_post", f"{called[new.absent_id]}现在没有担任“{title_of(new.post)}”", "请核对岗位。", "post")
    own = posts_of(new.deputy_id)
    if not own:
        refuse("staff.swap_deputy", f"{called[new.deputy_id]}现在没有岗位", "代理是换岗，不是加岗；没有岗位的请办理岗位任命。", "deputy")
    book = rulebook()
    for mine in sorted(own):
        one, other = book.posts[mine], book.posts[new.post]
        broken = next((c for c in book.conflicts if c.by_family and c.forbids(one, other)), None)
        if broken:
            what = f"{called[new.deputy_id]}担任“{one.title}”，不能代理“{other.title}”：{broken.title}"
            refuse("staff.swap_apart", what, "请由同一条线的人代理，或请上级派人。", "deputy", source=broken.source)
    for row in swaps_in_force(new.since).filter(until__gte=new.since):
        if {row.absent_id, row.deputy_id} & {new.absent_id, new.deputy_id}:
            refuse("staff.swap_twice", "两人中已有人在代理或被代理", "请先提前结束原来的代理。", "deputy")


def deputise(new: NewSwap, *, by: By) -> Entry:
    """Enter a swap; the rights follow its days by themselves."""
    with transaction.atomic():
        take_turn()
        check_swap(new)
        row = (next_id(Swap), *new)
        return post(Swap, Swap.SEALED, [row], "staff.deputise", by=by, subject=("member", new.deputy_id))


def end_swap(swap_id: int, reason: str, *, by: By) -> Entry:
    """End a swap before its last day; the rights go back today."""
    with transaction.atomic():
        take_turn()
        row = swap(swap_id)
        if row is None or row.until < by.day:
            refuse("staff.swap", f"没有第 {swap_id} 次代理，或已经结束", "请在“岗位和授权”页面上看编号。", "swap_id")
        return post(SwapEnded, SwapEnded.SEALED, [(swap_id, by.day, reason)], "staff.end_swap", by=by, subject=("member", row.deputy_id))


class NewHandOver(NamedTuple):
    """Who left which post, for which other ("" where they left), when, and what was handed over."""

    member_id: int
    what: str
    post: str
    to_post: str
    on: date
    text: str


def hand_over(new: NewHandOver, *, by: By) -> Entry:
    """Enter what was handed over when a post was left; the posts themselves are taken and given by `relieve` and `appoint`."""
    with transaction.atomic():
        take_turn()
        row = (next_id(HandOver), *new)
        return post(HandOver, HandOver.SEALED, [row], "staff.hand_over", by=by, subject=("member", new.member_id))


def recuse(member_id: int, matter_id: int, reason: str, *, by: By) -> Entry:
    """Keep somebody out of a matter; refused where they are out already."""
    with transaction.atomic():
        take_turn()
        if member_id in recused(matter_id):
            refuse("staff.recused", "已经登记过回避", "不需要再登记。", "matter_id")
        row = (next_id(Recusal), member_id, matter_id, reason)
        return post(Recusal, Recusal.SEALED, [row], "staff.recuse", by=by, subject=("matter", matter_id))


def set_limit(key: str, value: int, from_day: date, document: str, *, by: By) -> Entry:
    """Enter how far a signature reaches from a day on; refused for a day that is past and a value below one."""
    with transaction.atomic():
        take_turn()
        if key not in LIMITS:
            refuse("staff.limit", f"没有“{key}”这个授权项目", "请从列表中选择。", "key")
        if from_day < by.day:
            refuse("staff.limit_day", f"开始日 {from_day.isoformat()} 已经过去", "授权不能倒签，请填今天或以后。", "from_day")
        if value < 1:
            refuse("staff.limit_value", "数值应大于零", "请核对。", "value")
        row = (next_id(Limit), key, from_day, value, document)
        body = {"key": key, "value": value, "from_day": from_day.isoformat()}
        return post(Limit, Limit.SEALED, [row], "staff.set_limit", by=by, body=body)


class NewMeeting(NamedTuple):
    """A session: its day, who voted (members), whether they agreed, what they decided, the minutes, and on what: (kind, id, digest,
    members who worked on it)."""

    on: date
    member_ids: tuple[int, ...]
    agreed: bool
    decision: str
    document: str
    subjects: tuple[tuple[str, int, str, tuple[int, ...]], ...]


def check_meeting(new: NewMeeting, day: date) -> None:
    """Refuse a session to come, one of too few, without an inspector, or in which somebody voted on their own work."""
    if new.on > day:
        refuse("staff.meeting_day", "会审日期晚于今天", "请按实际开会的日期填写。", "from_day")
    if not new.subjects:
        refuse("staff.meeting_subject", "没有填写会审的办件或批次", "请上传名单。", "rows")
    keys = person_keys(new.member_ids)
    if len(set(keys.values())) < MEMBERS_LEAST:
        refuse("staff.meeting_few", f"参会表决的不足 {MEMBERS_LEAST} 人", "同一人的两个账号只算一人。", "attendees", source=LAW_37)
    if not any("inspector" in posts_of(member) for member in new.member_ids):
        refuse("staff.meeting_inspector", "没有稽核内控岗的人参会", "集体会审须有稽核内控人员在场。", "attendees")
    for kind, subject, _, workers in new.subjects:
        own = set(person_keys(workers).values()) & set(keys.values())
        if own:
            called = "、".join(names(member for member, key in keys.items() if key in own).values())
            what = f"{called}经办过{'批次' if kind == 'run' else '办件'} {subject}，不能参加表决"
            refuse("staff.meeting_own", what, "经办人说明情况后离席，请换人表决。", "attendees", source=LAW_37)


def hold_meeting(new: NewMeeting, *, by: By) -> int:
    """Enter a session; its id."""
    with transaction.atomic():
        take_turn()
        check_meeting(new, by.day)
        key = next_id(Meeting)
        post(
            Meeting,
            Meeting.SEALED,
            [(key, new.on, new.agreed, new.decision, new.document)],
            "staff.hold_meeting",
            by=by,
            body={"subjects": [[kind, subject] for kind, subject, _, _ in new.subjects], "members": sorted(new.member_ids)},
            subject=("meeting", key),
        )
        first = next_id(Attendance)
        present: Sequence[tuple[int, int, int]] = [(first + at, key, member) for at, member in enumerate(sorted(set(new.member_ids)))]
        post(Attendance, Attendance.SEALED, present, "staff.attend_meeting", by=by, subject=("meeting", key))
        first = next_id(MeetingSubject)
        rows = [(first + at, key, kind, subject, digest) for at, (kind, subject, digest, _) in enumerate(new.subjects)]
        post(MeetingSubject, MeetingSubject.SEALED, rows, "staff.decide_in_meeting", by=by, subject=("meeting", key))
    return key
