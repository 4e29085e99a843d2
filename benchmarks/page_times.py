"""How quick every page of the desk is, by post, in a county of full size: the median and the slowest of each page.

    .venv/bin/python benchmarks/page_times.py [--scale 1.0] [--home FOLDER] [--asks 5] [--goal MS] [--all]

Builds the residents' demonstration county of Zhengning at that size (134,369 people at 1; `--scale 7.45` is a million) in a
throwaway folder, or opens the one in FOLDER, building it there where there is none; serves it as an office runs it, and signs
every demonstration account in. Each follows the links from the first page on; of addresses that differ in their numbers alone
one is asked for, and of every list also the page of each filter, order and search it offers. A page is asked for once as it
comes (`first`) and ASKS times more; a page that the first asker found is `first` for nobody else. Prints for every post how many
pages, the median and the slowest, and by name each page above the goal (100 ms up to the full size, 200 ms above), with the
processor time it cost the server, which a machine busy with other things hardly changes. Documents (PDF) are printed apart.
1 where a page misses the goal or answers with an error. Run it on a quiet machine; the figures of a busy one say little:

    .venv/bin/python benchmarks/page_times.py && .venv/bin/python benchmarks/page_times.py --scale 7.45
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from shebao.demo.home import note
from tests.support.server import Server

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
NUMBER = re.compile(r"\d+")
LEFT_OUT = ("/logout", "/static/")
SMALL, LARGE = 100, 200  # goals in milliseconds: up to the full size, and above it
SETTLING_SECONDS = 10  # a server that was just started reads ahead what its first visitors will ask for
TOKENS_IN_ADDRESS = ("after", "before")  # places in a list: one says enough


@dataclass(slots=True)
class Page:
    """One page as it was asked for: seconds of the first time and of those after."""

    path: str
    status: int
    first: float
    later: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)  # seconds of the processor each visit cost the server, where they can be read
    is_page: bool = True  # False: a document to be printed or kept

    @property
    def median(self) -> float:
        """The time of an ordinary visit."""
        return sorted(self.later)[len(self.later) // 2]

    @property
    def worked(self) -> float:
        """Processor time of an ordinary visit: what a busy machine does not change."""
        return sorted(self.work)[len(self.work) // 2] if self.work else 0.0

    @property
    def slowest(self) -> float:
        """The slowest visit, the first among them."""
        return max(self.first, *self.later)


def processor_seconds(process: int) -> float:
    """What a process has cost its processors so far, from Linux's own count; 0 elsewhere."""
    with contextlib.suppress(OSError):
        return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{process}/task").glob("*/schedstat")) / 1e9
    return 0.0


class Visitor:
    """A browser without a screen, signed in as one of the demonstration's people."""

    def __init__(self, server: Server, username: str, password: str) -> None:
        self.url = url = server.url
        self.process = server.process.pid if server.process else 0
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        token = TOKEN.search(self.opener.open(f"{url}/login/").read().decode())[1]  # type: ignore[index]
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token}
        answer = self.opener.open(f"{url}/login/", urlencode(form).encode())
        assert urlsplit(answer.url).path == "/", f"{username} cannot sign in"

    def get(self, path: str) -> tuple[int, float, float, str]:
        """(status, seconds, seconds of the server's processor, the page's text: "" where it is a document)."""
        worked, begun = processor_seconds(self.process), time.perf_counter()
        try:
            answer = self.opener.open(self.url + path, timeout=300)
            content, status = answer.read(), int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code, time.perf_counter() - begun, 0.0, ""
        seconds, worked = time.perf_counter() - begun, processor_seconds(self.process) - worked
        return status, seconds, worked, content.decode() if answer.headers.get_content_type() == "text/html" else ""


def shape(path: str) -> str:
    """The address without what only says which one: numbers of the path, values typed or counted in the query."""
    parts = urlsplit(path)
    query = sorted((name, "" if name in TOKENS_IN_ADDRESS else NUMBER.sub("#", value)) for name, value in parse_qsl(parts.query))
    return NUMBER.sub("#", parts.path) + ("?" + urlencode(query[:1]) if query else "")


def links(text: str, path: str) -> Iterator[str]:
    """Addresses of this site the page links to."""
    for result in LINK.findall(text):
        link = unescape(result)
        if link.startswith("?"):
            link = urlsplit(path).path + link
        if link.startswith("/") and not link.startswith("//") and not link.startswith(LEFT_OUT):
            yield link


