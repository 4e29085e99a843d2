"""Archives: a file archived, lent and returned; one whose time is over handed on; what a list entered is undone."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters import attachments
from shebao.agency.registers import queries
from tests.agency.procedures.modules.complaints import step
from tests.agency.procedures.modules.fund import by_business
from tests.agency.procedures.modules.retirees import undo
from tests.support.scans import picture
from tests.world.money import County

WORLD = "paying"
LATER = date(2034, 3, 1)


def number_in(county: County) -> str:
    """The number of a county's file, which nobody else has."""
    return f"2023-{county.people[0]:03d}"


def archived(county: County) -> int:
    """A file kept for ten years."""
    row = {
        "number": number_in(county), "title": "居民养老核定", "category": "2023—待遇", "pieces": 3, "pages": 12, "box": "1", "retention": "10"
    }  # fmt: skip
    (key,) = by_business(county, "file_archive", {"rows": [row], "on": "2023-05-20"})
    return int(key)


def file_archive(county: County) -> None:
    """Archived, undone, and archived again under its number."""
    undo(county, "archive", archived(county))
    assert queries.archived([number_in(county)]) == {}
    archived(county)
    assert list(queries.archived([number_in(county)])) == [number_in(county)]


def lend_archive(county: County) -> None:
    """Lent, and returned."""
    archived(county)
    payload = {
        "kind": "lend",
        "number": number_in(county),
        "on": "2023-05-22",
        "party": "某法院",
        "purpose": "审理",
        "due_on": "2023-06-05",
    }
    (key,) = by_business(county, "lend_archive", payload)
    assert queries.lent(number_in(county))
    by_business(county, "lend_archive", step(key, "returned", "2023-06-01"))
    assert not queries.lent(number_in(county))


def dispose_archive(county: County) -> None:
    """Handed over after its ten years, by a panel of three; the entry is undone where the file is still there."""
    archived(county)
    payload = {
        "rows": [{"number": number_in(county), "opinion": "pass"}], "panel": "甲、乙、丙", "document": "某档〔2034〕1号", "on": "2034-03-01",
        "settled": "none", "scans": [attachments.keep("清册.png", picture())._asdict()],
    }  # fmt: skip
    (key,) = by_business(county, "dispose_archive", payload, LATER)
    assert queries.archived([number_in(county)]) == {}
    by_business(county, "withdraw_record", {"register": "disposal", "record_id": str(key), "on": "2034-03-01", "note": "仍在库"}, LATER)


MODULES = (
    ("file_archive", file_archive, "withdraw_record"),
    ("lend_archive", lend_archive, "lend_archive"),
    ("dispose_archive", dispose_archive, "withdraw_record"),
)
