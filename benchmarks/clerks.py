"""How long people wait while many work at once and a payout runs: clerks at the desk, and citizens at the public door beside them.

    .venv/bin/python -m tests.support.postgres .venv/bin/python benchmarks/clerks.py                            # 50 clerks, 5 minutes
    .venv/bin/python -m tests.support.postgres .venv/bin/python benchmarks/clerks.py --clerks 10 --citizens 200 --goal 300

Makes a county of PEOPLE pensioners (38,025, the size of Zhengning) in a throwaway database of the PostgreSQL server that
`tests.support.postgres` starts (SQLite with `--sqlite`), serves it as an office runs it, and lets everybody in by a session of their
own. A clerk opens lists, searches, looks at people and runs, and registers a person now and then (looked at, then sent); a citizen
reads what is theirs. Everybody pauses between two pages. Meanwhile a process of its own pays: a run is proposed, computed, sealed,
sent back and discarded, again and again. Prints the median, the 95th percentile and the slowest wait by kind of page, the answers that were
errors or said that the database was locked, how many runs were paid meanwhile, and the machine's load, without which the rest says little.
1 where the 95th percentile misses the goal, anything was an error, or no run was sealed.

Threads of the standard library ask the pages: at some hundred people the asker costs a tenth of what the server does, and a library
for more of them would be one more thing to keep.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.payout_run import MAY, MAY_DAY, PLACE, county

PASSWORD = "Viele-Haende-am-Schalter-7"
POSTS = ("acceptance", "acceptance", "acceptance", "reviewer", "approver")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PAUSES = (1.0, 4.0)
PEOPLE_SHOWN = 40


@dataclass(slots=True)
class Waits:
    """Seconds of every answer by kind of page, and what went wrong; many threads write."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    locked: int = 0
    lock: Any = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float, status: int, text: str) -> None:
        """One answer."""
        with self.lock:
            self.seconds[kind].append(seconds)
            self.locked += "database is locked" in text or "deadlock" in text
            if status >= 400:
                self.errors.append(f"{kind} answered {status}")


class Guest:
    """Somebody with a session of their own who asks for pages."""

    def __init__(self, url: str, waits: Waits, seed: int, *, village: int = 0, cookie: str = "") -> None:
        self.url, self.waits, self.pick, self.village = url, waits, random.Random(seed), village
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.addheaders = [("Cookie", cookie)] if cookie else []

    def ask(self, kind: str, path: str, form: dict[str, str] | None = None) -> str:
        """The page's text; its time is noted."""
        begun, content = time.perf_counter(), urlencode(form).encode() if form else None
        try:
            with self.opener.open(self.url + path, content, timeout=120) as answer:
                text, status = answer.read().decode("utf-8", "replace"), int(answer.status)
        except urllib.error.HTTPError as error:
            text, status = error.read().decode("utf-8", "replace"), error.code
        except OSError as error:
            text, status = str(error), 599
        self.waits.note(kind, time.perf_counter() - begun, status, text if status >= 500 else "")
        return text

    def sign_in(self, username: str) -> None:
        """Let a clerk in, before anything is counted."""
        token = TOKEN.search(self.opener.open(f"{self.url}/login/").read().decode())
        assert token, "the login page has no form"
        form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = self.opener.open(f"{self.url}/login/", urlencode(form).encode())
        assert not answer.url.endswith("/login/"), f"{username} cannot sign in"


def clerk_page(guest: Guest, people: list[int], registers: bool) -> None:
    """One thing a clerk does."""
    chance = guest.pick.random()
    if chance < 0.08 and registers:
        register_somebody(guest)
    elif chance < 0.25:
        guest.ask("first page", "/")
    elif chance < 0.45:
        guest.ask("work list", "/matters/")
    elif chance < 0.60:
        guest.ask("search", f"/people/?{urlencode({'q': guest.pick.choice(('王小明', '王', '李')), 'page': 1})}")
    elif chance < 0.85:
        guest.ask("person", f"/people/{guest.pick.choice(people)}/")
    elif chance < 0.93:
        guest.ask("catalogue", "/matters/new/")
    else:
        guest.ask("payout", "/payout/")


