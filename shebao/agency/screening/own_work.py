"""Our own rows about awards, working life, injuries, unemployment, land, transfers and the office's own hands, as tables of the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.benefits import screened as awards
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import screened as contributions
from shebao.agency.declarations.law import base_limits
from shebao.agency.employers import screened as employers
from shebao.agency.enrolment import screened as enrolment
from shebao.agency.injury import screened as injury
from shebao.agency.installation import queries as installation
from shebao.agency.journal import screened as journal
from shebao.agency.matters import screened as matters
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.people import screened as register
from shebao.agency.residents import screened as residents
from shebao.agency.staff import queries as staff
from shebao.agency.store.columns import Column, Columns, look_up
from shebao.agency.transfers import screened as transfers
from shebao.agency.unemployment import screened as unemployment
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused
from shebao.base.months import Month, add_months
from shebao.bulk.pairs import Pairs
from shebao.core.screening.tables import TABLES

from .question import Asked
from .standing import decided_pairs

ASSISTED, SUBSIDISED = 1, 2
PAIRS_RULE = "R065"
"""The rule that shows pairs of records; a pair that was decided on is not shown again."""
BASED = ("employee", "public_institution", "unemployment", "work_injury")
"""The schemes whose contributions rest on a base with a floor and a cap."""
_SPECIAL = {"high_altitude": 1, "heavy_labour": 1, "plateau": 1, "underground": 2, "high_heat": 2, "harmful": 3}


def codes() -> dict[str, int]:
    """Scheme → its national number."""
    return {key: int(scheme.CODE) for key, scheme in schemes.catalogue().items()}


def born(asked: Asked) -> Columns:
    """`person`, `birth`, `death` of those asked of."""
    return asked.once("births", lambda: people.births(asked.ids))


def numbers(asked: Asked) -> Columns:
    """What the citizen numbers of those asked of say."""
    return asked.once("numbers", lambda: register.numbers_checked(asked.ids))


def _awards(asked: Asked) -> list[Columns]:
    result = []
    for key, code in codes().items():
        c = awards.awards(key, asked.ids) if key in asked.drawn else {}
        if c and c["person"].size:
            result.append(
                {
                    **c,
                    "scheme": np.full_like(c["person"], code),
                    "birth": look_up(born(asked)["person"], born(asked)["birth"], c["person"]),
                    "sex": look_up(numbers(asked)["person"], numbers(asked)["sex"], c["person"]),
                    "employer": np.zeros_like(c["person"]),
                }
            )
    return result


def _careers(asked: Asked) -> list[Columns]:
    began = enrolment.began_work(asked.ids)
    number = codes()
    deemed = {
        (person, number[scheme]): facts["rows"] for person, scheme, facts in awards.concluded("deemed", asked.ids) if facts.get("rows")
    }
    keys = sorted(set(deemed) | {(person, number["employee"]) for person in began if (person, number["employee"]) not in deemed})
    person = np.array([key[0] for key in keys], dtype=np.int64)
    first = contributions.first_months(number["employee"], asked.ids)
    spans = [[(int(row["from_month"]), int(row["to_month"])) for row in deemed.get(key, [])] for key in keys]
    return [
        {
            "person": person,
            "scheme": np.array([key[1] for key in keys], dtype=np.int64),
            "birth": look_up(born(asked)["person"], born(asked)["birth"], person),
            "start_month": np.array([began.get(key[0], 0) for key in keys], dtype=np.int64),
            "deemed_from_month": np.array([min((span[0] for span in one), default=0) for one in spans], dtype=np.int64),
            "deemed_to_month": np.array([max((span[1] for span in one), default=0) for one in spans], dtype=np.int64),
            "account_month": look_up(first["person"], first["month"], person),
        }
    ]


def _special_work(asked: Asked) -> list[Columns]:
    rows = [
        (person, _SPECIAL.get(str(facts.get("kind")), 3), int(facts.get("months", 0)), 1)
        for person, _, facts in awards.concluded("special", asked.ids)
    ]
    return [_table("special_work", rows)]


def _injuries(asked: Asked) -> list[Columns]:
    return [injury.injured(asked.ids)]


def _survivors(asked: Asked) -> list[Columns]:
    drawing = benefits.spans("work_injury", asked.ids)
    now = set(drawing["person"][drawing["to_month"] == 0].tolist())
    return [_table("survivors", [row for row in _dependants(asked) if row[0] in now])]


def _dependants(asked: Asked) -> list[tuple[int, int, int, int, int]]:
    return asked.once("dependants", lambda: injury.survivors(asked.ids))


def _life_events(asked: Asked) -> list[Columns]:
    dead = [row[1] for row in _dependants(asked)]
    seen = certification.days_certified(dead, seen=True)
    return [{"person": seen["person"], "on_day": seen["on_day"]}]


def _grants(asked: Asked) -> list[Columns]:
    return [payout.funerals_granted(codes(), asked.ids)]


def _back_payments(asked: Asked) -> list[Columns]:
    """Every month of ours rests on a declaration or on the document of the matter that put it down: none is without a ground."""
    late = contributions.paid_late(asked.ids)
    return [{**late, "documented": np.ones_like(late["person"])}]


def _employers(asked: Asked) -> list[Columns]:
    c = employers.register()
    insured = contributions.insured_by_employer(Month(asked.today // 100))
    return [{**c, "insured": look_up(insured["employer"], insured["insured"], c["employer"])}]


def _base_years(asked: Asked) -> list[Columns]:
    c = contributions.base_years(asked.ids)
    keys = {(int(scheme), int(year)) for scheme, year in set(zip(c["scheme"].tolist(), c["year"].tolist(), strict=True))}
    floor = {key: limits[0] for key in keys if (limits := _limits(key[0], Month(key[1] * 100 + 12)))}
    return [
        {
            **c,
            "floor_fen": np.array(
                [floor.get(key, 0) for key in zip(c["scheme"].tolist(), c["year"].tolist(), strict=True)], dtype=np.int64
            ),
        }
    ]


def _limit_rows(asked: Asked) -> list[Columns]:
    months: list[Month] = [add_months(Month(asked.since), i) for i in range(_months(asked))]
    number = codes()
    rows = [(number[key], int(month), *limits) for key in BASED for month in months if (limits := _limits(number[key], month))]
    return [_table("limits", rows)]


def _months(asked: Asked) -> int:
    now, since = asked.today // 100, asked.since
    return (now // 100 - since // 100) * 12 + now % 100 - since % 100 + 1


def _limits(code: int, month: Month) -> tuple[int, int] | None:
    """Floor and cap of a month here; None where no document says them, or no place is set yet."""
    key = next((key for key, number in codes().items() if number == code), "")
    if key not in BASED:
        return None
    try:
        return base_limits(key, month, parameters.places(), installation.place())
    except (MissingValue, Refused):
        return None


def _claims(asked: Asked) -> list[Columns]:
    return [unemployment.claimed(asked.ids)]


def _certificates(asked: Asked) -> list[Columns]:
    return [unemployment.certificates(asked.ids)]


def _employer_grants(asked: Asked) -> list[Columns]:
    return [unemployment.grants_for_hires(asked.ids)]


def _transfers(asked: Asked) -> list[Columns]:
    return [transfers.years(codes(), asked.ids)]


def _temporary(asked: Asked) -> list[Columns]:
    return [transfers.temporary(codes(), asked.ids)]


def _land_payments(asked: Asked) -> list[Columns]:
    return [asked.once("land", lambda: residents.land(asked.ids))[0]]


def _land_lists(asked: Asked) -> list[Columns]:
    return [asked.once("land", lambda: residents.land(asked.ids))[1]]


def _hands(asked: Asked) -> list[tuple[int, int, int, int, int]]:
    return asked.once("steps", lambda: matters.steps(asked.ids))


def _steps(asked: Asked) -> list[Columns]:
    return [_table("steps", _hands(asked))]


def _decisions(asked: Asked) -> list[Columns]:
    return [_table("decisions", [(person, who, day) for person, _, _, who, day in _hands(asked)])]


def _relatives(asked: Asked) -> list[Columns]:
    return [_table("relatives", enrolment.relatives_of_staff(staff.own_marks(), asked.ids))]


def _changes(asked: Asked) -> list[Columns]:
    since = f"{asked.since // 100}-{asked.since % 100:02d}-01"
    return [_table("changes", journal.changes(since, asked.ids))]


def _table(name: str, rows: Sequence[tuple[int, ...]]) -> Columns:
    """Rows in the order of the table's columns, as columns."""
    names = TABLES[name]
    whole: Column = np.array(rows, dtype=np.int64).reshape(-1, len(names))
    return {column: np.ascontiguousarray(whole[:, place]) for place, column in enumerate(names)}


