"""A staffing plan (人员配置方案): who has which posts, accounts included, examined and decided as one list.

An agency that begins gives its eight posts to as few as six people in one matter instead of one for each post.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.staff import actions as staff_actions
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import Post, broken_by, examine_plan, rulebook, title_of
from shebao.base.finding import refuse

KEY = "plan_staff"
TITLE = "人员配置方案"
LAW = "社会保险经办条例（国令第765号）第36条、第37条；人社厅发〔2021〕64号：申请、内控复核、审批后授权"
WORKING_DAYS = None
RISK = "high"
RESULT = "岗位任命通知"
REVERSAL = "任命有误的，在“工作人员”里免去岗位，再办理“岗位任命”。"
AREA = "staff"
ROWS = (
    Wanted("username", "登录名", longest=32),
    Wanted("name", "姓名", longest=32),
    Wanted("person_key", "本人标识", longest=64, also=("工号",)),
    Wanted("station", "窗口", required=False, longest=64),
    Wanted("posts", "岗位", longest=80),
)
FIELDS = (
    Field(
        "rows",
        "人员名单",
        "file",
        help="每行一人：登录名、姓名、本人标识（工号）、窗口、岗位；一人几个岗位用顿号隔开。还没有账号的一并建立。",
    ),
    Field("file_name", "文件名", required=False),
)
_BETWEEN = re.compile(r"[、，,；;/\s]+")


def check(payload: Payload, day: date) -> Payload:
    """Refused, with the reason for each row, where a post does not exist, a login name is another's, somebody stands on the list twice,
    or one person would hold posts that must be kept apart."""
    rows, problems = payload["rows"], []
    present = _accounts()
    times: dict[str, int] = defaultdict(int)
    for number, row in enumerate(rows, 1):
        times[row["username"]] += 1
        known = present.get(row["username"])
        if times[row["username"]] > 1:
            problems.append((number, f"登录名“{row['username']}”在名单里不止一次，请合成一行"))
        elif known and (known.name != row["name"] or not known.is_active):
            problems.append((number, f"登录名“{row['username']}”已是{known.name}的账号{'' if known.is_active else '，并且已停用'}"))
        problems += [(number, f"没有“{title}”这个岗位") for title in _titles(row) if _post(title) is None]
    if not problems:
        problems = _combined(rows)
    if problems:
        refuse_rows("procedures.staff", "配置", len(rows), problems)
    if not any(_new_posts(row, present) for row in rows):
        refuse("procedures.staff", "名单里的人都已在担任所列岗位", "不需要办理。", "rows")
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is made and given, and which posts nobody holds even then."""
    rows, present = payload["rows"], _accounts()
    fresh = [row for row in rows if row["username"] not in present]
    plan = staff.posts_by_person()
    for row in rows:
        plan.setdefault(row["person_key"], set()).update(_posts(row))
    vacant = [finding.message for finding in examine_plan(plan) if finding.rule == "staff.minimum"]
    return [
        Change("账号", "", f"新建 {len(fresh):,} 个，首次密码由系统管理岗发放"),
        Change("岗位任命", "", f"{sum(len(_new_posts(row, present)) for row in rows):,} 项，{len(rows):,} 人"),
        Change("不相容岗位", "", "没有冲突（按名单里的本人标识，同一人的几个账号合并判断）"),
        *(Change("还缺", "", message) for message in vacant),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """The posts of each person, before and after."""
    present = _accounts()
    held = {username: member.post_titles for username, member in present.items()}
    return [
        RowNote(
            "、".join(held.get(row["username"], ())) or ("无" if row["username"] in present else "没有账号"),
            "、".join(dict.fromkeys((*held.get(row["username"], ()), *(title_of(post) for post in _posts(row))))),
        )
        for row in payload["rows"]
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """Ids of the members, in the order of the rows."""
    ids, present = [], _accounts()
    for row in payload["rows"]:
        known = present.get(row["username"])
        member = known.id if known else _made(row, by)
        for post in _new_posts(row, present):
            staff_actions.appoint(member, post, since=by.day, actor_id=by.member_id, matter_id=by.matter)
        ids.append(member)
    return ids


def _made(row: Payload, by: By) -> int:
    """The id of a new account, which has no password yet."""
    return staff_actions.create_member(row["username"], row["name"], row["person_key"], None, by=by, station=row.get("station", "")).id


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人"


def _combined(rows: list[Payload]) -> list[tuple[int, str]]:
    """Posts that one natural person may not hold together, over all accounts on the list and in the register."""
    held = staff.posts_by_person()
    problems = []
    for number, row in enumerate(rows, 1):
        held.setdefault(row["person_key"], set()).update(_posts(row))
        problems += [(number, f"{row['name']}：{finding.message}") for finding in broken_by(held[row["person_key"]])]
    return problems


def _titles(row: Payload) -> list[str]:
    return [title for title in _BETWEEN.split(row["posts"].replace("（", "(").replace("）", ")")) if title]


def _post(title: str) -> Post | None:
    """A post by its title as people write it, with either kind of brackets."""
    return next((post for post in rulebook().posts.values() if post.title.replace("（", "(").replace("）", ")") == title), None)


def _posts(row: Payload) -> list[str]:
    return [post.key for title in _titles(row) if (post := _post(title))]


def _accounts() -> dict[str, staff.MemberRow]:
    """Every account there is, by login name."""
    return {member.username: member for member in staff.members()}


def _new_posts(row: Payload, present: Mapping[str, staff.MemberRow]) -> list[str]:
    """The posts of a row that its account does not hold yet."""
    known = present.get(row["username"])
    return [post for post in _posts(row) if known is None or post not in known.posts]
