"""Collection: the worked examples of a month that goes wrong (late, not declared, too much, corrected), each put right again."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months
from shebao.agency.contributions.month_totals import arrears as all_arrears
from shebao.agency.declarations import arrears
from shebao.agency.declarations import queries as declarations
from shebao.agency.fund import queries as books
from shebao.agency.store.columns import int_column
from tests.world.employers import PERSON, UNIT, WAGES, Works, collected, enter_reference_wage, make_workers, number_of, receipt, scan
from tests.world.money import book
from tests.world.staff import carry_through

WORLD = "works"
JUNE, JULY, AUGUST = 202306, 202307, 202308
JUNE_22, JUNE_28, JULY_3, JULY_20 = date(2023, 6, 22), date(2023, 6, 28), date(2023, 7, 3), date(2023, 7, 20)
JULY_21, JULY_28, AUGUST_3, AUGUST_21 = date(2023, 7, 21), date(2023, 7, 28), date(2023, 8, 3), date(2023, 8, 21)


def owed(works: Works, month: int = 0) -> int:
    return sum(row.owed_fen for row in months.owed(works.employer) if month in (0, row.month))


def balance_of(person: int) -> int:
    account = accounts.of_person(person, "employee")
    return account.balance_fen if account else 0


def paid_months(person: int) -> list[tuple[int, int]]:
    columns = months.paid_months(int_column([person]), "employee")
    return list(zip(columns["month"].tolist(), columns["base_fen"].tolist(), strict=True))


def at(works: Works, **more: Any) -> dict[str, Any]:
    """A form about the works, with a scan."""
    return {"employer_id": str(works.employer), "scans": scan()} | more


def assess_flexible(works: Works) -> None:
    """Worked example B1: 孙乙 chooses the floor, pays 863.20 alone, of which 345.28 goes into the account; then chooses more, and less again."""
    (sun,) = make_workers(("孙乙",))
    form = {"person_id": str(sun), "identity": "other", "from_month": "2023-06", "base_fen": 4_316_00, "cycle": "month"}
    carry_through("register_flexible_worker", form, works.staff, JUNE_22)
    carry_through("assess_month", {"month": "2023-06"}, works.staff, JUNE_22)
    collected("send_to_tax", {"month": "2023-06"}, works.staff, JUNE_22)
    assert sum(row["total_fen"] for row in declarations.batches()) == 9_092_29
    alone = receipt("F", "employee", 517_92, 345_28, uscc="", payer_number=number_of(sun))

    works.receive([*works.rows(), alone])

    june = {key: fen for key, fen in books.balances("employee").items() if key[0] in ("1005", "4001")}
    assert june == {("1005", ""): 8_638_72, ("4001", "unit"): -5_183_68, ("4001", "own"): -2_591_84, ("4001", "flexible"): -863_20}
    assert sum(balance_of(person) for person in works.workers) + balance_of(sun) == 2_937_12
    for fen in (6_000_00, 4_316_00):
        carry_through("assess_flexible", {"person_id": str(sun), "base_fen": fen, "from_month": "2023-07"}, works.staff, JULY_3)
    carry_through("assess_month", {"month": "2023-07"}, works.staff, JULY_21)
    assert [row.base_fen for row in months.of_person(sun)] == [4_316_00, 4_316_00]
    assert all(one.employer_id for one in all_arrears(JULY)), "a month not paid alone is no arrears"


def assess_undeclared(works: Works) -> None:
    """Worked example B3: July at 110 % is 9,052.00; declared later it is 8,229.09, and 822.91 is set against August. Nothing is booked again."""
    works.receive(works.rows())
    carry_through("assess_undeclared", at(works, month="2023-07"), works.staff, JULY_20)
    rows = [(one.scheme, one.unit_fen + one.person_fen) for one in months.owed(works.employer)]
    assert rows == [("employee", 8_553_07), ("unemployment", 356_38), ("work_injury", 142_55)] and owed(works) == 9_052_00
    july = [
        receipt("P7", "employee", 5_702_05, 2_851_02, from_month=JULY),
        receipt("U7", "unemployment", 249_46, 106_92, from_month=JULY),
        receipt("I7", "work_injury", 142_55, from_month=JULY),
    ]
    works.receive(july, JULY_28, "GK0728")
    before = books.balances("employee")
    wages = [{"person_id": person, "wage_fen": fen} for person, fen in zip(works.workers, WAGES, strict=True)]
    year = at(works, year="2023", rows=wages, wage_total_fen=sum(WAGES), confirmed="yes")
    carry_through("declare_bases", year, works.staff, AUGUST_3)

    carry_through("assess_month", {"month": "2023-07"}, works.staff, AUGUST_3)

    assert owed(works) == 0 and [balance_of(person) for person in works.workers] == [2 * fen for fen in PERSON]
    carry_through("assess_month", {"month": "2023-08"}, works.staff, AUGUST_21)
    assert owed(works, AUGUST) == 8_229_09 - 822_91
    assert books.balances("employee") == before


def late_june(works: Works) -> None:
    """Everything but the pension of June comes in time; the pension on 20 July, with its late fee."""
    works.receive(works.rows()[3:], JUNE_28)
    works.receive([receipt("L", "employee", sum(UNIT), sum(PERSON), late_fee_fen=77_76)], JULY_20, "GK0720")


def assess_late_fee(works: Works) -> None:
    """Worked example B2: 20 days of 7,775.52 at five in ten thousand is 77.76; taken back, and charged anew to the same fen."""
    late_june(works)
    assert books.balances("employee")["4501", "late_fee"] == -77_76
    for _ in range(2):
        carry_through("assess_late_fee", {"employer_id": str(works.employer), "what": "charge"}, works.staff, JULY_21)
        (fee,) = arrears.late_fees_of(works.employer)
        assert (fee.principal_fen, fee.days, fee.fee_fen) == (7_775_52, 20, 77_76)
        assert arrears.late_fee_sums(works.employer) == (77_76, 77_76)
        carry_through(
            "assess_late_fee", {"employer_id": str(works.employer), "what": "cancel", "fee_number": str(fee.pk)}, works.staff, JULY_21
        )
    assert arrears.late_fees_of(works.employer) == [] and arrears.late_fee_sums(works.employer) == (0, 77_76)


def back_pay_employee(works: Works) -> None:
    """Two months before the works enrolled 李甲二, by a labour inspection: due by the law of their time, with late fee; one is taken back."""
    row = {"person_id": works.workers[1], "from_month": 202304, "to_month": 202305, "wage_fen": 6_500_00}
    form = at(works, what="pay", rows=[row], parts="pension", basis="labour", document="劳监〔2023〕1号", late_fee="yes")
    carry_through("back_pay_employee", form, works.staff, JULY_3)
    assert [(one.month, one.unit_fen, one.person_fen) for one in months.owed(works.employer) if one.month < JUNE] == [
        (202304, 1_040_00, 520_00),
        (202305, 1_040_00, 520_00),
    ]
    # 1,560 yuan: 64 days from 30 April and 33 from 31 May, at five in ten thousand.
    assert sorted(fee.fee_fen for fee in arrears.late_fees_of(works.employer)) == [25_74, 49_92]
    collected("send_to_tax", {"month": "2023-07"}, works.staff, JULY_3)
    april = receipt("B4", "employee", 1_040_00, 520_00, from_month=202304, payer_number=number_of(works.workers[1]))
    works.receive([april], JULY_20, "GK0720")
    assert paid_months(works.workers[1]) == [(202304, 6_500_00)] and balance_of(works.workers[1]) == 520_00

    carry_through("back_pay_employee", form | {"what": "void"}, works.staff, JULY_21)

    assert owed(works, 202305) == 0 and paid_months(works.workers[1]) == [(202304, 6_500_00)]


def defer_contributions(works: Works) -> None:
    """The works' own part of the pension put off to the year's end by a policy: no late fee on it, the people's part goes on; then ended."""
    form = at(works, what="defer", scheme="employee", from_month="2023-06", to_month="2023-08", due_on="2023-12-31", cause="policy")
    carry_through("defer_contributions", form | {"document": "例〔2023〕5号"}, works.staff, JUNE_28)
    (one,) = arrears.deferrals_of(works.employer)
    assert one.unit_fen == sum(UNIT)
    assert {(row.scheme, row.owed_fen) for row in arrears.claimable(works.employer, JULY_21)} == {
        ("employee", sum(PERSON)),
        ("unemployment", 323_98),
        ("work_injury", 129_59),
    }
    assert sum(piece.principal_fen for piece in arrears.pieces(works.employer, "employee", JULY_21)) == sum(PERSON)
    carry_through("defer_contributions", at(works, what="end", deferral_number=str(one.pk)), works.staff, JULY_21)
    assert sum(piece.principal_fen for piece in arrears.pieces(works.employer, "employee", JULY_21)) == sum(UNIT) + sum(PERSON)


