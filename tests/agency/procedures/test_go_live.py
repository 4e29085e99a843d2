"""An empty installation becomes a paying county by its own forms: villages, books, the people of the former system, the first run."""

from __future__ import annotations

import gc
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification.queries import valid_until
from shebao.agency.contributions import queries as contributions
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.people.imports import rejected_workbook
from shebao.agency.procedures import actions
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.registration import take_over
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from shebao.base.money import grouped
from tests.agency.procedures.from_file import payload_from
from tests.world.people import bank_card, citizen_number
from tests.world.staff import staff_as_made

pytestmark = pytest.mark.django_db
DAY = date(2023, 5, 8)


@pytest.fixture
def staff(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The staff of an installation that has nothing else yet."""
    monkeypatch.setenv("SHEBAO_PLACE", "gansu_zhengning")
    return staff_as_made()


def done(staff: dict[str, int], key: str, payload: dict[str, Any], day: date = DAY) -> Any:
    """A request taken through by the people of its line."""
    fund = key == "open_books"
    matter = actions.submit(key, payload, by=By(staff["finance_maker" if fund else "acceptance"], day))
    if key == "take_over":
        actions.review(matter, by=By(staff["reviewer"], day))
        return actions.approve(matter, by=By(staff["approver"], day))
    return actions.approve(matter, by=By(staff["finance_checker" if fund else "reviewer"], day))


def villages(staff: dict[str, int]) -> int:
    done(staff, "add_villages", {"rows": [{"township": "云台镇", "village": "柳树村"}, {"township": "云台镇", "village": "石桥村"}]})
    return people.villages()[0].id


def contributor(village: int, **more: Any) -> dict[str, Any]:
    return {
        "citizen_number": citizen_number(birth=date(1975, 4, 1)),
        "name": "王禾",
        "village_id": village,
        "from_month": 201201,
        "first_year": 2012,
        "last_year": 2022,
        "years": 11,
        "balance_fen": 3_000_00,
        **more,
    }


def pensioner(village: int, **more: Any) -> dict[str, Any]:
    return (
        contributor(village)
        | {
            "citizen_number": citizen_number(birth=date(1955, 3, 5)),
            "name": "李丰",
            "bank": "县农村商业银行",
            "account_number": bank_card(),
            "pension_from": 201504,
            "at_claim_fen": 1_390_00,
            "certified_on": "2023-01-10",
            "first_year": 2012,
            "last_year": 2014,
            "years": 3,
        }
        | more
    )


def test_a_county_begins_with_nothing_and_pays_its_first_month(staff: dict[str, int]) -> None:
    village = villages(staff)
    done(staff, "open_books", {"month": "2023-05", "balance_1002": "0", "balance_1003": "500000.00", "balance_1004": "20000.00"})
    ids = done(
        staff, "take_over", {"month": "2023-05", "rows": [contributor(village), pensioner(village), pensioner(village, name="赵丰")]}
    )

    run = payout.propose(RESIDENT, 202305, "regular", place="gansu_zhengning", by=By(staff["acceptance"], DAY))
    payout.compute(run.pk, actor_id=staff["acceptance"])
    sealed = payout.seal(run.pk, by=By(staff["acceptance"], DAY))

    assert sealed.lines == 2 and sealed.held == 0
    assert accounts.balances(int_column(ids), RESIDENT).tolist() == [3_000_00] * 3
    assert contributions.paid_years(int_column(ids), RESIDENT).tolist() == [11, 3, 3]
    assert valid_until(int_column(ids)).tolist() == [0, 202401, 202401]
    assert books.balance_of(RESIDENT, "3001") == 520_000_00
    assert [check for check in run_checks() if check.problems] == []


def test_what_the_preview_says_is_what_is_taken_over_beside_those_already_in_payment(staff: dict[str, int]) -> None:
    village = villages(staff)
    done(staff, "take_over", {"month": "2023-05", "rows": [pensioner(village)]})
    rows = [
        contributor(village),
        pensioner(village, at_claim_fen=20_000_00, balance_fen=5_00),
        pensioner(village, citizen_number=citizen_number(birth=date(1940, 1, 2))),
    ]

    shown = {change.what: change for change in actions.preview("take_over", {"month": "2023-05", "rows": rows}, day=DAY)}
    done(staff, "take_over", {"month": "2023-05", "rows": rows})

    there = benefits.in_payment(RESIDENT, 202305)["person_id"]
    fen = int(benefits.decided_amounts(there, RESIDENT)["total_fen"].sum())
    assert (shown["待遇领取"].before, shown["待遇领取"].after) == ("在发 1 人", "3 人，自 2023-05 起由本系统发放")
    assert shown["移交后月待遇合计"].after == f"{grouped(fen)} 元（高龄加发按核定时的年龄）"


def test_looking_at_a_list_enters_nothing_on_trial_and_asks_no_more_of_the_database_for_more_people(staff: dict[str, int]) -> None:
    village = villages(staff)

    def asked(count: int) -> list[str]:
        rows = [row for _ in range(count) for row in (contributor(village), pensioner(village))]
        with CaptureQueriesContext(connection) as seen:
            actions.preview("take_over", {"month": "2023-05", "rows": rows}, day=DAY)
        return [query["sql"] for query in seen.captured_queries]

    few, many = asked(2), asked(40)

    assert len(few) == len(many)
    assert [sql for sql in many if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_rows_that_contradict_themselves_come_back_with_their_reasons_and_the_others_go_on(staff: dict[str, int], tmp_path: Path) -> None:
    villages(staff)
    cells = ["云台镇", "柳树村", "2012-01"]
    wrong = [
        ["2012", "2014", "9", "", "", ""],
        ["2012", "", "", "", "", ""],
        ["", "", "", "2015-04", "", ""],
        ["", "", "", "", "", "2023-01-10"],
    ]
    table = [
        [
            "身份证号码",
            "姓名",
            "乡镇",
            "村（社区）",
            "参保月",
            "首缴年度",
            "末缴年度",
            "缴费年数",
            "待遇起始月",
            "核定时储存额（元）",
            "最近认证日期",
        ],
        *(
            [citizen_number(birth=date(1955, 3, 5)), "李丰", *cells, *more]
            for more in (["2012", "2014", "3", "2015-04", "1390.00", "2023-01-10"], *wrong)
        ),
    ]
    path = tmp_path / "移交.csv"
    path.write_text("\n".join(",".join(line) for line in table), encoding="utf-8")

    payload, result = payload_from("take_over", path, whole=False, month="2023-05")
    done(staff, "take_over", payload)

    assert people.count() == 1
    assert [one.row for one in result.rejected] == [3, 4, 5, 6]
    for one, words in zip(result.rejected, ("缴费年数与首末年度不符", "要么都填", "要一起填", "不填认证日期"), strict=True):
        assert words in one.reasons[0]
    returned = load_workbook(BytesIO(rejected_workbook(result))).active
    assert returned is not None and "缴费年数与首末年度不符" in str(returned.cell(2, returned.max_column).value)


def test_the_preview_says_how_many_draw_and_what_they_draw_and_changes_nothing(staff: dict[str, int]) -> None:
    village = villages(staff)
    payload = {"month": "2023-05", "rows": [contributor(village), pensioner(village)]}

    shown = {change.what: change.after for change in actions.preview("take_over", payload, day=DAY)}

    assert shown["人员"] == "2 人" and "1 人，自 2023-05 起" in shown["待遇领取"] and "6,000.00 元" in shown["个人账户"]
    assert people.count() == 0 and benefits.recipients(RESIDENT, 202305) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"years": 40}, "缴费年数与首末年度不符"),
        ({"balance_fen": -1}, "不能为负"),
        ({"pension_from": 202306}, "晚于接收月份"),
        ({"from_month": 202305}, "不早于接收月份"),
        ({"last_year": 2024}, "2024 晚于今年"),
        ({"at_claim_fen": 10**13}, "领取时个人账户储存额"),
        ({"certified_on": "2023-06-01"}, "2023-06-01 晚于今天"),
        ({"first_year": None}, "要么都填"),
        ({"at_claim_fen": None}, "要一起填"),
        ({"pension_from": None, "at_claim_fen": None}, "不填认证日期"),
    ],
)
def test_a_row_that_does_not_fit_together_is_refused_whole_with_its_reason(staff: dict[str, int], more: dict[str, Any], words: str) -> None:
    village = villages(staff)
    row = {name: value for name, value in pensioner(village, **more).items() if value is not None}

    with pytest.raises(Refused, match=words):
        actions.submit("take_over", {"month": "2023-05", "rows": [contributor(village), row]}, by=By(staff["acceptance"], DAY))

    assert people.count() == 0


def test_a_list_longer_than_was_measured_is_refused_before_anything_is_read_of_it(
    staff: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_over, "MOST_PEOPLE", 1)
    row = contributor(villages(staff))

    with pytest.raises(Refused, match="名单有 2 人，一份最多 1 人"):
        actions.preview("take_over", {"month": "2023-05", "rows": [row, row]}, day=DAY)


def test_insurance_that_begins_after_next_month_is_refused_before_anybody_signs(staff: dict[str, int]) -> None:
    row = contributor(villages(staff), from_month=202308)

    with pytest.raises(Refused, match="2023-08 晚于下月"):
        actions.preview("take_over", {"month": "2023-09", "rows": [row]}, day=DAY)


def test_a_hand_over_that_breaks_off_at_its_last_step_leaves_nothing_behind(staff: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    village = villages(staff)
    matter = actions.submit(
        "take_over", {"month": "2023-05", "rows": [contributor(village), pensioner(village)]}, by=By(staff["acceptance"], DAY)
    )
    actions.review(matter, by=By(staff["reviewer"], DAY))

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as last, pytest.raises(OSError, match="disk full"):
        last.setattr(take_over, "record_events", broken)
        actions.approve(matter, by=By(staff["approver"], DAY))
    left = people.count(), benefits.recipients(RESIDENT, 202305)
    ids = actions.approve(matter, by=By(staff["approver"], DAY))

    assert left == (0, 0) and len(ids) == 2 and gc.isenabled()
    assert [check for check in run_checks() if check.problems] == []


def test_somebody_already_here_is_not_taken_over_twice(staff: dict[str, int]) -> None:
    row = contributor(villages(staff))
    done(staff, "take_over", {"month": "2023-05", "rows": [row]})

    with pytest.raises(Refused, match="已"):
        done(staff, "take_over", {"month": "2023-05", "rows": [row]})

    assert people.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"balance_1003": "-1.00"}, "不能透支"),
        ({"month": "2023-06"}, "还没有到"),
        ({"balance_1003": "0", "balance_1004": "0"}, "都是零"),
        ({"balance_2001": "7.01"}, "负债比资产多 0.01 元"),
    ],
)
def test_books_that_cannot_be_opened_are_refused(staff: dict[str, int], wrong: dict[str, str], words: str) -> None:
    payload = {"month": "2023-05", "balance_1002": "0", "balance_1003": "5.00", "balance_1004": "2.00", **wrong}

    with pytest.raises(Refused, match=words):
        actions.submit("open_books", payload, by=By(staff["finance_maker"], DAY))

    assert books.first_month(RESIDENT) is None


def test_books_are_opened_with_every_asset_and_liability_and_the_fund_balance_is_what_is_left(staff: dict[str, int]) -> None:
    balances = {"balance_1002": "0", "balance_1003": "5.00", "balance_1004": "2.00", "balance_1005": "1.00", "balance_1101": "0.50"}

    done(staff, "open_books", {"month": "2023-05", **balances, "balance_2001": "3.00"})

    taken = {code: books.balance_of(RESIDENT, code) for code in ("1003", "1004", "1005", "1101", "2001", "3001")}
    assert taken == {"1003": 5_00, "1004": 2_00, "1005": 1_00, "1101": 50, "2001": 3_00, "3001": 5_50}


def test_books_are_opened_once_and_villages_are_entered_once(staff: dict[str, int]) -> None:
    payload = {"month": "2023-05", "balance_1002": "0", "balance_1003": "5.00", "balance_1004": "2.00"}
    done(staff, "open_books", payload)
    villages(staff)

    with pytest.raises(Refused, match="已经启用"):
        done(staff, "open_books", payload)
    with pytest.raises(Refused, match="都已登记"):
        villages(staff)

    assert len(people.villages()) == 2
