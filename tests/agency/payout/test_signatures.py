"""Steps of a run: in their order, by different people, over one digest; the file is that of the seal, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Approval, Change, Line, Run
from shebao.agency.payout.queries import file_content
from shebao.agency.payout.run import states
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.staff.models import Holding, Member
from shebao.base.finding import Refused
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, bank_answer, book
from tests.world.staff import make_member


def steps(county: County, run: Run) -> dict[str, Callable[[], object]]:
    """Every verb that moves a run, ready to be called."""
    staff, pk = county.staff, run.pk
    digest = run.digest or "0" * 64
    return {
        "compute": lambda: actions.compute(pk, actor_id=staff["acceptance"]),
        "seal": lambda: actions.seal(pk, by=By(staff["acceptance"], MAY_DAY)),
        "review": lambda: actions.review(pk, digest, by=By(staff["reviewer"], MAY_DAY)),
        "approve": lambda: actions.approve(pk, digest, by=By(staff["approver"], MAY_DAY)),
        "write_file": lambda: actions.write_file(pk, by=By(staff["finance_maker"], MAY_DAY)),
        "submit": lambda: settle_payout.submit(pk, by=By(staff["finance_checker"], MAY_DAY)),
        "settle": lambda: county.settle(run, b"x"),
        "send_back": lambda: actions.send_back(pk, "金额有误", by=By(staff["approver"], MAY_DAY)),
        "take_out": lambda: actions.take_out(pk, county.people[:1], "待核", by=By(staff["approver"], MAY_DAY)),
        "discard": lambda: actions.discard(pk, "录入有误", by=By(staff["acceptance"], MAY_DAY)),
    }


ALLOWED = {
    "proposed": {"compute", "discard"},
    "computed": {"compute", "seal", "discard"},
    "sealed": {"review", "send_back", "take_out"},
    "reviewed": {"approve", "send_back", "take_out"},
    "approved": {"write_file", "send_back", "take_out"},
    "filed": {"write_file", "submit", "send_back", "take_out"},
    "refused": {"discard"},
    "submitted": {"settle"},
    "settled": {"settle"},
    "discarded": set(),
}


def brought_to(county: County, state: str) -> Run:
    run = county.propose()
    if state == "discarded":
        return actions.discard(run.pk, "录入有误", by=By(county.staff["acceptance"], MAY_DAY))
    for verb in ("compute", "seal", "review", "approve", "write_file", "submit"):
        run = Run.objects.get(pk=run.pk)
        if run.state == state:
            return run
        if (run.state, state) == ("filed", "refused"):
            return actions.send_back(run.pk, "金额有误", by=By(county.staff["approver"], MAY_DAY))
        steps(county, run)[verb]()
    run = Run.objects.get(pk=run.pk)
    if state == "settled":
        county.settle(run, bank_answer(run))
    return Run.objects.get(pk=run.pk)


@pytest.mark.parametrize("state", ALLOWED)
def test_every_step_that_does_not_follow_is_refused(paying: County, state: str) -> None:
    run = brought_to(paying, state)
    assert run.state == state

    for verb, call in steps(paying, run).items():
        if verb not in ALLOWED[state]:
            with pytest.raises(Refused, match="不能"):
                call()

    assert Run.objects.get(pk=run.pk).state == state
    assert set(ALLOWED) | {"computing"} == set(states.STATES)


def test_the_maker_never_signs_not_even_with_a_second_account(paying: County) -> None:
    run = paying.sealed()
    second = make_member("maker-again", person_key="acceptance")
    Holding.objects.create(member_id=second, post="reviewer", since=MAY_DAY)

    with pytest.raises(Refused, match="您的岗位没有这项权限"):
        actions.review(run.pk, run.digest, by=By(paying.staff["acceptance"], MAY_DAY))
    with pytest.raises(Refused, match="您已提出过这一批次"):
        actions.review(run.pk, run.digest, by=By(second, MAY_DAY))


def test_one_natural_person_with_two_accounts_counts_as_one(paying: County) -> None:
    run = paying.sealed()
    actions.review(run.pk, run.digest, by=By(paying.staff["reviewer"], MAY_DAY))
    Member.objects.filter(pk=paying.staff["approver"]).update(person_key="reviewer")

    with pytest.raises(Refused, match="您已复核过这一批次"):
        actions.approve(run.pk, run.digest, by=By(paying.staff["approver"], MAY_DAY))


def test_a_signature_over_another_digest_is_void(paying: County) -> None:
    run = paying.sealed()

    with pytest.raises(Refused, match="与封存的内容不一致"):
        actions.review(run.pk, "0" * 64, by=By(paying.staff["reviewer"], MAY_DAY))
    with pytest.raises(DatabaseError), transaction.atomic():
        Approval.objects.create(id=1, run=run, step="review", member_id=paying.staff["reviewer"], digest="0" * 64)


def test_sealed_rows_cannot_be_touched_by_anybody(paying: County) -> None:
    run = paying.sealed()
    line = Line.objects.filter(run=run).first()

    for statement in (
        f"UPDATE payout_line SET total_fen = total_fen + 1 WHERE id = {line.pk}",
        f"DELETE FROM payout_line WHERE id = {line.pk}",
        f"UPDATE payout_linepart SET fen = fen + 1 WHERE line_id = {line.pk}",
        f"DELETE FROM payout_linepart WHERE line_id = {line.pk}",
        f"INSERT INTO payout_linepart (id, line_id, part, fen) VALUES ({line.pk * 10 + 4}, {line.pk}, 'age_addon', 1)",
        f"DELETE FROM payout_change WHERE run_id = {run.pk}",
        f"UPDATE payout_run SET amount_fen = 1 WHERE id = {run.pk}",
        f"UPDATE payout_run SET digest = 'x' WHERE id = {run.pk}",
        f"DELETE FROM payout_run WHERE id = {run.pk}",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="sealed run"), transaction.atomic():
        Change.objects.create(id=99, run=run, person_id=line.person_id, reason="new", delta_fen=1)


def test_nobody_has_two_lines_of_one_month(paying: County) -> None:
    line = Line.objects.filter(run=paying.sealed()).first()
    other = Run.objects.create(
        id=77,
        scheme=SCHEME,
        place=PLACE,
        month=MAY,
        kind="regular",
        part=9,
        business_day=MAY_DAY,
        maker_id=paying.staff["acceptance"],
        state="proposed",
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        line.pk, line.run_id = 77, other.pk
        line.save(force_insert=True)


def test_one_fen_without_a_cause_stops_the_seal(paying: County) -> None:
    may = paying.settled()
    planted = Line.objects.filter(run=may, person_id=paying.people[2])
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER payout_line_fixed" + (" ON payout_line" if connection.vendor == "postgresql" else ""))
    planted.update(total_fen=planted.get().total_fen + 1)

    run = paying.propose(JUNE, day=JUNE_DAY)
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    with pytest.raises(Refused, match=f"人员{paying.people[2]}相差 -0.01 元"):
        actions.seal(run.pk, by=By(paying.staff["acceptance"], JUNE_DAY))


def test_facts_that_changed_after_computing_stop_the_seal(paying: County) -> None:
    run = paying.propose()
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])
    paying.change_account(paying.people[0], MAY_DAY)

    with pytest.raises(Refused, match="请重新计算"):
        actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY))
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])
    assert actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY)).lines == 6


def test_the_file_is_made_again_byte_for_byte_and_an_edited_one_is_not_handed_over(paying: County) -> None:
    run = paying.filed()
    path = Path(settings.FILES_FOLDER) / run.bank_file.path
    first, lying = file_content(run.pk)[1], path.read_bytes()

    path.write_bytes(lying[:-1] + bytes([lying[-1] ^ 1]))
    with pytest.raises(Refused, match="被改动过"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    path.unlink()
    with pytest.raises(Refused, match="不在存放目录中"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    actions.write_file(run.pk, by=By(paying.staff["finance_maker"], date(2023, 5, 20)))

    assert file_content(run.pk)[1] == first and path.stat().st_mode & 0o077 == 0


def test_a_file_on_disk_shows_nobody_s_name_or_account_and_an_edited_plain_one_is_not_handed_over(paying: County) -> None:
    run = paying.filed()
    path, content = Path(settings.FILES_FOLDER) / run.bank_file.path, file_content(run.pk)[1]
    lying = path.read_bytes()

    assert b"|" in content and len(content) > 100
    assert not any(part in lying for line in content.splitlines() for part in line.split(b"|") if len(part) > 5)
    path.write_bytes(content.replace(b"|1|", b"|2|", 1))
    with pytest.raises(Refused, match="被改动过"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))


def test_an_expenditure_account_that_is_too_empty_stops_the_hand_over(paying: County) -> None:
    book("interest_to_fiscal", 10**7 - 1, MAY_DAY, "B1")
    run = paying.filed()

    with pytest.raises(Refused, match="支出户存款 0.01 元"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))


def test_after_a_restore_payments_wait_for_two_people_and_files_get_a_new_epoch(paying: County) -> None:
    run = paying.approved()
    assert actions.after_restore(day=MAY_DAY) == 1

    with pytest.raises(Refused, match="发放已锁定"):
        actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    with pytest.raises(Refused, match="没有写明核对结果"):
        actions.check_unlock(" ")
    finding = {"finding": "备份后无送盘文件"}
    for post in ("approver", "acceptance", "finance_maker"):
        with pytest.raises(Refused, match="您的岗位不能受理"):
            procedures.submit("unlock_payments", finding, by=By(paying.staff[post], MAY_DAY))
    matter_id = procedures.submit("unlock_payments", finding, by=By(paying.staff["inspector"], MAY_DAY))
    with pytest.raises(Refused, match="已有未办结"):
        procedures.submit("unlock_payments", finding, by=By(paying.staff["inspector"], MAY_DAY))
    with pytest.raises(Refused, match="您的岗位不能批准"):
        procedures.approve(matter_id, by=By(paying.staff["inspector"], MAY_DAY))
    with pytest.raises(Refused, match="核对人不能自己解锁"):
        actions.unlock("无", asked_by=paying.staff["approver"], by=By(paying.staff["approver"], MAY_DAY, matter_id))
    procedures.approve(matter_id, by=By(paying.staff["approver"], MAY_DAY))

    assert actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY)).number.startswith("E01-")
    with pytest.raises(Refused, match="发放没有锁定"):
        procedures.preview("unlock_payments", finding, day=MAY_DAY)


def test_a_discarded_run_leaves_no_rows_and_its_month_is_free_again(paying: County) -> None:
    run = paying.propose()
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])
    with pytest.raises(Refused, match="还没有封存"):
        paying.propose()

    actions.discard(run.pk, "账户名单有误", by=By(paying.staff["acceptance"], MAY_DAY))

    assert Line.objects.count() == 0 == Change.objects.count()
    assert paying.sealed().part == 1


def test_a_run_written_in_small_pieces_is_the_run_written_at_once(paying: County) -> None:
    run = paying.propose()
    actions.compute(run.pk, actor_id=paying.staff["acceptance"], chunk=1)
    small = actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY))

    assert (small.total, small.done, small.excluded, small.cursor) == (6, 6, 0, 24), "a line, two parts and a change for each"
    assert queries.summary(run.pk).changes[0].count == 6


def test_a_month_that_has_not_begun_or_is_over_is_refused(paying: County) -> None:
    with pytest.raises(Refused, match="还没有到"):
        paying.propose(JUNE)
    paying.settled(JUNE, day=JUNE_DAY)
    with pytest.raises(Refused, match="不能再提出"):
        paying.propose(MAY, day=JUNE_DAY)