def claim_arrears(works: Works) -> None:
    """What the works owe after the term is claimed, handed to the tax office, and taken back."""
    for action in ("reminded", "to_tax"):
        carry_through("claim_arrears", at(works, action=action), works.staff, JULY_21)
    claim, lines = arrears.claim(arrears.claims_of(works.employer)[0].pk) or (None, [])
    assert claim is not None and (claim.owed_fen, claim.owner, len(lines)) == (8_229_09, "finance_maker", 3)
    carry_through("claim_arrears", at(works, action="withdrawn"), works.staff, JULY_21)
    assert arrears.owners([works.employer]) == {works.employer: ("acceptance", "withdrawn")}


def file_bankruptcy_claim(works: Works) -> None:
    """Filed in two orders with the late fee to the day of the court; closed, filed again, and what never came given up: its months never count."""
    before = books.balances("employee")
    form = at(works, what="file", court_case="（2023）例破 1 号", accepted_on="2023-07-10", deadline="2023-08-31")
    carry_through("file_bankruptcy_claim", form, works.staff, JULY_20)
    (first,) = arrears.bankruptcies_of(works.employer)
    assert (first.principal_fen, first.account_fen) == (8_229_09, 2_591_84)
    assert first.late_fee_fen == 38_88 + 1_62 + 65, "ten days of 7,775.52, 323.98 and 129.59"
    closing = at(works, what="close", claim_number=str(first.pk), document="金额有误，重新申报")
    carry_through("file_bankruptcy_claim", closing, works.staff, JULY_20)
    carry_through("file_bankruptcy_claim", form, works.staff, JULY_21)
    second = arrears.bankruptcies_of(works.employer)[0]
    giving_up = at(works, what="write_off", claim_number=str(second.pk), document="省核〔2023〕1号")
    carry_through("file_bankruptcy_claim", giving_up, works.staff, JULY_28)
    assert owed(works) == 0 and paid_months(works.workers[0]) == []
    assert books.balances("employee") == before


