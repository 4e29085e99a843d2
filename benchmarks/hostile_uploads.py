"""How quick a clerk's page stays while eight hostile files are sent at once by strangers.

    .venv/bin/python benchmarks/hostile_uploads.py [SECONDS]

Starts the product as an office runs it, signs a clerk in, and asks a page of the desk over and over: first alone, then while eight
strangers send a file made to hurt (a zip bomb, ten thousand columns, tables twenty thousand deep, …) to the open page of the
checker at the same moment, and go on sending for SECONDS (20 by default). Prints the page's times and what became of the uploads;
1 where the page's 95th percentile is above the goal or an upload was answered with an error of the server.
"""

from __future__ import annotations

import re
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.hostile_files import HOSTILE
from tests.support.server import Server, run_shebao

GOAL_SECONDS, PASSWORD = 0.2, "Xin-Mima-42-Hao"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """A browser without a screen."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return str(self.opener.open(self.url + path, timeout=120).read().decode())

    def post(self, path: str, form: dict[str, str]) -> str:
        form = form | {"csrfmiddlewaretoken": TOKEN.search(self.get(path)).group(1)}  # type: ignore[union-attr]
        return str(self.opener.open(self.url + path, urlencode(form).encode(), timeout=120).read().decode())

    def upload(self, name: str, content: bytes) -> int:
        """The status of an upload to the checker's page."""
        token, edge = TOKEN.search(self.get("/check/")).group(1), uuid.uuid4().hex  # type: ignore[union-attr]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        head += f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        request = urllib.request.Request(self.url + "/check/", body, {"Content-Type": f"multipart/form-data; boundary={edge}"})
        try:
            return int(self.opener.open(request, timeout=180).status)
        except urllib.error.HTTPError as error:
            return error.code


def timed(clerk: Visitor, seconds: float) -> list[float]:
    """How long a page took, asked again and again."""
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.perf_counter()
        clerk.get("/people/")
        times.append(time.perf_counter() - begun)
        time.sleep(0.1)
    return sorted(times)


def main(seconds: float) -> int:
    """Measure; returns the exit status."""
    files = [(name, made()) for name, made in HOSTILE.values()]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first = run_shebao("staff", "clerk", "--name", "张三", "--post", "acceptance", home=home)
        given = re.search(r"一次性密码：(\S+)", first.stdout).group(1)  # type: ignore[union-attr]
        server = Server(home).start(seconds=240)
        try:
            clerk = Visitor(server.url)
            clerk.post("/login/", {"username": "clerk", "password": given})
            clerk.post("/password/", {"current": given, "new": PASSWORD, "again": PASSWORD})
            alone, answers = timed(clerk, 5), Counter[int]()
            stop, start = time.monotonic() + seconds, threading.Barrier(len(files) + 1)

            def stranger(name: str, content: bytes) -> None:
                visitor = Visitor(server.url)
                start.wait()
                while time.monotonic() < stop:
                    answers[visitor.upload(name, content)] += 1
                    time.sleep(1)

            threads = [threading.Thread(target=stranger, args=file, daemon=True) for file in files]
            for thread in threads:
                thread.start()
            start.wait()
            meanwhile = timed(clerk, seconds)
            for thread in threads:
                thread.join(180)
        finally:
            server.stop()
    for name, times in (("alone", alone), ("beside eight hostile uploads", meanwhile)):
        p95 = times[int(len(times) * 0.95)]
        print(
            f"{name:32} {len(times):4} pages   p50 {times[len(times) // 2] * 1000:6.0f} ms   p95 {p95 * 1000:6.0f} ms   max {times[-1] * 1000:6.0f} ms"
        )
    print(f"uploads answered: {dict(answers)}   goal: p95 ≤ {GOAL_SECONDS * 1000:.0f} ms, no answer 5xx")
    return 0 if meanwhile[int(len(meanwhile) * 0.95)] <= GOAL_SECONDS and not any(status >= 500 for status in answers) else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 20))
