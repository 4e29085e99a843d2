"""`shebao tick`: does what is due and nothing twice; made for cron, and called by `shebao run` from time to time.

What is due is asked of each counter: a counter that has something on a timer holds a file `timer.py` with
`do_due(today) -> list[str]`, safe to run any number of times, which returns one Chinese sentence for each thing done.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from shebao.commands import print_json, start_django

TITLE = "办理到期的事项（供定时任务调用，重复运行无害）"
KEEP_FINISHED_TASKS_DAYS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--database", metavar="地址", help="数据库地址，默认是本机配置的那一个")
    parser.add_argument("--today", metavar="日期", type=datetime.date.fromisoformat, help="当作哪一天（YYYY-MM-DD），默认今天")
    parser.add_argument("--no-queue", action="store_true", help="只办到期事项，不处理后台任务队列")
    parser.add_argument("--quiet", action="store_true", help="没有办什么就什么也不显示")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def timers() -> Iterator[ModuleType]:
    """The `timer.py` of every counter that has one."""
    from shebao import agency

    for counter in pkgutil.iter_modules(agency.__path__):
        package = importlib.import_module(f"shebao.agency.{counter.name}")
        if any(module.name == "timer" for module in pkgutil.iter_modules(getattr(package, "__path__", []))):
            yield importlib.import_module(f"shebao.agency.{counter.name}.timer")


def run(args: argparse.Namespace) -> int:
    """Do what is due, then empty the queue of background tasks."""
    start_django(args.database, migrate=True)
    from django.core.management import call_command
    from django.utils import timezone

    from shebao.agency.jobs import work

    today = args.today or timezone.localdate()
    done = [sentence for module in timers() for sentence in module.do_due(today)]
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=KEEP_FINISHED_TASKS_DAYS, queue_name="*", verbosity=0)
    if again := work.requeue_orphans():
        done.append(f"有 {again} 项后台任务的处理进程中断了，已重新排队。")
    if not args.no_queue:
        work.do_waiting()
    if args.json:
        print_json({"today": today.isoformat(), "done": done})
    elif done or not args.quiet:
        print("\n".join(done) or "没有到期的事项。")
    return 0
