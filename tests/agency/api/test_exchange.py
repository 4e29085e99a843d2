"""Batches: handed in once whichever door, whole or not at all, a matter or a task; batches for others fetched and answered."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from shebao.agency.exchange import queries
from shebao.agency.exchange.models import Batch
from shebao.agency.journal.by import By
from shebao.agency.journal.models import Entry
from shebao.agency.matters.models import Matter
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures import catalogue, exchange_batches
from shebao.agency.procedures.checks import run_checks
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused
from tests.agency.api.conftest import System, system_of
from tests.world.calendar import MAY_DAY
from tests.world.money import County, bank_answer

OUT = "tax_due,bank_orders,bank_answer"


def dead_list(county: County, *places: int, name: str = "") -> bytes:
    """A list of deaths as a department writes it."""
    ids = [county.people[place] for place in places]
    names = people.person_names(ids)
    lines = [
        f"{number},{name or names[person]},{MAY_DAY.isoformat()}" for person, number in zip(ids, people.citizen_numbers(ids), strict=True)
    ]
    return ("身份证号码,姓名,死亡日期\n" + "\n".join(lines) + "\n").encode()


def batch(file: bytes, number: str = "GA-2023-05", rows: int = 1, **more: Any) -> dict[str, Any]:
    """A batch of deaths as a system describes it."""
    content = base64.b64encode(file).decode()
    return {
        "layout": "deaths", "number": number, "rows": rows, "total_fen": 0, "digest": sm3(file), "content": content,
        "file_name": "名单.csv", "fields": {"source": "police"},
    } | more  # fmt: skip


@pytest.fixture(autouse=True)
def source_of_deaths(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first source that the matter knows, whatever it is called."""
    from shebao.agency.procedures.catalogue import kind

    choices = next(field for field in kind("report_deaths").fields if field.name == "source").choices
    monkeypatch.setitem(batch.__globals__, "SOURCE", choices[0][0] if choices else "公安")


SOURCE = ""


def deaths(county: County, *places: int, **more: Any) -> dict[str, Any]:
    name = more.pop("name", "")
    return batch(dead_list(county, *places, name=name), rows=len(places), fields={"source": SOURCE}, **more)


def test_a_batch_becomes_a_matter_and_waits_for_the_desk(system: System, paying: County) -> None:
    answer = system.post("/exchange/batches", deaths(paying, 0, 1))

    assert answer.status_code == 201, answer.content.decode()
    one = answer.json()
    assert (one["state"], one["rows"], one["matter_state"]) == ("accepted", 2, "accepted"), one
    assert Matter.objects.get(id=one["matter_id"]).kind == "report_deaths"
    assert people.person(paying.people[0]).death_date is None
    procedures.review(one["matter_id"], by=By(paying.staff["reviewer"], MAY_DAY))
    procedures.approve(one["matter_id"], by=By(paying.staff["approver"], MAY_DAY))
    assert people.person(paying.people[0]).death_date == MAY_DAY
    assert system.get(f"/exchange/batches/{one['id']}").json()["matter_state"] == "applied"
    assert [check.id for check in run_checks() if not check.ok] == []


def test_the_same_batch_twice_is_done_once(system: System, paying: County) -> None:
    first = system.post("/exchange/batches", deaths(paying, 0))
    again = system.post("/exchange/batches", deaths(paying, 0))

    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    assert (Batch.objects.count(), Matter.objects.filter(kind="report_deaths").count()) == (1, 1)


def test_a_number_or_a_content_used_before_is_refused(system: System, paying: County) -> None:
    system.post("/exchange/batches", deaths(paying, 0))

    other = system.post("/exchange/batches", deaths(paying, 1))
    assert (other.status_code, other.json()["code"]) == (409, "exchange.number")
    renamed = system.post("/exchange/batches", deaths(paying, 0, number="GA-2"))
    assert (renamed.status_code, renamed.json()["code"]) == (409, "exchange.content")
    assert Batch.objects.count() == 1


def test_what_is_not_as_its_sender_says_is_refused_whole(system: System, paying: County) -> None:
    good = deaths(paying, 0)
    for more, code in (
        ({"digest": "0" * 64}, "exchange.digest"),
        ({"content": "不是"}, "api.base64"),
        ({"layout": "nothing"}, "exchange.layout"),
    ):
        answer = system.post("/exchange/batches", good | more)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert Batch.objects.count() == 0


