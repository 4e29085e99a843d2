"""Forty-eight kinds of trouble that others had with such systems, tried on one county on both databases: nothing breaks, nothing is wrong.

Each is refused in a sentence that says what and what to do, or does what it should. Where a room tries a kind already and no
database can make a difference, `ELSEWHERE` names that test; the rest is tried here, and undone, one after the other.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.certification import actions as certification
from shebao.agency.certification import queries as certified
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Line, LinePart, Run, Withheld
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from shebao.base.identity import invented_citizen_number
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, bank_answer, book, reconcile
from tests.world.people import bank_card, citizen_number, make_village
from tests.world.snapshot import folder_for_files

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[2]
ELSEWHERE = {
    "an amount shown in ten thousands by its format alone": "documents/test_readers.py::test_a_workbook_is_read_as_it_is_shown",
    "a total of a generic table that is not the sum": "core/evaluation/test_check_tables.py::test_a_broken_table_is_found",
    "one digit changed in a printed report": "core/evaluation/test_check_relations.py::test_a_total_is_checked_whatever_the_project_is_called",
    "a list of which one row was paid already": (
        "agency/desk/test_by_list.py::test_what_a_counter_refuses_stands_at_its_rows_in_the_sheet_and_the_others_go_first"
    ),
    "dates as people write them": "base/test_months.py::test_everyday_ways_to_write_a_day_are_read",
    "odd dimensions, styles and wrappers of office files": (
        "documents/test_readers.py::test_a_damaged_word_file_is_read_or_refused_but_never_crashes"
    ),
    "a file that holds no document": "documents/test_readers.py::test_what_cannot_be_read_is_refused_with_a_sentence",
    "text that was struck out": "documents/test_readers.py::test_deleted_text_of_tracked_changes_is_not_read",
    "a formula without its value": "agency/people/test_sheet_marks.py::test_a_formula_without_its_value_is_told",
    "a number that a spreadsheet cut": "base/test_identity.py::test_a_number_that_lost_its_digits_in_a_spreadsheet_is_refused",
    "a list in the encodings of Chinese offices": "agency/people/test_imports.py::test_a_csv_file_is_read_in_the_usual_encodings",
    "a login that ran out while typing": "agency/desk/test_idle.py::test_a_form_sent_after_that_is_kept_by_the_login_page",
    "text that looks like a formula": "agency/desk/test_lists.py::test_text_that_looks_like_a_formula_stays_text",
    "large and odd uploads": "agency/people/test_imports.py::test_a_file_that_is_no_such_list_is_refused_quickly_in_plain_words",
    "any bytes at all": "agency/people/test_imports.py::test_any_bytes_are_read_or_refused_and_never_break_anything",
    "a name or number put right": (
        "agency/procedures/test_corrections.py::test_a_name_and_a_number_are_corrected_and_what_they_were_is_kept_and_checked"
    ),
    "two records of one human": "agency/procedures/test_corrections.py::test_two_records_of_one_human_become_one_with_years_and_balance",
    "rows hidden by a filter": "agency/people/test_sheet_marks.py::test_hidden_rows_are_counted_and_still_read",
    "a wrong answer of the bank, thirty ways": (
        "agency/payout/test_returns.py::test_a_return_file_that_is_wrong_changes_nothing_and_says_what_and_where"
    ),
}
Trial = Callable[[County], str]
TRIALS: list[tuple[str, Trial, str]] = []
"""What is tried, how, and words of what it comes to: a refusal, or what the trial found."""


def trial(what: str, words: str) -> Callable[[Trial], Trial]:
    """Add a trial."""

    def add(do: Trial) -> Trial:
        TRIALS.append((what, do, words))
        return do

    return add


def refusal(do: Callable[[], Any]) -> str:
    """What is said when something is refused; the advice too, for every refusal must have one."""
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        return f"{refused.finding.message} → {refused.finding.advice}" if refused.finding.advice else "refused without advice"
    return "was done"


def asked(key: str, county: County, post: str = "acceptance", day: date = MAY_DAY, **payload: Any) -> str:
    return refusal(lambda: procedures.submit(key, payload, by=By(county.staff[post], day)))


def applicant(**more: Any) -> dict[str, Any]:
    return {"citizen_number": citizen_number(), "name": "张三", "village_id": make_village()} | more


def account(county: County, bank: str) -> str:
    name = people.person(county.people[0]).name
    return asked("change_bank_account", county, person_id=county.people[0], bank=bank, account_number=bank_card(), holder=name)


def at_desk(county: County, post: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=county.staff[post]), backend="django.contrib.auth.backends.ModelBackend")
    return client


@trial("a separator of the bank file in the name of a bank", "银行文件用它分隔栏目")
def _(county: County) -> str:
    return account(county, "农商行|城关支行")


@trial("a line break in the name of a bank", "换行")
def _(county: County) -> str:
    return account(county, "农商行\n支行")


@trial("a text longer than its column", "最多 40 个字")
def _(county: County) -> str:
    return account(county, "行" * 60)


@trial("a village longer than its column", "最多 32 个字")
def _(county: County) -> str:
    return asked("add_villages", county, rows=[{"township": "云台镇", "village": "村" * 60}])


@trial("a character nobody types, in a search", "400")
def _(county: County) -> str:
    return str(at_desk(county, "acceptance").get("/people/?q=%00").status_code)


@trial("a character nobody types, in a comment", "意见")
def _(county: County) -> str:
    matter = procedures.submit("register_person", applicant(), by=By(county.staff["acceptance"], MAY_DAY))
    return refusal(lambda: procedures.approve(matter, by=By(county.staff["reviewer"], MAY_DAY), comment="看过\x00"))


@trial("a number cut to fifteen digits", "只有 15 位")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(citizen_number=invented_citizen_number("990000", date(2006, 8, 15), 123)[:15]))


@trial("a child of ten", "未满 16 周岁")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(citizen_number=citizen_number(date(2013, 5, 1))))


@trial("somebody born later than today", "出生日期")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(citizen_number=citizen_number(date(2023, 12, 1))))


@trial("a later 'returned' over a payment that arrived", "由两人决定")
def _(county: County) -> str:
    run = county.settled()
    line = Line.objects.filter(run=run).first()
    assert line is not None
    return refusal(lambda: county.settle(run, bank_answer(run, fail={line.pk: "09"}), name="又一份.txt"))


@trial("a death reported late", "多发 1 个月")
def _(county: County) -> str:
    county.settled()
    dead = {"person_id": county.people[0], "died_on": "2023-04-02", "source": "relatives"}
    return str([change.after for change in procedures.preview("report_death", dead, day=JUNE_DAY)])


@trial("an account changed after the seal", "account_changed")
def _(county: County) -> str:
    run = county.approved()
    county.change_account(county.people[0], MAY_DAY)
    payout.write_file(run.pk, by=By(county.staff["finance_maker"], MAY_DAY))
    return Withheld.objects.get(run_id=run.pk).reason


@trial("a death between the file and its hand-over", "又有 1 笔不能发")
def _(county: County) -> str:
    run = county.filed()
    end_by_death([(county.people[0], date(2023, 4, 2))], by=by(MAY_DAY))
    return refusal(lambda: settle_payout.submit(run.pk, by=By(county.staff["finance_checker"], MAY_DAY)))


@trial("invisible marks around a number", "was done")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(citizen_number=f"\u200b{citizen_number()}\u202c"))


@trial("a letter that only looks like X", "不是字母 X")
def _(county: County) -> str:
    number = next(one for _ in range(200) if (one := citizen_number()).endswith("X"))
    return asked("register_person", county, **applicant(citizen_number=number[:-1] + "Х"))


@trial("the number of a passport", "18 位")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(citizen_number="H12345678"))


@trial("a rare character and a dot in a name", "阿卜杜拉·䶮")
def _(county: County) -> str:
    matter = procedures.submit("register_person", applicant(name="阿卜杜拉•䶮"), by=By(county.staff["acceptance"], MAY_DAY))
    (person,) = procedures.approve(matter, by=By(county.staff["reviewer"], MAY_DAY))
    return people.person(person).name


@trial("a dot at the beginning of a name", "只在中间")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(name="·热西提"))


@trial("a character that only one machine can show", "U+E863")
def _(county: County) -> str:
    return asked("register_person", county, **applicant(name="张\ue863"))


@trial("one form sent twice", "已有未办结")
def _(county: County) -> str:
    moving = {"person_id": county.people[0], "village_id": make_village("乙乡", "二村")}
    assert asked("move_person", county, **moving) == "was done"
    return asked("move_person", county, **moving)


@trial("one list handed in and approved twice", "已")
def _(county: County) -> str:
    person = county.insured(1)[0]
    rows = {"rows": [{"person_id": person, "year": 2023, "tier_fen": 300_00}]}
    first, second = (procedures.submit("collect_contributions", rows, by=By(county.staff["acceptance"], MAY_DAY)) for _ in range(2))
    procedures.approve(first, by=By(county.staff["reviewer"], MAY_DAY))
    return refusal(lambda: procedures.approve(second, by=By(county.staff["reviewer"], MAY_DAY)))


@trial("one return file handed in twice", "已于 2023-05-08 导入")
def _(county: County) -> str:
    run = county.submitted()
    county.settle(run, bank_answer(run))
    return refusal(lambda: county.settle(run, bank_answer(run)))


@trial("somebody certified on the last day of February", "202502")
def _(county: County) -> str:
    certification.record_events([(county.people[0], date(2024, 2, 29), "window")], by=by(date(2024, 3, 1)))
    return str(certified.valid_until(int_column([county.people[0]]))[0])


@trial("evidence that says nothing", "没有写明核验依据")
def _(county: County) -> str:
    return asked("verify_bank_accounts", county, rows=[{"person_id": county.people[0]}], channel="waited", evidence="回执")


# -- ten more kinds, of programmes that pay benefits and of ledgers -----------------------------------------------


@trial("an answer dated before the file was handed over", "早于送盘日期")
def _(county: County) -> str:
    run = county.submitted()
    return refusal(lambda: county.settle(run, bank_answer(run, MAY_DAY - timedelta(days=1)), slip=False))


@trial("a wrong answer, and the right one after it", "settled")
def _(county: County) -> str:
    run = county.submitted()
    refusal(lambda: county.settle(run, bank_answer(run)[:-40], slip=False))
    county.settle(run, bank_answer(run))
    return Run.objects.get(pk=run.pk).state


@trial("a run approved before it was reviewed", "不能审批")
def _(county: County) -> str:
    run = county.sealed()
    return refusal(lambda: payout.approve(run.pk, run.digest, by=By(county.staff["approver"], MAY_DAY)))


@trial("a run approved by two clicks", "不能审批")
def _(county: County) -> str:
    run = county.approved()
    return refusal(lambda: payout.approve(run.pk, run.digest, by=By(county.staff["approver"], MAY_DAY)))


@trial("a voucher of a closed month reversed into it", "已结账")
def _(county: County) -> str:
    voucher = book("interest_1003", 100_00, date(2023, 5, 20), "LX1")
    reconcile(MAY)
    fund.close_period(SCHEME, MAY, by=By(None, JUNE_DAY))
    return refusal(lambda: fund.reverse_voucher(voucher.pk, MAY, date(2023, 5, 31), by=By(None, JUNE_DAY)))


@trial("money that comes on the last day of a month", "202305 2023-05-31")
def _(county: County) -> str:
    voucher = book("interest_1003", 100_00, date(2023, 5, 31), "LX1")
    return f"{voucher.month} {voucher.on.isoformat()}"


@trial("a payment that no longer has its reason when the run is computed again", "5 lines, 0 parts left over")
def _(county: County) -> str:
    run = county.propose()
    payout.compute(run.pk, actor_id=county.staff["acceptance"])
    benefits.suspend([county.people[0]], SCHEME, MAY, "custody", by=by(MAY_DAY))
    payout.compute(run.pk, actor_id=county.staff["acceptance"])
    lines = set(Line.objects.filter(run=run).values_list("id", flat=True))
    left = LinePart.objects.filter(id__gte=run.pk * 10**8, id__lt=(run.pk + 1) * 10**8).exclude(line_id__in=lines)
    return f"{len(lines)} lines, {left.count()} parts left over"


@trial("two payments to one person on one day", "2")
def _(county: County) -> str:
    person = county.people[0]
    county.settled()
    benefits.suspend([person], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    county.settled(JUNE, day=JUNE_DAY)
    benefits.resume([person], SCHEME, 202307, by=by(date(2023, 7, 2)))
    regular, back = (county.settled(202307, kind, date(2023, 7, 10)) for kind in ("regular", "back_pay"))
    page = at_desk(county, "acceptance").get(f"/people/{person}/").content.decode()
    return str(sum(f"/payout/{run.pk}/" in page for run in (regular, back)))


@trial("a move that leaves everything else of a person alone", "phone='138****1234'")
def _(county: County) -> str:
    matter = procedures.submit("register_person", applicant(phone="13800001234"), by=By(county.staff["acceptance"], MAY_DAY))
    (person,) = procedures.approve(matter, by=By(county.staff["reviewer"], MAY_DAY))
    moving = {"person_id": person, "village_id": make_village("乙乡", "二村")}
    matter = procedures.submit("move_person", moving, by=By(county.staff["acceptance"], MAY_DAY))
    procedures.approve(matter, by=By(county.staff["reviewer"], MAY_DAY))
    return str(people.person(person))


@trial("an account drawn on by two heirs at once", "已清户")
def _(county: County) -> str:
    from shebao.agency.accounts import actions

    person = county.people[0]
    actions.inherit([person], SCHEME, MAY, by=by(MAY_DAY))
    assert accounts.of_person(person, SCHEME).balance_fen == 0  # type: ignore[union-attr]
    return refusal(lambda: actions.inherit([person], SCHEME, MAY, by=by(MAY_DAY)))


def test_every_trouble_of_others_is_met_with_a_sentence(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    county, came_to = County(), {}
    for number, (what, do, _) in enumerate(TRIALS):
        with folder_for_files(tmp_path / str(number)), transaction.atomic():
            came_to[what] = do(county)
            transaction.set_rollback(True)

    wrong = {what: came_to[what] for what, _, words in TRIALS if words not in came_to[what]}

    for w in wrong.items():
        print(w)
    assert wrong == {}
    assert [check for check in run_checks() if not check.ok] == [] and books.balance_of(SCHEME, "1003") == 10**9
    assert len(TRIALS) + len(ELSEWHERE) >= 48
    with capsys.disabled():
        print(f"\n{len(TRIALS)} trials on {database}, {len(ELSEWHERE)} in their rooms: 0 broken, 0 wrong")


def test_the_trials_that_are_made_elsewhere_are_there() -> None:
    missing = []
    for test in ELSEWHERE.values():
        name, _, function = test.rpartition("::")
        tree = ast.parse((TESTS / name).read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        missing += [] if function in names else [test]

    assert missing == []
