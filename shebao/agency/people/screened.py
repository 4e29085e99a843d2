"""What the citizen numbers of the register say, as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from shebao.agency.store.columns import Columns, among, int_column, read_rows
from shebao.core.screening.keys import births as births_in
from shebao.core.screening.keys import number_keys
from shebao.core.screening.keys import sexes as sexes_in

from .models import Person
from .queries import citizen_numbers


def numbers_checked(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `sex` (1 men, 2 women) as registered, and what the citizen number says: `key` (its first seventeen digits, 0: none),
    `number_birth`, `number_sex`, `number_ok`."""
    rows = Person.objects.order_by("id") if person_ids is None else Person.objects.filter(id__in=among(person_ids)).order_by("id")
    listed = read_rows(rows, "id", "sex")
    ids = int_column([row[0] for row in listed])
    keys, problems, _ = number_keys(citizen_numbers(ids))
    valid = np.ones_like(ids)
    valid[list(problems)] = 0
    sex = int_column([1 if row[1] == "male" else 2 for row in listed])
    said = np.where(valid == 1, sexes_in(keys), 0)
    return {"person": ids, "key": keys, "sex": sex, "number_birth": births_in(keys), "number_sex": said, "number_ok": valid}