@pytest.mark.parametrize(("more", "words"), [({"rows": 5}, "所报 5 行"), ({"total_fen": 100}, "所报 1.00 元")])
def test_a_wrong_count_or_sum_becomes_a_task_with_the_reason(system: System, paying: County, more: dict[str, Any], words: str) -> None:
    one = system.post("/exchange/batches", deaths(paying, 0) | more).json()

    assert (one["state"], one["post"]) == ("failed", "受理") and words in one["reason"]


def test_a_failed_batch_is_the_task_of_its_post_and_keeps_every_reason(system: System, paying: County) -> None:
    one = system.post("/exchange/batches", deaths(paying, 0, name="王五")).json()

    assert one["state"] == "failed" and "第2行" in one["reason"] and "。。" not in one["reason"] and "姓名" in one["reason"]
    assert Matter.objects.filter(kind="report_deaths").count() == 0
    assert queries.failed_for(["acceptance"]) == 1 and queries.failed_for(["inspector"]) == 0
    with pytest.raises(Refused, match="受理岗位处理"):
        exchange_batches.settle(one["id"], "已告知", by=By(paying.staff["finance_maker"], MAY_DAY))
    clerk = By(paying.staff["acceptance"], MAY_DAY)
    with pytest.raises(Refused):
        exchange_batches.take_again(one["id"], by=clerk)
    assert exchange_batches.settle(one["id"], "已请公安重传", by=clerk).state == "settled"
    assert queries.failed_for(["acceptance"]) == 0
    with pytest.raises(Refused, match="不用再处理"):
        exchange_batches.settle(one["id"], "再来", by=clerk)


def test_a_list_that_the_account_may_not_begin_waits_for_the_post_that_may(paying: County) -> None:
    system = system_of(paying, kinds="import_clues")
    from shebao.agency.procedures.catalogue import kind

    (number,) = people.citizen_numbers([paying.people[0]])
    titles = [column.title for column in kind("import_clues").columns if column.required]
    cells = {"身份证号码": number, "姓名": people.person(paying.people[0]).name}
    file = (",".join(titles) + "\n" + ",".join(cells.get(title, "2023-05-01") for title in titles) + "\n").encode()
    answer = system.post("/exchange/batches", batch(file, layout="doubts", fields={}))

    assert answer.status_code == 201, answer.content.decode()
    assert (answer.json()["state"], answer.json()["post"]) == ("failed", "稽核内控"), answer.json()
    assert queries.failed_for(["inspector"]) == 1


def test_the_batch_of_another_client_is_not_there(system: System, paying: County) -> None:
    one = system.post("/exchange/batches", deaths(paying, 0)).json()
    other = system_of(paying, "other-system")

    assert other.get(f"/exchange/batches/{one['id']}").status_code == 404
    assert other.get("/exchange/batches").json()["items"] == []
    taken = other.post("/exchange/batches", deaths(paying, 0))
    assert taken.status_code == 409 and one["matter_number"] not in taken.content.decode()


def test_the_file_door_and_the_interface_take_one_batch_once(system: System, paying: County) -> None:
    asked = deaths(paying, 0)
    clerk = Browser()
    clerk.force_login(get_user_model().objects.get(pk=paying.staff["acceptance"]), backend="django.contrib.auth.backends.ModelBackend")
    form = {"number": asked["number"], "party": "某县公安局", "rows_count": "1", "digest": asked["digest"], "source": SOURCE}
    file = SimpleUploadedFile("名单.csv", base64.b64decode(asked["content"]))
    handed = clerk.post("/exchange/new/deaths/", form | {"file": file})

    assert handed.status_code == 302, handed.content.decode()[:3000]
    by_hand = queries.batch(Batch.objects.get().pk)
    again = system.post("/exchange/batches", asked)
    assert again.status_code == 409, "another sender's batch is told nothing of"
    assert Matter.objects.filter(kind="report_deaths").count() == 1
    page = clerk.get(handed["Location"]).content.decode()
    assert by_hand.digest in page and "已受理成办件" in page
    assert "GA-2023-05" in clerk.get("/exchange/").content.decode()