def settle_base_difference(works: Works) -> None:
    """The reference wage comes out at 7,600 after June was assessed at 7,194: floor and cap rise; set right again, the rest is given back."""
    works.receive(works.rows())
    enter_reference_wage("7600")
    form = {"year": "2023", "document": "例〔2023〕9号"}
    carry_through("settle_base_difference", form, works.staff, JULY_3)
    # Floor 4,560 and cap 22,800: 16 % and 8 % of 244 and of 1,218.
    assert [(row.unit_fen, row.person_fen) for row in months.owed(works.employer) if row.scheme == "employee"] == [
        (39_04 + 194_88, 19_52 + 97_44)
    ]
    work = [receipt("D", "employee", 39_04 + 194_88, 19_52 + 97_44)]
    works.receive(work, JULY_20, "GK0720")
    assert paid_months(works.workers[0]) == [(JUNE, 4_560_00)]
    enter_reference_wage("7194")
    carry_through("settle_base_difference", form, works.staff, JULY_21)
    carry_through("assess_month", {"month": "2023-07"}, works.staff, JULY_21)
    assert sum(row.owed_fen for row in months.owed(works.employer) if (row.scheme, row.month) == ("employee", JULY)) == 7_775_52 - 350_88
    assert balance_of(works.workers[0]) == 2 * PERSON[0] - (PERSON[0] - 19_52)


