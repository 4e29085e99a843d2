"""The folder where agency and bank meet: a file goes there once, with its receipt, and of what lies there it is said what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from shebao.agency.journal import queries as journal
from shebao.agency.payout import queries
from shebao.agency.payout.bank_folder import arrived, place
from shebao.agency.payout.run.file import path_of
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.money import County, bank_answer


def test_a_file_is_put_there_once_whole_and_with_its_receipt(paying: County, tmp_path: Path) -> None:
    folder = tmp_path / "to"
    folder.mkdir()
    paying.filed()
    assert place(folder, day=MAY_DAY) == [], "what was not handed over goes nowhere"
    from shebao.agency.payout.models import Run
    from shebao.agency.procedures.payout import settle_payout
    from tests.world.calendar import by

    run = Run.objects.get()
    settle_payout.submit(run.pk, by=by(MAY_DAY, paying.staff["finance_checker"]))
    name, content = queries.file_content(run.pk)

    placed = place(folder, day=MAY_DAY)

    assert [(row.run_id, row.name, row.digest) for row in placed] == [(run.pk, name, sm3(content))]
    assert (folder / name).read_bytes() == content and (folder / name).stat().st_mode & 0o777 == 0o600
    assert sm3(content) in (folder / f"{name}.sm3").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == [name, f"{name}.sm3"]
    assert len(journal.bodies("payout.place")) == 1
    (folder / name).unlink()  # the transfer took it away
    assert place(folder, day=MAY_DAY) == [] and not (folder / name).exists()
    number = Run.objects.get().bank_file.number
    assert [row.name for row in place(folder, day=MAY_DAY, again=number)] == [name] and len(journal.bodies("payout.place")) == 2
    with pytest.raises(Refused, match="没有编号为 E99"):
        place(folder, day=MAY_DAY, again="E99")
    with pytest.raises(Refused, match="不是可以写的文件夹"):
        place(folder / "nowhere", day=MAY_DAY)


def test_a_file_lost_from_the_disk_is_made_again_byte_for_byte(paying: County, tmp_path: Path) -> None:
    run = paying.submitted()
    _, content = queries.file_content(run.pk)
    path_of(run.bank_file).unlink()

    place(tmp_path, day=MAY_DAY)

    assert (tmp_path / Path(run.bank_file.path).name).read_bytes() == content


def test_of_what_the_bank_put_there_it_is_said_what_it_is_and_nothing_is_taken(paying: County, tmp_path: Path) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    run = paying.submitted()
    good = bank_answer(run)
    files = {
        "a.txt": good,
        "b.txt": good[: len(good) // 2],
        "c.txt": good.replace(run.bank_file.number.encode(), b"E77" + run.bank_file.number[3:].encode()),
        "receipt-1.txt": "收到 6 笔".encode(),
        ".part": b"half",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)

    rows = {row.name: row for row in arrived(folder, day=MAY_DAY)}

    assert list(rows) == ["a.txt", "b.txt", "c.txt", "receipt-1.txt"]
    assert rows["a.txt"].usable and rows["a.txt"].run_id == run.pk and "可以导入" in rows["a.txt"].words
    assert not any(rows[name].usable for name in ("b.txt", "c.txt", "receipt-1.txt"))
    assert "一半" in rows["b.txt"].words and "回执：收到 6 笔" in rows["receipt-1.txt"].words
    paying.settle(run, good)
    assert {row.name: row.words for row in arrived(folder, day=MAY_DAY)}["a.txt"] == "已经导入"
    with pytest.raises(Refused, match="没有 .* 这个文件夹"):
        arrived(tmp_path / "nowhere", day=MAY_DAY)
