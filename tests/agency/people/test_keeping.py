"""What the register keeps is kept with its own keys, leaks into no file, and is checked against the journal."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from shebao.agency.journal.by import By
from shebao.agency.people import actions, checks, keys, queries
from shebao.agency.people.models import BankAccount, Person
from shebao.agency.store import vault
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.people import bank_card, citizen_number, make_people, make_person, make_village, new_person
from tests.world.staff import carry_through, make_staff

ROOT = Path(__file__).parents[3]


def without(*triggers: str) -> None:
    with connection.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(f"DROP TRIGGER {trigger}")


@pytest.mark.django_db
def test_with_keys_of_another_installation_nothing_is_entered(settings: Any, tmp_path: Path) -> None:
    make_person()
    row = new_person()
    assert keys.keys_belong_to_the_database(None, databases=["default"]) == []

    settings.SHEBAO_HOME = tmp_path

    assert [error.id for error in keys.keys_belong_to_the_database(None, databases=["default"])] == ["people.E001"]
    with pytest.raises(vault.Unreadable, match="not those of this database"):
        actions.register([row], by=By(None, MAY_DAY))
    assert queries.count() == 1


@pytest.mark.slow
def test_processes_that_start_together_make_one_key(tmp_path: Path) -> None:
    script = (
        "import django, sys; from django.conf import settings; settings.configure(SHEBAO_HOME=sys.argv[1]);"
        "from shebao.agency.store import vault; print(vault.key('data', 16).hex())"
    )

    started = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)
    ]
    made = {process.communicate()[0] for process in started}

    assert len(made) == 1 and len(made.pop().strip()) == 32
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["data.key"]


def test_no_number_is_in_the_database_file_whatever_was_done_with_it(on_sqlite: str, county: str) -> None:
    staff = make_staff()
    village = make_village()
    numbers, cards = [citizen_number() for _ in range(4)], [bank_card() for _ in range(4)]
    make_person("张三", number=numbers[0], card=cards[0])
    carry_through(
        "register_person",
        {"citizen_number": numbers[1], "name": "李四", "village_id": village, "bank": "邮储", "account_number": cards[1]},
        staff,
    )
    carry_through("register_many", {"rows": [{"citizen_number": numbers[2], "name": "王五", "village_id": village}]}, staff)
    carry_through("change_bank_account", {"person_id": 1, "bank": "邮储", "account_number": cards[2], "holder": "张三"}, staff)
    carry_through("change_bank_accounts", {"rows": [{"person_id": 2, "bank": "邮储", "account_number": cards[3], "holder": "李四"}]}, staff)
    actions.unmask(1, "核对银行退回原因", by=By(staff["reviewer"], MAY_DAY))
    with pytest.raises(Refused):
        actions.register([new_person(number=numbers[0])], by=By(None, MAY_DAY))

    file = Path(connection.settings_dict["NAME"])
    written = b"".join(path.read_bytes() for path in file.parent.glob(file.name + "*"))

    assert "张三".encode() in written
    for secret in numbers + cards:
        assert secret.encode() not in written


def test_verify_sees_a_death_or_a_verification_nobody_recorded(on_sqlite: str) -> None:
    first, second, third = make_people(3)
    actions.record_deaths([(first, date(2023, 5, 1))], by=By(None, MAY_DAY))
    new = actions.change_bank_accounts([(second, "邮储", bank_card(), "王小明")], by=By(None, MAY_DAY))
    assert (checks.check_deaths(), checks.check_bank_accounts()) == ((1, []), (4, []))

    Person.objects.filter(id=first).update(death_date=date(2023, 5, 2))
    Person.objects.filter(id=third).update(death_date=date(2023, 5, 3))
    BankAccount.objects.filter(id=new[0]).update(verified=True)
    BankAccount.objects.filter(person_id=third).update(until=MAY_DAY)

    assert [problem.split("：")[0] for problem in checks.check_deaths()[1]] == [f"人员 {first}", f"人员 {third}"]
    assert len(checks.check_bank_accounts()[1]) == 2


@pytest.mark.slow
def test_search_is_quick_among_a_hundred_and_fifty_thousand_persons(database: str) -> None:
    import time

    surnames, given = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"
    village = make_village()
    rows = [
        new_person(
            surnames[i % 20] + given[i // 20 % 24] + given[i // 480 % 24],
            birth=date(1930 + i % 70, 1 + i % 12, 1 + i % 28),
            village_id=village,
        )
        for i in range(150_000)
    ]
    begun = time.monotonic()
    ids = actions.register(rows, by=By(None, MAY_DAY), accounts_verified=True)
    registered = time.monotonic() - begun
    result: dict[str, float] = {}
    for text in ("张", "张伟", "zw", "ZWF", "王桂", rows[777].citizen_number, "赵无极"):
        begun = time.monotonic()
        page = queries.search(text)
        again = queries.search(text, after=page[-1].id) if page else []
        result[text] = time.monotonic() - begun
        assert len({row.id for row in [*page, *again]}) == len(page) + len(again)

    print(f"{database}: registered in {registered:.1f} s, slowest two pages {max(result.values()) * 1000:.0f} ms")
    assert len(ids) == 150_000
    assert max(result.values()) < 0.3, result
