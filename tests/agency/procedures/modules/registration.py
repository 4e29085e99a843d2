"""Registration: a person in and out of insurance, what else is known of them, who stands about them, and whom a list says is not insured."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment import coverage
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.relatives import facts_of, relatives_of
from shebao.agency.people import queries as people
from shebao.agency.store.columns import int_column
from tests.world.employers import Works, make_workers, number_of, scan
from tests.world.people import citizen_number, make_person, make_village
from tests.world.staff import carry_through

WORLD = "works"
JULY_3, JULY_20, AUGUST_3 = date(2023, 7, 3), date(2023, 7, 20), date(2023, 8, 3)
RESIDENT = "resident"


def insured(person: int, scheme: str = RESIDENT) -> bool:
    return bool(enrolment.open_among(int_column([person]), scheme).size)


def register_many(works: Works) -> None:
    """A village's list of two, insured; ended again as entered by mistake."""
    village = make_village()
    rows = [{"citizen_number": citizen_number(date(1990, 5, 6)), "name": name, "village_id": village} for name in ("村民甲", "村民乙")]
    ids = carry_through("register_many", {"rows": rows}, works.staff, JULY_3)
    assert all(insured(person) for person in ids)
    ending = {"rows": [{"person_id": person} for person in ids], "reason": "duplicate"}
    carry_through("end_insurance", ending, works.staff, JULY_20)
    assert not any(insured(person) for person in ids)


def resume_insurance(works: Works) -> None:
    """A resident home again is insured anew, the account goes on; then interrupted again."""
    person = make_person("返乡人", birth=date(1990, 3, 4), day=date(2023, 1, 3), insured_from=202001, opening_fen=500_00)
    ending = {"rows": [{"person_id": person}], "reason": "interrupted", "to_month": "2023-06"}
    carry_through("end_insurance", ending, works.staff, date(2023, 6, 20))
    form = {"person_id": str(person), "what": "resume", "scheme": RESIDENT, "month": "2023-07", "reason": "returned"}
    carry_through("resume_insurance", form, works.staff, JULY_3)
    assert insured(person)
    carry_through("resume_insurance", form | {"what": "suspend", "month": "2023-08", "reason": "hardship"}, works.staff, AUGUST_3)
    assert not insured(person) and len(enrolment.spells(person)) == 2


def register_flexible_worker(works: Works) -> None:
    """Somebody nobody knew insures himself at the floor; interrupted, he is due for no month more."""
    form = {
        "citizen_number": citizen_number(date(1992, 2, 3)), "name": "骑手甲", "village_id": make_village(), "identity": "platform",
        "base_fen": 4_316_00, "cycle": "quarter",
    }  # fmt: skip
    person = carry_through("register_flexible_worker", form, works.staff, JULY_3)
    assert insured(person, "employee") and people.person(person).name == "骑手甲"
    stopping = {"person_id": str(person), "what": "suspend", "scheme": "employee", "month": "2023-07", "reason": "hardship"}
    carry_through("resume_insurance", stopping, works.staff, JULY_20)
    assert not insured(person, "employee")


def correct_person(works: Works) -> None:
    """First work by the file; put back to what it was."""
    person = works.workers[0]
    form = {"person_id": str(person), "what": "began_work", "new_value": "2005-07-01", "evidence": "file", "scans": scan()}
    for day in ("2005-07-01", "2004-07-01", "2005-07-01"):
        carry_through("correct_person", form | {"new_value": day}, works.staff, JULY_3)
        assert facts_of(person) == {"began_work": day}


def record_family(works: Works) -> None:
    """An agent who may certify, known to nobody else; ended by a day."""
    person = works.workers[0]
    form = {
        "person_id": str(person), "what": "enter", "relative_number": citizen_number(date(1988, 8, 8)), "relative_name": "代办人甲",
        "relation": "agent", "scope": "certify", "from_on": "2023-07-01", "scans": scan(),
    }  # fmt: skip
    key = carry_through("record_family", form, works.staff, JULY_3)
    assert [row.name for row in relatives_of(person, JULY_3)] == ["代办人甲"]
    ending = {"person_id": str(person), "what": "end", "relative_id": str(key), "to_on": "2023-07-20", "scans": scan()}
    carry_through("record_family", ending, works.staff, JULY_20)
    assert relatives_of(person, date(2023, 7, 21)) == []


def check_coverage_list(works: Works) -> None:
    """Of a list of three one is insured, one is registered and insured in nothing, one is nobody here: two tasks, the list again none; closed."""
    (known,) = make_workers(("未参保人",))
    rows = [
        {"citizen_number": number_of(works.workers[0]), "name": "王甲一", "scheme": "employee"},
        {"citizen_number": number_of(known), "name": "未参保人", "scheme": "employee"},
        {"citizen_number": citizen_number(date(1995, 9, 9)), "name": "外地人", "scheme": RESIDENT},
    ]
    form = {"rows": rows, "group": "platform", "owner": "驻村干部甲", "due_on": "2023-09-30"}
    carry_through("check_coverage_list", form, works.staff, JULY_3)
    tasks = list(coverage.listed_tasks().order_by("id"))
    assert [(task["name"], task["state"]) for task in tasks] == [("未参保人", "open"), ("外地人", "open")]
    for task in tasks:
        carry_through("follow_coverage", {"task_number": str(task["id"]), "state": "closed"}, works.staff, JULY_20)
    assert coverage.counts_of_tasks() == {"closed": 2}


MODULES = (
    ("register_many", register_many, "end_insurance"),
    ("resume_insurance", resume_insurance, "resume_insurance"),
    ("register_flexible_worker", register_flexible_worker, "resume_insurance"),
    ("correct_person", correct_person, "correct_person"),
    ("record_family", record_family, "record_family"),
    ("check_coverage_list", check_coverage_list, "follow_coverage"),
)
