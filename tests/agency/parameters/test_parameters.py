"""A value the agency enters holds from then on, is remembered with the day it became known, and never touches the past."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from shebao.agency.journal.by import By
from shebao.agency.parameters.actions import NewValue, enter
from shebao.agency.parameters.queries import entered, known_on, places
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused

pytestmark = pytest.mark.django_db
PLACE = "gansu_zhengning"


def standard(content: object = "113", **changes: object) -> NewValue:
    given = {
        "key": "resident_basic_standard",
        "place": PLACE,
        "effective_from": date(2023, 7, 1),
        "effective_to": None,
        "content": content,
        "document": "县政发〔2023〕9号",
    }
    return NewValue(**(given | changes))  # type: ignore[arg-type]


def test_an_entered_value_holds_at_its_place_from_its_day() -> None:
    enter(standard(), by=By(None, date(2023, 7, 10)))

    assert places().value("resident_basic_standard", PLACE, date(2023, 7, 1)).value == "113"
    assert places().value("resident_basic_standard", PLACE, date(2023, 6, 30)).value == "103"
    assert places().value("resident_basic_standard", "gansu", date(2023, 7, 1)).value == "103"


def test_the_past_is_recomputed_as_it_was_known_then() -> None:
    enter(standard(), by=By(None, date(2023, 9, 10)))

    assert known_on(date(2023, 9, 9)).value("resident_basic_standard", PLACE, date(2023, 8, 31)).value == "103"
    assert known_on(date(2023, 9, 10)).value("resident_basic_standard", PLACE, date(2023, 8, 31)).value == "113"


def test_a_correction_is_a_later_row_that_wins() -> None:
    enter(standard(), by=By(None, date(2023, 7, 10)))
    enter(standard("118"), by=By(None, date(2023, 7, 20)))

    assert places().value("resident_basic_standard", PLACE, date(2023, 8, 1)).value == "118"
    assert [value.value for value in entered("resident_basic_standard")] == ["113", "118"]


def test_a_missing_value_can_be_supplied() -> None:
    with pytest.raises(MissingValue):
        places().value("public_transition_coefficient", PLACE, date(2023, 7, 1))

    enter(standard("0.013", key="public_transition_coefficient"), by=By(None, date(2023, 7, 10)))

    assert places().value("public_transition_coefficient", PLACE, date(2023, 7, 1)).value == "0.013"


@pytest.mark.parametrize(("changes", "field"), [
    ({"key": "no_such_key"}, "key"), ({"place": "atlantis"}, "place"), ({"document": "  "}, "document"), ({"confidence": "sure"}, "confidence"),
    ({"effective_to": date(2023, 6, 1)}, "effective_to"),
    ({"effective_to": date(2022, 12, 31)}, "effective_to"), ({"content": "1030000"}, "content"), ({"content": "一百"}, "content"), ({"content": 113}, "content"),
    ({"key": "resident_age_addon", "content": [["65", "69", 5]]}, "content"), ({"key": "resident_account_rate", "content": "2.5"}, "content"),
])  # fmt: skip
def test_a_value_that_cannot_be_is_refused_at_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(standard(**changes), by=By(None, date(2023, 7, 10)))

    assert refused.value.finding.where == field
    assert entered() == []


def test_the_database_keeps_entered_values_as_they_are() -> None:
    enter(standard(), by=By(None, date(2023, 7, 10)))

    for statement in ("UPDATE parameters_enteredvalue SET value = '\"999\"'", "DELETE FROM parameters_enteredvalue"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