def walk(visitor: Visitor, asks: int) -> list[Page]:
    """Every page within reach, one of each shape."""
    waiting, shapes, pages = ["/"], {"/"}, []
    while waiting:
        path = waiting.pop(0)
        status, first, worked, text = visitor.get(path)
        if status in (403, 404, 405):
            continue
        page = Page(path, status, first, work=[worked], is_page=bool(text))
        if status == 200:
            for _ in range(asks if page.is_page else 1):
                _, seconds, worked, _ = visitor.get(path)
                page.later.append(seconds)
                page.work.append(worked)
        pages.append(page)
        for link in links(text, path):
            if shape(link) not in shapes:
                shapes.add(shape(link))
                waiting.append(link)
    return pages


def report(name: str, pages: list[Page], goal: int, every: bool) -> int:
    """Print one post's pages; how many miss the goal or break."""
    answered = [page for page in pages if page.later and page.is_page]
    medians, works = sorted(page.median for page in answered), sorted(page.worked for page in answered)
    documents = [page for page in pages if page.later and not page.is_page]
    slow = sorted((page for page in pages if page.later and page.is_page and page.slowest * 1000 > goal), key=lambda page: -page.slowest)
    broken = [page for page in pages if page.status >= 500]
    worst = max((page.slowest for page in answered), default=0)
    above = sum(work * 1000 > goal for work in works)
    print(
        f"{name:10} {len(answered):4} pages   median {medians[len(medians) // 2] * 1000:6.0f} ms   slowest {worst * 1000:6.0f} ms"
        f"   processor: median {works[len(works) // 2] * 1000:5.0f} ms, slowest {works[-1] * 1000:5.0f} ms, above the goal {above}",
        flush=True,
    )
    for page in pages if every else [*slow, *documents]:
        what = "" if page.is_page else "   (document)"
        print(
            f"    {page.path[:70]:70} first {page.first * 1000:6.0f}   median {page.median * 1000:6.0f}   max {page.slowest * 1000:6.0f}"
            f"   processor {page.worked * 1000:6.0f} ms{what}"
        )
    for page in broken:
        print(f"    {page.path[:76]:76} answered {page.status}")
    return len(slow) + len(broken)


def build(home: Path, scale: float) -> None:
    """The county, by its own command."""
    command = [sys.executable, "-m", "shebao.cli", "demo", "zhengning", "--scale", str(scale), "--residents-only"]
    begun = time.perf_counter()
    subprocess.run(command, check=True, env=os.environ | {"SHEBAO_HOME": str(home), "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    subprocess.run(
        [sys.executable, "-m", "shebao.cli", "tick", "--quiet"],
        check=True,
        env=os.environ | {"SHEBAO_HOME": str(home), "SHEBAO_DEMO": "1", "PYTHONPATH": str(ROOT)},
    )
    print(f"county of scale {scale} built in {time.perf_counter() - begun:.0f} s", flush=True)


def main(asked: argparse.Namespace, home: Path) -> int:
    """Build or open, serve, walk, print."""
    if note(home) is None:
        build(home, asked.scale)
    county = note(home)
    assert county, "no demonstration county stands in this folder"
    goal = asked.goal or (LARGE if asked.scale > 1 else SMALL)
    server = Server(home, environment={"SHEBAO_DEMO": "1"}).start(seconds=240)
    missed = 0
    time.sleep(SETTLING_SECONDS)
    try:
        for account in county["accounts"]:
            if asked.member and account["username"] not in asked.member:
                continue
            pages = walk(Visitor(server, account["username"], account["password"]), asked.asks)
            missed += report(account["username"], pages, goal, asked.all)
    finally:
        server.stop()
    print(f"goal {goal} ms: {missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--home", type=Path, help="a folder with, or for, the county; kept afterwards")
    parser.add_argument("--asks", type=int, default=5)
    parser.add_argument("--goal", type=int, help="milliseconds; 100 up to the full size and 200 above where not said")
    parser.add_argument("--all", action="store_true", help="print every page, not only the slow ones")
    parser.add_argument("--member", nargs="*", help="only these accounts")
    arguments = parser.parse_args()
    if arguments.home:
        sys.exit(main(arguments, arguments.home.resolve()))
    with tempfile.TemporaryDirectory(prefix="shebao-pages-") as folder:
        sys.exit(main(arguments, Path(folder)))
