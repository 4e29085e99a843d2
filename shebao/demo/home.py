"""Where a demonstration county is built: beside its place, and moved there only when it is finished. Half a county is never served.

SQLite: the year is lived in `shebao.building.sqlite3`, which no server opens, and renamed at the end. PostgreSQL: the
journal says that a demonstration began; until it also says that it finished, the database is refused.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from shebao.base.finding import refuse

DATABASE, BUILDING = "shebao.sqlite3", "shebao.building.sqlite3"
NOTE, FOLDER, INSTALLATION = "demo.json", "demo", "installation.json"
BEGAN, FINISHED = "demo.begin", "demo.finish"
# A building that is interrupted is thrown away, so it need not survive a power cut row by row.
# Foreign keys are checked once for every row at the end (`finish`), instead of at each insert.
_FAST = (
    "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-200000; "
    "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY; PRAGMA locking_mode=EXCLUSIVE;"
)
_SIDES = ("", "-wal", "-shm", "-journal")


def prepare(database: str | None) -> bool:
    """Open the database to build in, with its tables made; True where it is an SQLite file that `finish` will move.

    Refused where the database already holds people or staff: a demonstration never mixes with anything.
    """
    os.environ["SHEBAO_DEMO"] = "1"
    from shebao.site.start import start_django

    start_django(database)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    home = Path(settings.SHEBAO_HOME)
    own_file = connection.vendor == "sqlite" and not os.environ.get("DATABASE_URL")
    if own_file:
        _clear_place(home)
        connection.close()
        connection.settings_dict["NAME"] = str(home / BUILDING)
        connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"init_command": _FAST}
    call_command("migrate", interactive=False, verbosity=0)
    if not own_file:
        refuse_used(str(connection.settings_dict["NAME"]))
    return own_file


def _clear_place(home: Path) -> None:
    """Make room in the home: leftovers of an interrupted building go, a database in use stays and refuses."""
    home.mkdir(parents=True, exist_ok=True)
    if (home / DATABASE).exists():
        refuse(
            "demo.exists",
            f"{home / DATABASE} 已经存在",
            "演示县只建在空的地方。要重建，请先删除该文件，或用 SHEBAO_HOME 指定另一个文件夹。",
            "SHEBAO_HOME",
        )
    for side in _SIDES:
        (home / (BUILDING + side)).unlink(missing_ok=True)
    if (home / NOTE).exists():
        (home / INSTALLATION).unlink(missing_ok=True)
    (home / NOTE).unlink(missing_ok=True)
    # Files of bank and lists belong to the county that was not finished; keys stay, they belong to the installation.
    for folder in (home / "files", home / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def refuse_used(name: str) -> None:
    """Refuse a database that has people, staff, or a demonstration that did not finish."""
    from shebao.agency.journal.queries import entries
    from shebao.agency.people.queries import count

    if unfinished():
        refuse(
            "demo.unfinished", f"数据库 {name} 里有一次没有建完的演示县", "请删除并重新建立这个数据库，再运行 shebao demo。", "--database"
        )
    if entries(1):
        refuse(
            "demo.exists",
            f"数据库 {name} 里已有 {count(living=False)} 人和业务记录",
            "演示县只建在空的数据库里，请换一个空库。",
            "--database",
        )


def unfinished() -> bool:
    """Whether a demonstration was begun in this database and not finished; such a county is not to be served."""
    from shebao.agency.journal.queries import history

    verbs = {entry.verb for entry in history("demo", 1)}
    return BEGAN in verbs and FINISHED not in verbs


def finish(own_file: bool) -> Path | None:
    """Move the finished file to its place, safely on disk; the path, or None where the database is elsewhere."""
    from django.conf import settings
    from django.db import connection

    if not own_file:
        return None
    home = Path(settings.SHEBAO_HOME)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        broken = cursor.fetchmany(1)
        assert not broken, f"a row points at nothing: {broken}"
        cursor.execute("PRAGMA optimize")
    connection.close()
    with open(home / BUILDING, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(home / BUILDING, home / DATABASE)
    connection.settings_dict["NAME"] = str(home / DATABASE)
    return home / DATABASE


def note(home: Path) -> dict[str, Any] | None:
    """What the demonstration county in `home` says about itself (agency, name, year, accounts), or None for a real agency."""
    path = home / NOTE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


@lru_cache(maxsize=4)
def _read(path: Path, changed_at: int) -> dict[str, Any]:
    """The note; `changed_at` makes a changed one be read again."""
    county = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(county, dict), path
    return county


def write_note(own_file: bool, note: dict[str, Any]) -> None:
    """Leave the note that `shebao run` reads (which county this is, who may log in), and the installation's own file."""
    from django.conf import settings

    from shebao.agency.installation import actions as installation

    installation.describe(note["place"], note["name"])
    path = Path(settings.SHEBAO_HOME) / NOTE
    path.write_text(json.dumps(note | {"own_file": own_file}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def begin(agency: str, year: int) -> None:
    """Say in the journal that a demonstration begins; its first entry."""
    _say(BEGAN, agency, year)


def done(agency: str, year: int) -> None:
    """Say in the journal that the demonstration is complete."""
    _say(FINISHED, agency, year)


def _say(verb: str, agency: str, year: int) -> None:
    from django.db import transaction

    from shebao.agency.journal.actions import record
    from shebao.agency.journal.by import By

    with transaction.atomic():
        record(verb, by=By(None, date(year, 12, 31)), body={"agency": agency, "year": year}, subject=("demo", 1))