def refund_contributions(works: Works) -> None:
    """Worked example B4: 5,179.68 of 赵甲三 goes back from the expenditure account; the month is void, the account gives back 1,726.56."""
    before = books.balances("employee")
    works.receive(works.rows())
    book("treasury_to_fiscal", 7_775_52, JUNE_28, "CZ1", scheme="employee")
    book("feed", 5_179_68, JUNE_28, "BK1", scheme="employee")
    account = at(works, bank="示例银行", account_number="6200123456789")
    carry_through("change_employer_account", account, works.staff, JUNE_28)
    zhao, li = works.workers[2], works.workers[1]
    form = at(works, scheme="employee", payee="employer", reason="repeated", via="account")
    key = carry_through("refund_contributions", form | {"rows": [{"person_id": zhao, "month": JUNE}]}, works.staff, JULY_3)
    other = carry_through("refund_contributions", form | {"rows": [{"person_id": li, "month": JUNE}]}, works.staff, JULY_3)
    paying = {"refund_number": str(key), "what": "pay", "on": "2023-07-20", "slip": "BK2", "amount_fen": 5_179_68}

    collected("pay_refund", paying, works.staff, JULY_20)
    collected("pay_refund", {"refund_number": str(other), "what": "cancel"}, works.staff, JULY_20)

    moved = [books.balances("employee")[key] - before.get(key, 0) for key in (("1004", ""), ("4001", "unit"), ("4001", "own"))]
    assert moved == [0, -5_183_68 + 3_453_12, -2_591_84 + 1_726_56]
    assert balance_of(zhao) == 0 and paid_months(zhao) == []
    assert balance_of(li) == PERSON[1] and paid_months(li) == [(JUNE, 6_500_00)]


def record_treasury_transfer(works: Works) -> None:
    """What the treasury holds goes to the fiscal account on its slip; the voucher is reversed and booked again from the right slip."""
    works.receive(works.rows())
    form = {"scheme": "employee", "amount_fen": 7_775_52, "on": "2023-06-28", "reference": "CZ0628"}
    voucher = collected("record_treasury_transfer", form, works.staff, JUNE_28)
    assert books.balance_of("employee", "1005") == 0 and books.balance_of("employee", "1003") == 7_775_53
    one, _ = books.voucher(voucher)
    back = {"scheme": "employee", "month": "2023-06", "number": str(one.number), "on": "2023-06-28", "reason": "单据号有误"}
    collected("reverse_voucher", back, works.staff, JUNE_28)
    assert books.balance_of("employee", "1005") == 7_775_52


def correct_months(works: Works) -> None:
    """A year of the nineties from a book of fees: twelve months and 96 yuan in the account; taken back, both are gone."""
    person = make_workers(("周丙",))[0]
    form = {
        "person_id": str(person), "what": "add", "scheme": "employee", "from_month": "2008-01", "to_month": "2008-12", "base_fen": 100_00,
        "unit_fen": 20_00, "person_fen": 8_00, "document": "2008 年凭证 12 号，卷 3", "why": "原系统漏录", "scans": scan(),
    }  # fmt: skip
    key = carry_through("correct_months", form, works.staff, JULY_3)
    assert len(paid_months(person)) == 12 and balance_of(person) == 96_00
    back = {"person_id": str(person), "what": "back", "record_number": str(key), "document": "核对后不符", "why": "重复", "scans": scan()}
    carry_through("correct_months", back, works.staff, JULY_20)
    assert paid_months(person) == [] and balance_of(person) == 0


MODULES = (
    ("assess_flexible", assess_flexible, "assess_flexible"),
    ("assess_undeclared", assess_undeclared, "assess_month"),
    ("assess_late_fee", assess_late_fee, "assess_late_fee"),
    ("back_pay_employee", back_pay_employee, "back_pay_employee"),
    ("defer_contributions", defer_contributions, "defer_contributions"),
    ("claim_arrears", claim_arrears, "claim_arrears"),
    ("file_bankruptcy_claim", file_bankruptcy_claim, "file_bankruptcy_claim"),
    ("settle_base_difference", settle_base_difference, "settle_base_difference"),
    ("refund_contributions", refund_contributions, "pay_refund"),
    ("record_treasury_transfer", record_treasury_transfer, "reverse_voucher"),
    ("correct_months", correct_months, "correct_months"),
)