def register_somebody(guest: Guest) -> None:
    """A new person: the form, looked at, then sent."""
    from shebao.base.identity import invented_citizen_number

    form = guest.ask("form", "/matters/new/register_person/")
    token = TOKEN.search(form)
    if token is None:
        guest.waits.note("form", 0.0, 598, "")
        return
    birth = date(1960 + guest.pick.randrange(40), 1 + guest.pick.randrange(12), 1 + guest.pick.randrange(28))
    number = invented_citizen_number(f"99{guest.pick.randrange(10_000):04d}", birth, guest.pick.randrange(1_000))
    typed = {
        "name": "周小满",
        "citizen_number": number,
        "village_id": str(guest.village),
        "phone": "13900000000",
        "csrfmiddlewaretoken": token[1],
    }
    guest.ask("form looked at", "/matters/new/register_person/", typed | {"step": "look"})
    guest.ask("form sent", "/matters/new/register_person/", typed | {"step": "send"})


def citizen_page(guest: Guest, people: list[int], registers: bool) -> None:
    """One thing a citizen does."""
    kind, path = guest.pick.choice(
        (
            ("my page", "/my/"),
            ("my payments", "/my/payments/"),
            ("my matters", "/my/matters/"),
            ("services", "/my/apply/"),
            ("open page", "/open/"),
            ("open estimate", "/open/estimate/"),
            ("open documents", "/open/documents/"),
        )
    )
    guest.ask(kind, path)


def work(guest: Guest, one: Callable[[Guest, list[int], bool], None], people: list[int], registers: bool, until: float) -> None:
    """Page after page with a pause between, until the time is over; nobody begins at the same moment."""
    time.sleep(guest.pick.uniform(0, PAUSES[1]))
    while time.monotonic() < until:
        one(guest, people, registers)
        time.sleep(guest.pick.uniform(*PAUSES))


def staff_of(clerks: int) -> list[tuple[str, str]]:
    """(username, post) of so many clerks, made with a password."""
    from tests.world.staff import make_member

    rows = [(f"clerk{at}", POSTS[at % len(POSTS)]) for at in range(clerks)]
    for username, post in rows:
        make_member(username, post, password=PASSWORD)
    return rows


def cookies_of(people: list[int], provider_url: str, service: Any) -> list[str]:
    """A session at the public door for each person, by the code that their telephone was sent."""
    from django.conf import settings
    from django.core import signing

    from shebao.agency.people import queries as register
    from shebao.agency.portal.access import COOKIES, MINE, SALT
    from shebao.agency.public.actions.sign_in import redeem, request_code

    settings.CODE_PROVIDER_URL = provider_url
    cookies = []
    for at, (person, number) in enumerate(zip(people, register.citizen_numbers(people), strict=True)):
        address = f"10.{at // 62_500}.{at // 250 % 250}.{at % 250}"
        request = request_code(MINE, register.person(person).name, number, address, day=date.today())  # noqa: DTZ011
        token = redeem(request, service.telephones.inbox()[0].code)
        cookies.append(f"{COOKIES[MINE]}={signing.dumps([token, 0], salt=f'{SALT}.{MINE}')}")
    return cookies


def pay_again_and_again() -> None:
    """A run of May, sealed and sent back, until this process is ended; a line on standard output for each."""
    from shebao.agency.journal.by import By
    from shebao.agency.payout import actions
    from shebao.agency.schemes.resident import KEY as RESIDENT
    from shebao.agency.staff.queries import member_id

    clerk, approver = By(member_id("acceptance"), MAY_DAY), By(member_id("approver"), MAY_DAY)
    while True:
        begun = time.perf_counter()
        run = actions.propose(RESIDENT, MAY, "regular", place=PLACE, by=clerk)
        actions.compute(run.pk, actor_id=clerk.member_id)
        actions.seal(run.pk, by=clerk)
        print(f"{time.perf_counter() - begun:.1f}", flush=True)
        actions.send_back(run.pk, "再算一遍", by=approver)
        actions.discard(run.pk, "再算一遍", by=clerk)