def test_the_twins_make_the_same_matter(paying: County, system: System) -> None:
    (by_interface,) = (system.post("/exchange/batches", deaths(paying, 0, 1)).json(),)
    mine = Matter.objects.get(id=by_interface["matter_id"])
    read = exchange_batches.read_list(catalogue.kind("report_deaths"), dead_list(paying, 0, 1), "名单.csv")
    procedures.withdraw(mine.id, by=By(mine.maker_id, MAY_DAY), reason="比一比")
    payload = {"rows": read.rows, "source": SOURCE, "file_name": "名单.csv"}
    desk = procedures.submit("report_deaths", payload, by=By(paying.staff["acceptance"], MAY_DAY))

    assert Matter.objects.get(id=desk).content_digest == mine.content_digest


@pytest.mark.slow
def test_a_file_for_the_bank_is_fetched_answered_and_its_answer_booked(paying: County) -> None:
    run = paying.submitted()
    bank = system_of(paying, "bank", post="finance_maker", scopes="exchange,payout", kinds=OUT)
    (row,) = bank.get("/exchange/out/bank_orders").json()["items"]

    file = bank.get(f"/exchange/out/bank_orders/{row['number']}/content")
    assert (file.status_code, row["rows"], row["total_fen"]) == (200, run.lines, run.amount_fen), file.content[:300]
    assert Entry.objects.filter(verb="exchange.fetch").count() == 1
    wrong = bank.post(f"/exchange/out/bank_orders/{row['number']}/answer", {"digest": "0" * 64, "outcome": "received"})
    assert wrong.json()["code"] == "exchange.digest"
    said = {"digest": sm3(file.content), "outcome": "received", "text": "回执 1"}
    answered = bank.post(f"/exchange/out/bank_orders/{row['number']}/answer", said)
    assert (answered.status_code, answered.json()["state"]) == (200, "answered"), answered.content.decode()

    back = bank_answer(run)
    handed = {
        "layout": "bank_answer", "number": "HP-1", "rows": run.lines, "total_fen": run.amount_fen, "digest": sm3(back),
        "content": base64.b64encode(back).decode(), "file_name": "回盘.csv", "fields": {"run_id": run.pk},
    }  # fmt: skip
    first = bank.post("/exchange/batches", handed).json()
    assert first["state"] == "failed" and "没有与它一致的银行回单" in first["reason"]
    paying.enter_slip(run, back)
    taken = exchange_batches.take_again(first["id"], by=By(paying.staff["finance_maker"], MAY_DAY))
    assert (taken.state, taken.text) == ("accepted", f"发放批次 {run.pk}：到账 {run.lines} 笔，退回 0 笔")
    again = bank.post("/exchange/batches", handed)
    assert (again.status_code, again.json()["state"]) == (200, "accepted")
    lines = bank.get(f"/payout/runs/{run.pk}/lines").json()["items"]
    assert {line["answer"] for line in lines} == {"paid"}
    assert [check.id for check in run_checks() if not check.ok] == []


def test_a_refused_file_is_a_task_of_finance(paying: County) -> None:
    paying.submitted()
    bank = system_of(paying, "bank", post="finance_maker", scopes="exchange", kinds=OUT)
    (row,) = bank.get("/exchange/out/bank_orders").json()["items"]
    path = f"/exchange/out/bank_orders/{row['number']}"
    digest = sm3(bank.get(f"{path}/content").content)

    assert bank.post(f"{path}/answer", {"digest": digest, "outcome": "refused"}).json()["code"] == "exchange.reason"
    refused = bank.post(f"{path}/answer", {"digest": digest, "outcome": "refused", "text": "文件打不开"}).json()
    assert (refused["state"], refused["reason"]) == ("failed", "文件打不开")
    assert queries.failed_for(["finance_maker"]) == 1


@pytest.mark.slow
def test_an_answer_that_cannot_be_booked_is_kept_and_moves_no_money(paying: County) -> None:
    run = paying.submitted()
    bank = system_of(paying, "bank", post="finance_maker", scopes="exchange", kinds=OUT)
    file = "不是回盘".encode()
    for number, fields in (("HP-1", {"run_id": run.pk}), ("HP-2", {}), ("HP-3", {"run_id": 999})):
        content = file + number.encode()
        asked = {
            "layout": "bank_answer", "number": number, "rows": 1, "total_fen": 0, "digest": sm3(content),
            "content": base64.b64encode(content).decode(), "fields": fields,
        }  # fmt: skip
        assert bank.post("/exchange/batches", asked).json()["state"] == "failed"

    run.refresh_from_db()
    assert run.state == "submitted" and [check.id for check in run_checks() if not check.ok] == []
