"""Run beside a demonstration county, in a process of its own: takes in the lists of other offices and prints whom each rule hits."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from shebao.commands import start_django


def main(home: Path) -> None:
    """Take the lists in and run the rules in one transaction that is given up again."""
    start_django(None)
    from django.db import transaction

    from shebao.agency.journal.by import By
    from shebao.agency.people import queries as people
    from shebao.agency.screening import run
    from shebao.agency.screening.actions import ListRow, NewList, record_list
    from shebao.core.screening.lists import KINDS, read
    from shebao.core.screening.rule import rules
    from shebao.documents.table import read_list

    day = date(2023, 12, 31)
    with transaction.atomic():
        for kind in ("deaths", "custody", "other"):
            file = read_list(home / "demo" / "lists" / f"{kind}.csv")
            one = read(KINDS[kind], file.name, file.titles, file.columns)
            c, ids = one.columns, people.find_many(one.texts["person"])
            first = c["from_month"] * 100 + 1 if kind == "other" else c["died_on" if kind == "deaths" else "from"]
            last, code = c.get("to", first * 0), c.get("sentence", c.get("scheme", first * 0))
            rows = [ListRow(key, int(first[i]), int(last[i]), int(code[i])) for i, key in enumerate(ids) if key]
            record_list(NewList(kind, "police", "比对", day, day, date(2025, 1, 1), len(ids), rows), by=By(None, day))
        hits = {one.rule.id: [hit.person for hit in one.hits] for one in run.outcomes(day)}
        count = people.count()
        transaction.set_rollback(True)
    print(json.dumps({"hits": hits, "people": count, "severity": {key: rule.severity for key, rule in rules().items()}}))


main(Path(sys.argv[1]))
