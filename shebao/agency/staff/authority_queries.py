"""Questions to authority: who stands in today, who keeps out, which limit holds on a day, and whether a session agreed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from .limits import LIMITS, MEMBERS_LEAST
from .models import Attendance, HandOver, Holding, Limit, Meeting, MeetingSubject, Recusal, Swap, SwapEnded

Checked = tuple[int, list[str]]


def swaps_in_force(day: date) -> QuerySet[Swap]:
    """Swaps that hold on a day."""
    ended = SwapEnded.objects.filter(on__lte=day).values("id")
    return Swap.objects.filter(since__lte=day, until__gte=day).exclude(id__in=ended).order_by("id")


def posts_with_swaps(member_id: int, posts: frozenset[str], day: date) -> frozenset[str]:
    """The posts somebody acts in on a day: the deputy in the other's alone, the one who is away not in that one."""
    for swap in swaps_in_force(day).filter(Q(absent_id=member_id) | Q(deputy_id=member_id)):
        posts = frozenset([swap.post]) if swap.deputy_id == member_id else posts - {swap.post}
    return posts


class HeldPost(NamedTuple):
    """A post somebody holds now, and since when."""

    member_id: int
    name: str
    person_key: str
    post: str
    since: date


def held_posts() -> list[HeldPost]:
    """Every post held now by accounts in use, those held longest first."""
    rows = Holding.objects.filter(until=None, member__is_active=True).order_by("since", "id")
    return [HeldPost(*row) for row in rows.values_list("member_id", "member__name", "member__person_key", "post", "since")]


class SwapRow(NamedTuple):
    """A swap as lists show it; until: its last day as things are now."""

    id: int
    absent: str
    deputy: str
    post: str
    since: date
    until: date
    reason: str
    ended_on: date | None


def swaps() -> list[SwapRow]:
    """Every swap, the newest first."""
    ended = dict(SwapEnded.objects.values_list("id", "on"))
    rows = Swap.objects.order_by("-id").values_list("id", "absent__name", "deputy__name", "post", "since", "until", "reason")
    return [SwapRow(*row, ended.get(row[0])) for row in rows]


def swap(swap_id: int) -> Swap | None:
    """One swap that did not end early."""
    return Swap.objects.filter(id=swap_id).exclude(id__in=SwapEnded.objects.values("id")).first()


def hand_overs() -> list[HandOver]:
    """Posts left to others, the newest first."""
    return list(HandOver.objects.select_related("member").order_by("-id"))


def recused(matter_id: int) -> set[int]:
    """Members who keep out of a matter."""
    return set(Recusal.objects.filter(matter_id=matter_id).values_list("member_id", flat=True))


def recusals() -> list[Recusal]:
    """Everybody who keeps out of a matter, the newest first."""
    return list(Recusal.objects.select_related("member").order_by("-id"))


def limit(key: str, day: date) -> int | None:
    """The value of a limit on a day; None where the agency set none."""
    row = Limit.objects.filter(key=key, from_day__lte=day).order_by("-from_day", "-id").first()
    return row.value if row else None


def limits(day: date) -> dict[str, Limit]:
    """Key → the limit that holds on a day, of those the agency set."""
    return {row.key: row for row in Limit.objects.filter(from_day__lte=day).order_by("from_day", "id")}


def all_limits() -> list[Limit]:
    """Every limit ever entered, the newest first."""
    return list(Limit.objects.order_by("-id"))


def session_agreed(kind: str, subject_id: int, digest: str) -> bool:
    """Whether the last session on a matter or a run, with the content it has now, agreed."""
    row = MeetingSubject.objects.filter(kind=kind, subject_id=subject_id, digest=digest).order_by("-id").first()
    return row is not None and row.meeting.agreed


class MeetingRow(NamedTuple):
    """A session as lists show it."""

    id: int
    on: date
    agreed: bool
    decision: str
    document: str
    members: tuple[str, ...]
    subjects: tuple[tuple[str, int], ...]


def meetings() -> list[MeetingRow]:
    """Every session with who voted and on what, the newest first."""
    members: dict[int, list[str]] = {}
    for key, name in Attendance.objects.order_by("id").values_list("meeting_id", "member__name"):
        members.setdefault(key, []).append(name)
    subjects: dict[int, list[tuple[str, int]]] = {}
    for key, kind, subject in MeetingSubject.objects.order_by("id").values_list("meeting_id", "kind", "subject_id"):
        subjects.setdefault(key, []).append((kind, subject))
    rows = Meeting.objects.order_by("-id").values_list("id", "on", "agreed", "decision", "document")
    return [MeetingRow(*row, tuple(members.get(row[0], ())), tuple(subjects.get(row[0], ()))) for row in rows]


def check_authority() -> Checked:
    """Every limit is of a known kind, and every session had its members and something to decide. For `verify`."""
    problems = [f"授权额度第{key}条：没有这个项目。" for key, name in Limit.objects.values_list("id", "key") if name not in LIMITS]
    rows = meetings()
    for row in rows:
        if len(row.members) < MEMBERS_LEAST:
            problems.append(f"集体会审第{row.id}次：表决{len(row.members)}人，少于{MEMBERS_LEAST}人。")
        if not row.subjects:
            problems.append(f"集体会审第{row.id}次：没有会审对象。")
    return Limit.objects.count() + len(rows), problems
