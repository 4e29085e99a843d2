"""Questions about members of staff: their posts, what they may do, and whether two accounts are one person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.base.finding import refuse

from .authority_queries import (
    HeldPost,
    MeetingRow,
    SwapRow,
    all_limits,
    check_authority,
    hand_overs,
    held_posts,
    limit,
    limits,
    meetings,
    posts_with_swaps,
    recusals,
    recused,
    session_agreed,
    swap,
    swaps,
)
from .limits import LIMITS
from .models import Holding, Member
from .posts import Post, all_rights, rights_of, rulebook, title_of

__all__ = [
    "DECIDING",
    "GOVERNING",
    "LIMITS",
    "MACHINE",
    "HeldPost",
    "MeetingRow",
    "MemberRow",
    "SwapRow",
    "all_limits",
    "can_govern_itself",
    "check_authority",
    "check_holdings",
    "decides_again_on",
    "hand_overs",
    "held_posts",
    "limit",
    "limits",
    "may",
    "meetings",
    "member_id",
    "members",
    "names",
    "namesakes",
    "opened_by",
    "person_keys",
    "posts_by_person",
    "posts_of",
    "posts_without_holder",
    "recusals",
    "recused",
    "require",
    "require_session",
    "rights",
    "same_person",
    "session_agreed",
    "swap",
    "swaps",
    "without_password",
]


class MemberRow(NamedTuple):
    """A member as lists show it."""

    id: int
    username: str
    name: str
    station: str
    is_active: bool
    posts: tuple[str, ...]
    post_titles: tuple[str, ...]


def posts_of(member: Member | int, day: date | None = None) -> frozenset[str]:
    """Posts a member acts in now, swaps included; or held on a past day (`until` is the first day without the post)."""
    held = Holding.objects.filter(member_id=_id(member))
    if day is None:
        held = held.filter(until=None, member__is_active=True)
    else:
        held = held.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    posts = frozenset(held.values_list("post", flat=True))
    return posts_with_swaps(_id(member), posts, day or installation.business_day()) if posts else posts


def may(member: Member | int, right: str) -> bool:
    """Whether a member has a right ("area.verb") at this moment; rights taken away during a session are gone at once."""
    assert right in all_rights(), f"no post has the right {right!r}"
    return right in rights(member)


def require(member: Member | int, right: str) -> None:
    """Refuse unless the member has the right now. Inside a deciding transaction the answer cannot change until it ends."""
    if not may(member, right):
        if (again := decides_again_on(member)) and right in rights_of(posts_of(member)):
            refuse(
                "staff.reset_recently",
                f"您的密码由别人重置过，到 {again.isoformat()} 之前不能复核、审批",
                "请由同岗位的另一人办理；这是为了防止有人重置密码后冒名签字。",
            )
        holders = "、".join(post.title for post in rulebook().posts.values() if right in post.rights)
        refuse("staff.right", f"您的岗位没有这项权限（{right}）", f"请由以下岗位办理：{holders}。")


def rights(member: Member | int) -> frozenset[str]:
    """Everything a member may do now; what decides on others' work is missing while a password that somebody else set is young."""
    every = rights_of(posts_of(member))
    if not decides_again_on(member):
        return every
    return frozenset(right for right in every if right.rpartition(".")[2] not in DECIDING)


DECIDING = ("review", "approve")
"""The verbs of rights that decide on what another person made."""


def decides_again_on(member: Member | int) -> date | None:
    """The day from which a member decides again; None where nothing keeps them from it today."""
    day = Member.objects.filter(id=_id(member)).values_list("decides_from", flat=True).first()
    return day if day is not None and day > installation.business_day() else None


def same_person(first: Member | int, second: Member | int) -> bool:
    """Whether two accounts belong to one natural person."""
    keys = person_keys([_id(first), _id(second)])
    return len(set(keys.values())) == 1


def person_keys(member_ids: Iterable[int]) -> dict[int, str]:
    """The natural person behind each account."""
    return dict(Member.objects.filter(id__in=list(member_ids)).values_list("id", "person_key"))


def own_marks() -> dict[int, str]:
    """The mark of the natural person behind every account, used now or before."""
    return dict(Member.objects.values_list("id", "person_key"))


def members() -> list[MemberRow]:
    """All members with the posts they hold now, by login name."""
    held: dict[int, list[str]] = {}
    for member_id, post in Holding.objects.filter(until=None).order_by("id").values_list("member_id", "post"):
        held.setdefault(member_id, []).append(post)
    return [
        MemberRow(m.id, m.username, m.name, m.station, m.is_active, tuple(held.get(m.id, ())), tuple(map(title_of, held.get(m.id, ()))))
        for m in Member.objects.order_by("username")
    ]


MACHINE = "client:"
"""How the mark of an account begins that a system outside acts under: it has no password and gets none."""

GOVERNING = ("ops", "inspector", "rights_admin")
"""The posts that together can give anybody a post: asked for, looked at, decided. Without them an installation is still being set up."""


