"""`shebao run`: serves the pages, works through background tasks beside them, and does what is due from time to time."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from shebao.base.finding import Refused, refuse
from shebao.commands import start_django
from shebao.demo.home import note, unfinished
from shebao.site.start import startup_findings

TITLE = "启动系统，在浏览器里办公"
TICK_SECONDS = 600
# Eight answers a county office's clicks; SQLite writes queue behind one another in any case.
THREADS = 8
# A worker that dies at once, again and again, must not eat the machine.
RESTART_PAUSE_SECONDS = 5
STOP_SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="默认只在本机开放（127.0.0.1）")
    parser.add_argument("--database", metavar="地址", help="数据库地址，默认是 SHEBAO_HOME 里的 SQLite")
    parser.add_argument("--proxy", metavar="地址", help="前面的反向代理的地址，例如 127.0.0.1（也可用环境变量 SHEBAO_PROXY）")
    parser.add_argument("--no-worker", action="store_true", help="不启动后台任务（另有进程处理时用）")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if args.proxy:
        os.environ["SHEBAO_PROXY"] = args.proxy
    home = Path(os.environ.get("SHEBAO_HOME", "data"))
    county = note(home)
    if county is None and not (home / "shebao.sqlite3").exists() and not (args.database or os.environ.get("DATABASE_URL")):
        print("→ 第一次启动，正在建立空的数据库，约半分钟……", flush=True)
    start_django(args.database, migrate=True)
    for finding in startup_findings():
        raise Refused(finding)
    refuse_unfinished()
    from django.conf import settings
    from waitress.server import create_server

    # Collected files may be put here; an installation without any has the folder all the same.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    from shebao.site.wsgi import application

    try:
        server = create_server(application, host=args.host, port=args.port, threads=THREADS, ident=None, **proxy_settings(settings.PROXY))
    except OSError as problem:
        refuse(
            "run.port",
            f"{args.host}:{args.port} 用不了（{problem.strerror or problem}）。",
            f"多半是已有程序占用，可以换一个端口：shebao run --port {args.port + 1}",
        )
    from shebao.site.warm import warm_beside

    warm_beside()
    helpers = None if args.no_worker else Helpers()
    print(welcome(args.host, args.port, county, "" if county else first_words()), flush=True)
    # A service manager ends us with SIGTERM; that should be as orderly as Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run()
    finally:
        if helpers:
            helpers.stop()
        server.close()
    return 0


def proxy_settings(proxy: str) -> dict[str, Any]:
    """What the server takes a proxy's word for: the client's address and that it came by https; from anybody else nothing."""
    if not proxy:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "clear_untrusted_proxy_headers": True,
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def refuse_unfinished() -> None:
    """Half a demonstration county is never served: its building was interrupted in this database."""
    if unfinished():
        refuse("run.unfinished", "这个数据库里的演示县没有建完。", "请删除并重新建立这个数据库，再运行 shebao demo。", "--database")


def welcome(host: str, port: int, county: dict[str, Any] | None, first: str = "") -> str:
    """What the terminal shows once the pages are served."""
    lines = ["", f"  社保系统已启动：http://{host}:{port}/", ""]
    if county:
        lines.append(f"  演示县：{county.get('name') or county.get('agency')}，{county.get('year')} 年。人员均为虚构，请勿录入真实信息。")
        accounts = county.get("accounts") or []
        if accounts:
            lines.append("  演示账号：")
        lines += [f"    {account['username']}　密码 {account['password']}　{account.get('role', '')}" for account in accounts]
        lines.append("")
    if first:
        lines += [first, ""]
    lines.append("  按 Ctrl+C 停止。")
    return "\n".join(lines)


def first_words() -> str:
    """What a new installation is told at its start; nothing once it knows its place."""
    from shebao.agency.installation import queries as installation
    from shebao.agency.staff import queries as staff

    if not staff.members():
        return "  还没有账号：另开一个窗口执行 shebao staff，按提示建立最初的三个账号，再登录。"
    if not installation.is_described():
        return "  第一次使用：用系统管理岗的账号登录，首页列出从设定本机构到第一批发放的每一步。"
    return ""


class Helpers:
    """The processes beside the server: one works through the queue, one does what is due; both end with it."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        worker = [sys.executable, "-m", "shebao.site.worker", str(os.getpid())]
        ticker = [sys.executable, "-m", "shebao.cli", "tick", "--no-queue", "--quiet"]
        self._threads = [
            threading.Thread(target=self._keep_running, args=("worker", worker, RESTART_PAUSE_SECONDS), daemon=True),
            threading.Thread(target=self._keep_running, args=("ticker", ticker, TICK_SECONDS), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _keep_running(self, name: str, command: list[str], pause: float) -> None:
        # The first page should not wait for the helpers' own start on a small machine.
        self._ending.wait(1)
        while not self._ending.is_set():
            # A group of its own: Ctrl+C reaches the server, which then ends its helpers in order.
            process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)
            self._running[name] = process
            started = time.monotonic()
            status = process.wait()
            if status and not self._ending.is_set():
                print(
                    f"shebao：后台进程 {name} 在 {time.monotonic() - started:.0f} 秒后退出（状态 {status}），稍后重新启动。",
                    file=sys.stderr,
                )
            self._ending.wait(pause)

    def stop(self) -> None:
        """End both processes; a task in hand may finish its chunk, but both together get no more than `STOP_SECONDS`."""
        until = time.monotonic() + STOP_SECONDS
        self._ending.set()
        for process in list(self._running.values()):
            if process.poll() is None:
                process.terminate()
        for process in list(self._running.values()):
            try:
                process.wait(timeout=max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
