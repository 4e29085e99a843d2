"""`shebao doctor`: says what is missing or unsafe on this machine, and how to mend it."""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from shebao.base.finding import Finding
from shebao.commands import _unsafe, print_json, start_django
from shebao.site.start import startup_findings

TITLE = "检查这台机器：缺什么、哪里不安全、怎么补"
GIGABYTE = 1024**3
LITTLE_ROOM, NO_ROOM = 5 * GIGABYTE, GIGABYTE
TESTED_PYTHON = ((3, 11), (3, 14))
VENDOR_FILES = ("tabler.min.css", "tabler.min.js", "htmx.min.js", "echarts.min.js", "icons.svg")
WORDS = {"error": "要处理", "warn": "请留意", "info": "说明", "question": "请确认"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--database", metavar="地址", help="要检查的数据库，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Run every check; 1 where something has to be mended."""
    # Looking at the keys comes before the settings are loaded, because loading makes the missing ones.
    findings = list(lost_keys(Path(os.environ.get("SHEBAO_HOME", "data")).resolve()))
    start_django(args.database)
    for check in CHECKS:
        findings.extend(check())
    wrong = any(finding.severity == "error" for finding in findings)
    if args.json:
        print_json([{"rule": f.rule, "severity": f.severity, "message": f.message, "where": f.where, "advice": f.advice} for f in findings])
        return int(wrong)
    for finding in sorted(findings, key=lambda f: list(WORDS).index(f.severity)):
        print(f"【{WORDS[finding.severity]}】{finding.message}")
        if finding.advice:
            print(f"    {finding.advice}")
    print("有要处理的问题，处理好再投入使用。" if wrong else "没有发现必须处理的问题。")
    return int(wrong)


def lost_keys(home: Path) -> Iterator[Finding]:
    """A database whose encryption key is gone: new keys would be made silently and nothing old could be read."""
    path = home / "shebao.sqlite3"
    if not path.exists() or (home / "keys" / "data.key").exists():
        return
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        inhabited = "people_person" in tables and connection.execute("SELECT 1 FROM people_person LIMIT 1").fetchone()
    if inhabited:
        yield Finding(
            "doctor.lost_keys",
            f"{home} 的数据库里有人员，加密密钥 keys/data.key 却不见了。",
            "error",
            "请先从备份恢复 keys 文件夹，再启动系统；没有它，证件号码和银行账号都打不开。",
            where=str(home),
        )


def python_version() -> Iterator[Finding]:
    """The interpreter is one the tests ran on."""
    low, high = TESTED_PYTHON
    if not low <= sys.version_info[:2] < high:
        yield Finding(
            "doctor.python",
            f"当前 Python 是 {sys.version.split()[0]}，系统只在 3.11、3.12、3.13 上测试过。",
            "warn",
            "请改用其中一个版本建立虚拟环境（make setup）。",
        )


def key_files() -> Iterator[Finding]:
    """Keys and database are for their owner's eyes only."""
    from django.conf import settings

    home = Path(settings.SHEBAO_HOME)
    guarded = [home, home / "keys", *sorted((home / "keys").glob("*.key")), *sorted(home.glob("shebao*.sqlite3*"))]
    for path in guarded:
        if os.name == "posix" and path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding("doctor.key_files", f"{path} 别人也能读。", "error", f"执行：chmod go-rwx {path}", where=str(path))
    if not os.access(home, os.W_OK):
        yield Finding("doctor.home", f"数据文件夹 {home} 不能写。", "error", "换一个能写的文件夹（环境变量 SHEBAO_HOME），或改正权限。")


def disk() -> Iterator[Finding]:
    """There is room for a year and its backups."""
    from django.conf import settings

    free = shutil.disk_usage(settings.SHEBAO_HOME).free
    if free < LITTLE_ROOM:
        yield Finding(
            "doctor.disk",
            f"数据文件夹所在磁盘只剩 {free / GIGABYTE:.1f} GB。",
            "error" if free < NO_ROOM else "warn",
            "一个 40 万人的县一年约需 5 GB，请清理或换盘。",
        )


def switches() -> Iterator[Finding]:
    """Settings that are fine on a desk and dangerous in an office."""
    from django.conf import settings

    if settings.DEBUG:
        yield Finding("doctor.debug", "调试模式开着，出错页面会泄露内部信息。", "error", "把 DEBUG 关掉。")
    if settings.INVENTED:
        yield Finding("doctor.demo", "这是演示县：人员虚构、密码公开。", "info", "正式使用请另设 SHEBAO_HOME，从空库开始。")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("doctor.hosts", "SHEBAO_HOSTS 写成了 *，任何域名都能冒充本系统。", "error", "写明本系统的域名或地址。")
    outside = [host for host in settings.ALLOWED_HOSTS if host not in ("127.0.0.1", "localhost", "testserver", "[::1]")]
    if outside and not settings.SESSION_COOKIE_SECURE:
        yield Finding(
            "doctor.https",
            f"系统对 {'、'.join(outside)} 开放，登录凭据却没有限定只走 HTTPS。",
            "warn",
            "在前面放一个带证书的反向代理（样例见 deploy/nginx/shebao.conf），并设环境变量 SHEBAO_PROXY=127.0.0.1。",
        )


def agency() -> Iterator[Finding]:
    """The agency is described and every post it must have is held; of an empty database only what comes first is said."""
    from django.db import connection

    from shebao.agency.installation import queries as installation
    from shebao.agency.staff import queries as staff

    if _no_database() or "staff_member" not in connection.introspection.table_names():
        return
    if not installation.is_described():
        yield Finding(
            "doctor.place",
            "没有设定本机构所在地和名称，待遇不能核定，也不能发放。",
            "error",
            "请系统管理岗登录后在“办理业务”里办“设定本机构”。",
        )
    if not staff.members():
        yield Finding("doctor.staff", "还没有任何账号，没有人能登录。", "error", "执行 shebao staff，按提示建立最初的三个账号。")
    elif vacant := staff.posts_without_holder():
        yield Finding("doctor.posts", f"还没有人担任：{'、'.join(vacant)}。", "warn", "请系统管理岗在“办理业务”里办“岗位任命”。")


def front_end() -> Iterator[Finding]:
    """The style, the scripts and the icons of the pages are there."""
    from django.contrib.staticfiles import finders

    missing = [name for name in VENDOR_FILES if not finders.find(f"vendor/{name}")]
    if missing:
        yield Finding("doctor.front_end", f"页面缺少前端文件：{'、'.join(missing)}。", "error", "执行：make setup")


def _no_database() -> bool:
    """Whether there is no file of the built-in database yet; looking must not make one."""
    from django.db import connection

    # A database in memory, as tests have it, has no file either.
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and "memory" not in name and not Path(name).exists()


def database() -> Iterator[Finding]:
    """The database answers, its tables are current, and its settings are those money asks for."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    if _no_database():
        yield Finding("doctor.database", "这里还没有数据库。", "info", "shebao run 会新建一个空的，shebao demo 会建一个演示县。")
        return
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        yield Finding(
            "doctor.database", f"数据库连不上：{str(problem).strip().splitlines()[0]}", "error", "检查 DATABASE_URL、网络和数据库服务。"
        )
        return
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding("doctor.migrations", f"数据库还有 {len(waiting)} 步升级没有做。", "warn", "shebao run 启动时会自动做；先备份。")
    else:
        yield from startup_findings()
        yield from _scans()
    yield from _sqlite() if connection.vendor == "sqlite" else _postgres()


def _scans() -> Iterator[Finding]:
    """Scans that no matter names: uploads that were given up, and drafts of a process that was killed."""
    from shebao.agency.matters import attachments

    if loose := attachments.loose():
        drafts = sum(not one.digest for one in loose)
        yield Finding(
            "doctor.scans",
            f"有 {len(loose)} 份扫描件没有办件引用（其中 {drafts} 份没有写完），共 {sum(one.size for one in loose) / 1_000_000:.1f} MB。",
            "info",
            "多半是上传后没有提交的；满三十天没有人动，shebao tick 会清理。",
        )


def _sqlite() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
        for pragma, value in wanted.items():
            cursor.execute(f"PRAGMA {pragma}")
            result = str(cursor.fetchone()[0])
            if result != value:
                yield Finding("doctor.sqlite", f"SQLite 的 {pragma} 是 {result}，应为 {value}。", "error", "数据文件夹不要放在网络盘上。")
    yield Finding(
        "doctor.sqlite",
        "现用内置数据库 SQLite，适合单机和少数几位经办人。",
        "info",
        "十人以上同时办公，请改用 PostgreSQL 15 或更新版本（设 DATABASE_URL）。",
    )


def _postgres() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        settings = {}
        for name in ("server_version_num", "fsync", "synchronous_commit", "full_page_writes", "server_encoding", "is_superuser"):
            cursor.execute(f"SHOW {name}")
            settings[name] = cursor.fetchone()[0]
    if int(settings["server_version_num"]) < 140000:
        yield Finding("doctor.postgres", "PostgreSQL 版本低于 14。", "error", "请升级到 15 或更新版本。")
    if settings["server_encoding"] != "UTF8":
        yield Finding("doctor.postgres", f"数据库编码是 {settings['server_encoding']}。", "error", "请用 UTF8 编码重建数据库。")
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        if settings[name] == "off":
            yield Finding(
                "doctor.postgres", f"PostgreSQL 的 {name} 是关着的，断电会丢账。", "error", f"在 postgresql.conf 里设 {name} = on。"
            )
    if settings["is_superuser"] == "on":
        yield Finding("doctor.postgres", "系统在用数据库超级用户连接，数据库里的防改机制拦不住它。", "warn", "请为系统另建一个普通用户。")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND pg_has_role(current_user, tableowner, 'MEMBER')"
        )
        owned = cursor.fetchone()[0]
    if owned:
        yield Finding(
            "doctor.postgres_owner",
            f"系统连接数据库用的角色拥有 {owned} 张表，能关掉表上的防改机制。",
            "warn",
            "请按 deploy/postgresql/roles.sql 分成两个角色：升级用的拥有表，日常用的什么也不拥有。",
        )


def programs() -> Iterator[Finding]:
    """Helpers outside Python that some jobs want; none is needed for paying pensions."""
    fonts = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
    if not fonts:
        yield Finding("doctor.fonts", "没有找到中文字体，服务器端生成的 PDF 和图会缺字。", "warn", "Debian：apt-get install fonts-noto-cjk")
    if not shutil.which("soffice"):
        yield Finding(
            "doctor.libreoffice",
            "没有 LibreOffice，不能把 .doc、.wps 转成 docx，也不能在服务器上转 PDF。",
            "info",
            "需要时：apt-get install libreoffice-writer libreoffice-calc",
        )
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        yield Finding("doctor.chromium", "没有 Chromium，不能跑页面测试；办公不受影响。", "info", "需要时：apt-get install chromium")


def unsafe() -> Iterator[Finding]:
    """What a real installation with people in it must not be: without a fresh backup, an anchor on paper, names of its own."""
    yield from _unsafe.names()
    if not _no_database():
        for check in (_unsafe.backups, _unsafe.anchors, _unsafe.witness):
            yield from check()


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    python_version,
    key_files,
    disk,
    switches,
    front_end,
    database,
    agency,
    unsafe,
    programs,
)