def can_govern_itself() -> bool:
    """Whether the installation has people in all the posts that appoint; from then on posts are given by matters alone."""
    held = set(Holding.objects.filter(until=None, member__is_active=True).values_list("post", flat=True))
    return held >= set(GOVERNING)


def posts_without_holder() -> list[str]:
    """Titles of the posts a county agency must have that nobody holds, in the order of the rulebook."""
    held = set(Holding.objects.filter(until=None, member__is_active=True).values_list("post", flat=True))
    return [title_of(post) for post in rulebook().minimum if post not in held]


def opened_by(password: str, *, keys: str) -> list[str]:
    """Login names of the accounts in use that a password opens, among people whose key begins with `keys`; none before the tables exist."""
    if Member._meta.db_table not in connection.introspection.table_names():
        return []
    members = Member.objects.filter(person_key__startswith=keys, is_active=True).order_by("username")
    return [member.username for member in members if member.check_password(password)]


def member_id(username: str) -> int:
    """The id of a login name; raises `Refused` where there is none."""
    row = Member.objects.filter(username=username).values_list("id", flat=True).first()
    if row is None:
        refuse("staff.unknown", f"没有登录名为“{username}”的工作人员", "请核对登录名。")
    return int(row)


def names(member_ids: Iterable[int | None]) -> dict[int, str]:
    """Names to print beside what members did."""
    return dict(Member.objects.filter(id__in=[i for i in member_ids if i is not None]).values_list("id", "name"))


def namesakes(member_id: int) -> list[str]:
    """Login names of accounts in use that bear the same name under another mark of the person, remarks in brackets left out."""
    rows = list(Member.objects.filter(is_active=True).values_list("id", "username", "name", "person_key"))
    me = next(row for row in rows if row[0] == member_id)
    return sorted(username for _, username, name, key in rows if _plain(name) == _plain(me[2]) and key != me[3])


def _plain(name: str) -> str:
    return re.split("[（(]", name)[0].strip()


def matrix() -> list[Post]:
    """Every post with its rights, for the page that shows who may do what."""
    return list(rulebook().posts.values())


def plan() -> dict[str, set[str]]:
    """The present staffing plan: natural person (by the name of an account) → posts, for `posts.examine_plan`."""
    result: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for key, name, post in Holding.objects.filter(until=None).order_by("id").values_list("member__person_key", "member__name", "post"):
        result.setdefault(labels.setdefault(key, name), set()).add(post)
    return result


def posts_by_person() -> dict[str, set[str]]:
    """Natural person (by the key of their accounts) → posts held now, whichever account holds them."""
    result: dict[str, set[str]] = {}
    for key, post in Holding.objects.filter(until=None).values_list("member__person_key", "post"):
        result.setdefault(key, set()).add(post)
    return result


def without_password() -> list[str]:
    """Login names of the accounts in use that never had a password: made by a staffing plan, not handed over yet."""
    members = Member.objects.filter(is_active=True).exclude(person_key__startswith=MACHINE).order_by("username")
    return [member.username for member in members if not member.has_usable_password()]


def check_holdings() -> tuple[int, list[str]]:
    """(holdings, problems): every post held, since when and until when, is in the journal; nobody was appointed past it. For `verify`."""
    said: list[tuple[int, str, str, str | None]] = []
    for member_id, body in journal.bodies("staff.appoint"):
        given = json.loads(body)
        said.append((member_id, given["post"], given["since"], None))
    for member_id, body in journal.bodies("staff.relieve"):
        taken = json.loads(body)
        place = next((i for i, one in enumerate(said) if (one[0], one[1], one[3]) == (member_id, taken["post"], None)), None)
        if place is not None:
            said[place] = (*said[place][:3], taken["until"])
    kept = [
        (member_id, post, since.isoformat(), until.isoformat() if until else None)
        for member_id, post, since, until in Holding.objects.values_list("member_id", "post", "since", "until")
    ]
    wrong = sorted(set(kept) ^ set(said), key=str)
    return len(kept), [
        f"工作人员 {member_id}：岗位“{title_of(post)}”（{since} 至 {until or '今'}）与日志不符。" for member_id, post, since, until in wrong
    ]


def require_session(kind: str, subject_id: int, digest: str, beyond: list[tuple[str, int]], day: date) -> None:
    """Refuse where what is signed goes beyond a limit of the day and no session agreed to this very content. kind: matter | run;
    beyond: (key of a limit, what it comes to)."""
    over = [(key, value, most) for key, value in beyond if (most := limit(key, day)) is not None and value > most]
    if over and not session_agreed(kind, subject_id, digest):
        key, value, most = over[0]
        what = f"{LIMITS[key].title}是 {LIMITS[key].said(value)}，超过授权额度 {LIMITS[key].said(most)}，没有同意它的集体会审纪要"
        refuse("staff.session", what, "请先办理“授权额度和集体会审”，登记会审纪要，再审批。", source="社会保险经办条例 第37条")


def _id(member: Member | int) -> int:
    return member if isinstance(member, int) else int(member.pk)