def report(waits: Waits, goal: int) -> bool:
    """Print every kind of page and all together; whether the goal was met without an error."""

    def line(name: str, seconds: list[float]) -> float:
        ordered = sorted(seconds)
        at95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        print(
            f"{name:16}{len(ordered):7,} answers   median {ordered[len(ordered) // 2] * 1000:6.0f} ms   p95 {at95 * 1000:6.0f} ms"
            f"   slowest {ordered[-1] * 1000:6.0f} ms"
        )
        return at95

    for kind in sorted(waits.seconds):
        line(kind, waits.seconds[kind])
    at95 = line("all", [one for seconds in waits.seconds.values() for one in seconds])
    print(f"errors {len(waits.errors)} {sorted(set(waits.errors))[:5]}   locked {waits.locked}   goal p95 <= {goal} ms")
    return at95 * 1000 <= goal and not waits.errors and not waits.locked


def lived(asked: argparse.Namespace, home: Path, database: str | None) -> int:
    """Everybody at work for the time asked."""
    from shebao.agency.people import queries as people
    from shebao.agency.people.models import Person
    from shebao.agency.public import provider
    from shebao.agency.store import vault
    from shebao.demo.code_provider import Service
    from tests.support.server import Server, command_environment

    county(asked.people)
    rows = staff_of(asked.clerks)
    ids = list(Person.objects.order_by("id").values_list("id", flat=True)[: max(PEOPLE_SHOWN, asked.citizens)])
    village = people.village_names()[0].id
    service = Service(vault.key(provider.KEY_NAME, provider.KEY_BYTES))
    environment = {"SHEBAO_PLACE": PLACE, "SHEBAO_CODE_PROVIDER": service.url}
    waits, seconds = Waits(), asked.minutes * 60
    cookies = cookies_of(ids[: asked.citizens], service.url, service) if asked.citizens else []
    server = Server(home, database, environment).start(seconds=240)
    payer: subprocess.Popen[str] | None = None
    try:
        guests = [(Guest(server.url, waits, at, village=village), clerk_page, post == "acceptance") for at, (_, post) in enumerate(rows)]
        for (guest, _, _), (username, _) in zip(guests, rows, strict=True):
            guest.sign_in(username)
        guests += [(Guest(server.url, waits, 10_000 + at, cookie=cookie), citizen_page, False) for at, cookie in enumerate(cookies)]
        payer = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), "--pay"],
            env=command_environment(home, database, environment),
            stdout=subprocess.PIPE,
            text=True,
        )
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=work, args=(guest, one, ids, registers, until)) for guest, one, registers in guests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        if payer:
            payer.kill()
        server.stop()
        service.stop()
    sealed = payer.communicate()[0].split() if payer else []
    met = report(waits, asked.goal)
    print(
        f"{asked.clerks} clerks and {asked.citizens} citizens for {asked.minutes:g} minutes, {asked.people:,} pensioners on"
        f" {'PostgreSQL' if database else 'SQLite'}; runs sealed meanwhile: {len(sealed)}, seconds each {', '.join(sealed[:8])};"
        f" load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    return 0 if met and sealed else 1


def main(asked: argparse.Namespace) -> int:
    """Set up a throwaway installation and let everybody work in it."""
    from tests.support.postgres import ADDRESS, drop_database, new_database

    server = None if asked.sqlite else os.environ.get(ADDRESS)
    assert asked.sqlite or server, "run it below: python -m tests.support.postgres …, or with --sqlite"
    database = new_database(server) if server else None
    with tempfile.TemporaryDirectory(prefix="shebao-clerks-") as folder:
        begin(Path(folder), database)
        try:
            return lived(asked, Path(folder), database)
        finally:
            from django.db import connections

            connections.close_all()
            if database:
                drop_database(database)


def begin(home: Path, database: str | None) -> None:
    """Django in this process, in the installation that the server will serve."""
    os.environ |= {"SHEBAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "shebao.site.settings"} | (
        {"DATABASE_URL": database} if database else {}
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clerks", type=int, default=50)
    parser.add_argument("--citizens", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--people", type=int, default=38_025)
    parser.add_argument("--goal", type=int, default=200, help="milliseconds at the 95th percentile")
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--pay", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.pay:
        os.environ["DJANGO_SETTINGS_MODULE"] = "shebao.site.settings"
        import django

        django.setup()
        pay_again_and_again()
    sys.exit(main(arguments))
