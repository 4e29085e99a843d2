"""A run on its page: three numbers that add up, a step only for the person whose step it is, a sheet that can be signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.jobs import work
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.pages import words
from shebao.agency.pages.qr import code_of
from shebao.agency.payout import queries as payout
from shebao.agency.people.models import Person
from shebao.agency.people.queries import citizen_numbers
from shebao.agency.procedures import actions as procedures
from shebao.agency.staff.models import Member
from shebao.base.money import grouped, uppercase
from tests.world.calendar import MAY_DAY
from tests.world.money import County, bank_answer

Desk = Callable[[str], Client]
PASSWORD = "Rain-over-7-hills"


def signing(post: str, digest: str, **more: str) -> dict[str, str]:
    """What a signer sends: the digest they were shown, that they looked, and their password once more."""
    member = Member.objects.get(username=post)
    member.set_password(PASSWORD)
    member.save(update_fields=["password"])
    return {"digest": digest, "looked": "1", "password": PASSWORD} | more


def proposed(clerk: Client) -> str:
    return str(clerk.post("/payout/new/", {"month": "2023-05", "kind": "regular"}).headers["Location"])


def sealed(at_desk: Desk) -> str:
    clerk = at_desk("acceptance")
    run = proposed(clerk)
    clerk.post(f"{run}do/compute/")
    work.do_waiting()
    clerk.post(f"{run}do/seal/")
    return run


def at_desk_signed(post: str, verb: str, at_desk: Desk, run: str, digest: str) -> None:
    """One signature as it is given at the desk."""
    form = signing(post, digest)
    assert at_desk(post).post(f"{run}do/{verb}/", form).status_code == 302


def digest_of(run: str) -> str:
    return payout.run(int(run.split("/")[2])).digest


def test_a_month_that_cannot_be_read_is_refused_on_the_page(at_desk: Desk) -> None:
    page = at_desk("acceptance").post("/payout/new/", {"month": "五月", "kind": "regular"}).content.decode()

    assert "批次没有提出" in page and 'value="五月"' in page


def test_the_three_numbers_add_up_on_the_page(at_desk: Desk, paying: County) -> None:
    run = sealed(at_desk)

    page = at_desk("reviewer").get(run).content.decode()

    assert "三个数分文不差" in page and "无遗漏" in page
    assert f"本月应发 {len(paying.people)} 笔" in page


def test_nobody_is_offered_a_signature_on_their_own_run(at_desk: Desk) -> None:
    run = sealed(at_desk)

    assert "复核签署" not in at_desk("acceptance").get(run).content.decode()
    assert "审批签署" not in at_desk("approver").get(run).content.decode()
    assert "复核签署" in at_desk("reviewer").get(run).content.decode()


def test_a_signature_under_another_digest_is_refused(at_desk: Desk) -> None:
    run = sealed(at_desk)

    form = signing("reviewer", "0" * 64)
    page = at_desk("reviewer").post(f"{run}do/review/", form).content.decode()

    assert "没有办成，什么也没有改动" in page
    assert payout.summary(int(run.split("/")[2])).signatures == ()


def test_the_sheet_carries_count_sum_capitals_digest_and_a_code(at_desk: Desk) -> None:
    run = sealed(at_desk)
    result = payout.run(int(run.split("/")[2]))

    page = at_desk("approver").get(f"{run}sheet/").content.decode()

    for part in (f"{result.lines} 笔", uppercase(result.amount_fen), result.digest[:8], result.chain_head[-8:], '<path d="M'):
        assert part in page, part


def test_rows_behind_the_numbers_can_be_opened(at_desk: Desk, paying: County) -> None:
    run = sealed(at_desk)

    for what in ("lines", "changes", "held"):
        answer = at_desk("reviewer").get(f"{run}{what}/")

        assert answer.status_code == 200
    assert f"共 <b>{len(paying.people)}</b> 条" in at_desk("reviewer").get(f"{run}lines/").content.decode()


def test_the_bank_file_is_taken_with_a_trace(at_desk: Desk) -> None:
    run = sealed(at_desk)
    digest = payout.run(int(run.split("/")[2])).digest
    at_desk_signed("reviewer", "review", at_desk, run, digest)
    at_desk_signed("approver", "approve", at_desk, run, digest)
    at_desk("finance_maker").post(f"{run}do/file/")

    answer = at_desk("finance_maker").post(f"{run}file/")

    assert answer.content.startswith(b"H|")
    assert journal.entries(most=1)[0].verb == "desk.download"


def test_every_verb_that_occurs_has_a_word(at_desk: Desk) -> None:
    sealed(at_desk)

    assert [verb for verb in journal.verbs() if verb not in words.VERBS] == []


def test_a_code_is_drawn_as_one_path_inside_its_square() -> None:
    code = code_of("SHEBAO-RUN|1|202305|6|123|abc|def")

    assert code.path.startswith("M") and "style" not in code.path and code.size > 21


@pytest.mark.parametrize(
    ("form", "words"),
    [({"looked": ""}, "没有勾选"), ({"password": ""}, "没有填写密码"), ({"password": "Rain-over-8-hills"}, "密码不对，没有签署")],
)
def test_a_signature_takes_the_password_again_and_the_word_that_one_looked(at_desk: Desk, form: dict[str, str], words: str) -> None:
    run = sealed(at_desk)
    sent = signing("reviewer", digest_of(run), **form)

    page = at_desk("reviewer").post(f"{run}do/review/", sent).content.decode()

    assert words in page and payout.summary(int(run.split("/")[2])).signatures == ()


def test_the_place_to_sign_is_below_the_numbers_and_the_held(at_desk: Desk) -> None:
    page = at_desk("reviewer").get(sealed(at_desk)).content.decode()

    assert page.index("本月应发") < page.index("扣留与不发") < page.index('name="password"')


def test_who_has_an_open_death_is_named_before_signing_and_one_click_takes_them_out(at_desk: Desk, paying: County) -> None:
    run, one = sealed(at_desk), paying.people[1]
    report = {"person_id": one, "died_on": "2023-04-02", "source": "village"}
    procedures.submit("report_death", report, by=By(paying.staff["acceptance"], MAY_DAY))

    page = at_desk("reviewer").get(run).content.decode()
    sheet = at_desk("reviewer").get(f"{run}sheet/").content.decode()
    assert "签署前请知道" in page and "死亡登记没有办结" in page and Person.objects.get(pk=one).name in page
    assert "死亡登记没有办结" in sheet and "仍在本批" in sheet
    answer = at_desk("reviewer").post(f"{run}do/hold/", {"notice": "death"})

    assert answer.status_code == 302
    after = at_desk("approver").get(run).content.decode()
    assert "死亡登记没有办结" not in after and "扣下以后，本批实付" in after
    assert "已扣下" in at_desk("approver").get(f"{run}sheet/").content.decode()
    assert one not in payout.amounts_by_person(int(run.split("/")[2]))


def test_a_signer_sends_a_run_back_and_its_post_proposes_it_again(at_desk: Desk) -> None:
    run = sealed(at_desk)
    assert "没有填写退回原因" in at_desk("approver").post(f"{run}do/send_back/", {"reason": " "}).content.decode()

    at_desk("approver").post(f"{run}do/send_back/", {"reason": "六月名单有误"})
    page = at_desk("acceptance").get(run).content.decode()
    again = at_desk("acceptance").post(f"{run}do/again/", {"reason": "重算"}).headers["Location"]
    work.do_waiting()

    assert "已退回：六月名单有误" in page and "作废并重新提出" in page and "复核签署" not in page
    assert again != run and payout.run(int(again.split("/")[2])).lines == 6
    assert "已作废" in at_desk("approver").get(run).content.decode()


def test_one_person_is_taken_out_by_number(at_desk: Desk, paying: County) -> None:
    run = sealed(at_desk)
    number = citizen_numbers([paying.people[3]])[0]
    assert "没有找到" in at_desk("approver").post(f"{run}do/take_out/", {"citizen_number": "", "finding": "待核"}).content.decode()

    at_desk("approver").post(f"{run}do/take_out/", {"citizen_number": f" {number[:6]} {number[6:]}", "finding": "电话打不通"})

    assert paying.people[3] not in payout.amounts_by_person(int(run.split("/")[2]))


def test_after_hand_over_nobody_is_offered_to_send_back(at_desk: Desk, paying: County) -> None:
    run = paying.submitted()

    assert "整批退回" not in at_desk("approver").get(f"/payout/{run.pk}/").content.decode()


def test_whoever_may_not_read_runs_sees_none_by_posting_either(at_desk: Desk) -> None:
    run = sealed(at_desk)

    assert at_desk("auditor").post(f"{run}do/x/").status_code == at_desk("auditor").get(run).status_code == 403


def test_the_slip_is_typed_by_one_of_finance_and_the_file_handed_in_by_the_other(at_desk: Desk, paying: County) -> None:
    run = paying.submitted()
    page, checker = f"/payout/{run.pk}/", at_desk("finance_checker")
    answer = SimpleUploadedFile("回盘.txt", bank_answer(run))
    slip = {"number": "HD-1", "paid_lines": "6", "paid_yuan": grouped(run.amount_fen)}

    assert "没有与它一致的银行回单" in at_desk("finance_maker").post(f"{page}return/", {"return": answer}).content.decode()
    assert (
        "录入银行回单" in checker.get(page).content.decode() and "录入银行回单" not in at_desk("finance_maker").get(page).content.decode()
    )
    assert "到账笔数不是整数" in checker.post(f"{page}do/slip/", slip | {"paid_lines": "六"}).content.decode()
    assert checker.post(f"{page}do/slip/", slip).status_code == 302
    answer.seek(0)

    assert at_desk("finance_maker").post(f"{page}return/", {"return": answer}).status_code == 302
    assert payout.run(run.pk).state == "settled"
