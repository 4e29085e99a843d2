"""`shebao staff`: the first accounts of a new installation, and a new password for whoever is locked out.

Posts are given here only until there are people who can give them the proper way (asked for by the system post, looked
at by inspection, decided by the rights post). Everything is journalled; passwords are printed once and kept nowhere.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from shebao.agency.journal.by import By
from shebao.base.finding import refuse
from shebao.commands import print_json, start_django

if TYPE_CHECKING:
    from shebao.agency.staff.posts import Post

TITLE = "建立最初的几个账号；给忘记密码的人一个新密码"


class Made(NamedTuple):
    """An account as it is told once: login name, password, titles of the posts."""

    username: str
    password: str
    posts: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("username", nargs="?", metavar="登录名", help="不写则列出现有账号")
    parser.add_argument("--name", metavar="姓名", help="新账号的姓名")
    parser.add_argument("--person", metavar="工号", help="本人标识，同一人的所有账号填同一个；默认同登录名")
    parser.add_argument("--post", metavar="岗位", action="append", default=[], help="岗位代号或名称，可以写多次")
    parser.add_argument("--station", metavar="窗口", default="", help="窗口或科室")
    parser.add_argument("--reset", action="store_true", help="给已有账号一个新密码")
    parser.add_argument("--database", metavar="地址", help="数据库地址，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """List, create or reset."""
    start_django(args.database, migrate=True)
    from django.utils import timezone

    today = timezone.localdate()
    if not args.username:
        return _list(args.json)
    made = _reset(args, today) if args.reset else _create(args, today)
    if args.json:
        print_json(made._asdict())
    else:
        print(
            f"登录名：{made.username}\n一次性密码：{made.password}\n岗位：{'、'.join(made.posts) or '（还没有）'}\n"
            "密码只显示这一次；第一次登录时本人要换成自己的密码。"
        )
    return 0


def _list(as_json: bool) -> int:
    from shebao.agency.staff.queries import members

    rows = members()
    if as_json:
        print_json(
            [
                {"username": m.username, "name": m.name, "station": m.station, "active": m.is_active, "posts": list(m.post_titles)}
                for m in rows
            ]
        )
        return 0
    if not rows:
        print(
            "还没有账号。先建立系统管理、稽核内控、权限管理三个岗位的人，例如：\n"
            "  shebao staff xitong --name 张三 --post ops\n  shebao staff jihe --name 李四 --post inspector\n  shebao staff quanxian --name 王五 --post rights_admin"
        )
    for row in rows:
        print(f"{row.username}　{row.name}　{'、'.join(row.post_titles) or '无岗位'}{'' if row.is_active else '　已停用'}")
    return 0


def _create(args: argparse.Namespace, today: date) -> Made:
    from django.db import transaction

    from shebao.agency.staff import actions, passwords, queries

    if not args.name:
        refuse("staff.name", "没有写姓名", "请加上 --name 姓名；给已有账号换密码用 --reset。", "--name")
    if args.post and queries.can_govern_itself():
        refuse(
            "staff.governed",
            "已经有系统管理、稽核内控、权限管理三个岗位的人，岗位要由他们在系统里任命",
            "请去掉 --post，先建账号，再在“办理业务”里办“岗位任命”。",
            "--post",
        )
    posts = [_post(text) for text in args.post]
    password = passwords.one_time()
    with transaction.atomic():
        member = actions.create_member(
            args.username, args.name, args.person or args.username, password, by=By(None, today), station=args.station
        )
        for post in posts:
            actions.appoint(member.id, post.key, since=today, actor_id=None)
    return Made(member.username, password, [post.title for post in posts])


def _reset(args: argparse.Namespace, today: date) -> Made:
    from shebao.agency.staff import actions, passwords, queries

    password = passwords.one_time()
    member_id = queries.member_id(args.username)
    actions.set_password(member_id, password, by=By(None, today))
    return Made(args.username, password, [queries.title_of(post) for post in sorted(queries.posts_of(member_id))])


def _post(text: str) -> Post:
    from shebao.agency.staff.posts import rulebook

    entry = next((post for post in rulebook().posts.values() if text in (post.key, post.title)), None)
    if entry is None:
        refuse(
            "staff.post",
            f"没有“{text}”这个岗位",
            "可用的岗位：" + "、".join(f"{post.key}（{post.title}）" for post in rulebook().posts.values()) + "。",
            "--post",
        )
    return entry
