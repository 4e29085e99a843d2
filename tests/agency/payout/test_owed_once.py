"""What is owed once has one shape, whatever owes it: a death, a claim of a counter, a grant; each basis once a person and kind."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.models import Due
from shebao.base.finding import Refused
from shebao.core.books.entries import BENEFITS
from tests.support.server import command_environment
from tests.world.calendar import GO_LIVE, by
from tests.world.people import make_people, new_person

DAY, MAY, INJURY, UNEMPLOYMENT = date(2023, 5, 8), 202305, "work_injury", "unemployment"


@pytest.fixture
def person() -> int:
    return make_people([new_person("吴己")], day=GO_LIVE)[0]


@pytest.mark.django_db
def test_a_claim_and_a_grant_are_owed_alike_and_the_same_basis_only_once(person: int) -> None:
    claimed = payout.Owed(0, person, "medical", MAY, 300_00, payout.of_claim(7))
    granted = payout.Owed(0, person, "subsidy", MAY, 1_000_00, "skill.3", BENEFITS, "other")
    payout.owe([claimed], INJURY, by=by(DAY))
    payout.owe([granted], UNEMPLOYMENT, by=by(DAY))

    with pytest.raises(Refused, match="已经登记应付"):
        payout.owe([claimed], INJURY, by=by(DAY))
    with pytest.raises(Refused, match="已经登记应付"):
        payout.owe([granted], UNEMPLOYMENT, by=by(DAY))

    assert [(due.claim_id, due.amount_fen) for due in queries.dues_of_claims([7, 8], INJURY)] == [(7, 300_00)]
    assert queries.claimed(INJURY) == {7: 300_00} and queries.claimed(UNEMPLOYMENT) == {}
    assert sorted((due.title, due.basis, due.state) for due in queries.living_dues(person)) == [
        ("医疗待遇", "claim.7", ""),
        ("补贴", "skill.3", ""),
    ]


@pytest.mark.django_db
def test_what_was_cancelled_may_be_owed_anew_as_the_second_time_and_another_kind_of_the_basis_stands_beside(person: int) -> None:
    medical, lump = (payout.Owed(0, person, kind, MAY, 300_00, payout.of_claim(7)) for kind in ("medical", "disability"))
    payout.owe([medical, lump], INJURY, by=by(DAY))

    assert payout.cancel_owed_for(payout.of_claim(7), INJURY, "重复核定", by=by(DAY)) is not None
    assert payout.cancel_owed_for(payout.of_claim(7), INJURY, "重复核定", by=by(DAY)) is None
    payout.owe([medical], INJURY, by=by(DAY))

    assert list(Due.objects.order_by("kind", "turn").values_list("kind", "turn")) == [("disability", 1), ("medical", 1), ("medical", 2)]
    assert queries.claimed(INJURY) == {7: 300_00}


@pytest.mark.django_db
def test_the_database_refuses_a_row_that_nothing_owes(person: int) -> None:
    row = {"id": 1, "person_id": person, "scheme": INJURY, "kind": "medical", "turn": 1, "month": MAY, "amount_fen": 1, "entry_id": 1}
    with pytest.raises(DatabaseError, match="payout_due_has_a_cause"), transaction.atomic():
        Due.objects.create(**row)


_BACK_AND_THERE = """
from datetime import date
from django.core.management import call_command
from django.db import connection
from shebao.site.start import start_django

start_django(None)
call_command("migrate", verbosity=0)
from shebao.agency.payout import actions as payout
from tests.world.calendar import GO_LIVE, by
from tests.world.people import make_people, new_person

(person,) = make_people([new_person("吴己")], day=GO_LIVE)
payout.owe([payout.Owed(0, person, "medical", 202305, 100, payout.of_claim(12))], "work_injury", by=by(date(2023, 5, 8)))
with connection.cursor() as cursor:
    call_command("migrate", "payout", "0014", verbosity=0)
    print(cursor.execute("SELECT claim_id, basis FROM payout_due").fetchall())
    call_command("migrate", "payout", "0015", verbosity=0)
    print(cursor.execute("SELECT basis FROM payout_due").fetchall())
"""


@pytest.mark.slow
def test_the_number_of_a_claim_becomes_its_basis(tmp_path: Path) -> None:
    """On a database of its own: the tables of the others are guarded, and cannot be emptied after the test."""
    told = subprocess.run(
        [sys.executable, "-c", _BACK_AND_THERE], env=command_environment(tmp_path), capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr[-2000:]
    assert told.stdout.splitlines() == ["[(12, '')]", "[('claim.12',)]"]
