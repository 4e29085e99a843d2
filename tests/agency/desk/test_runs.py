"""A run on its page: three numbers that add up, a step only for the person whose step it is, a sheet that can be signed."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shebao.agency.jobs import work
from shebao.agency.journal import queries as journal
from shebao.agency.pages import words
from shebao.agency.pages.qr import code_of
from shebao.agency.payout import queries as payout
from shebao.base.money import uppercase
from tests.world.money import County

Desk = Callable[[str], Client]


def proposed(clerk: Client) -> str:
    return str(clerk.post("/payout/new/", {"month": "2023-05", "kind": "regular"}).headers["Location"])


def sealed(at_desk: Desk) -> str:
    clerk = at_desk("acceptance")
    run = proposed(clerk)
    clerk.post(f"{run}do/compute/")
    work.do_waiting()
    clerk.post(f"{run}do/seal/")
    return run


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

    page = at_desk("reviewer").post(f"{run}do/review/", {"digest": "0" * 64}).content.decode()

    assert "没有办成，什么也没有改动" in page
    assert payout.summary(int(run.split("/")[2])).signatures == ()


def test_the_sheet_carries_count_sum_capitals_digest_and_a_code(at_desk: Desk) -> None:
    run = sealed(at_desk)
    found = payout.run(int(run.split("/")[2]))

    page = at_desk("approver").get(f"{run}sheet/").content.decode()

    for part in (f"{found.lines} 笔", uppercase(found.amount_fen), found.digest[:8], found.chain_head[-8:], '<path d="M'):
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
    at_desk("reviewer").post(f"{run}do/review/", {"digest": digest})
    at_desk("approver").post(f"{run}do/approve/", {"digest": digest})
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