def _pairs(asked: Asked) -> list[Columns]:
    """Pairs of the whole register that nobody has decided on; of some people alone there is nothing to hold them against."""
    if asked.ids is not None:
        return []
    said = numbers(asked)
    names = people.person_names(said["person"])
    with Pairs() as engine:
        engine.take(said["person"], said["key"], [names[person] for person in said["person"].tolist()])
        result = engine.find()
    settled = decided_pairs(PAIRS_RULE)
    new = np.array([pair not in settled for pair in zip(result["person"].tolist(), result["other"].tolist(), strict=True)], dtype=bool)
    return [{name: values[new] for name, values in result.items()}]


FEEDS: Mapping[str, Callable[[Asked], Sequence[Columns]]] = {
    "awards": _awards,
    "careers": _careers,
    "special_work": _special_work,
    "injuries": _injuries,
    "survivors": _survivors,
    "life_events": _life_events,
    "grants": _grants,
    "back_payments": _back_payments,
    "employers": _employers,
    "base_years": _base_years,
    "limits": _limit_rows,
    "claims": _claims,
    "certificates": _certificates,
    "employer_grants": _employer_grants,
    "transfers": _transfers,
    "temporary_accounts": _temporary,
    "land_payments": _land_payments,
    "land_lists": _land_lists,
    "steps": _steps,
    "decisions": _decisions,
    "relatives": _relatives,
    "changes": _changes,
    "pairs": _pairs,
}
"""Table → what asks a counter for it."""
