"""`shebao bank`: a pack any bank can run, a check of one answer, and a bank that misbehaves as a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shebao import cli
from shebao.agency.payout.bank import conformance, shipped_layouts

DAY = ["--day", "2023-05-09"]


@pytest.mark.parametrize("key", sorted(shipped_layouts()))
def test_every_answer_of_the_pack_is_taken_or_refused_as_it_must_be(key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bank", "pack", str(tmp_path), "--layout", key, "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert len(rows) >= 20 and {row["must_be_taken"] for row in rows} == {True, False}
    assert all(row["taken"] == row["must_be_taken"] and (row["taken"] or row["reason"]) for row in rows)
    assert len({(tmp_path / row["file"]).read_bytes() for row in rows}) == len(rows)


def test_the_pack_tries_what_banks_really_send() -> None:
    right = [case for case in conformance.cases(shipped_layouts()["delimited"]) if case.taken]

    assert len(right) >= 17


def test_a_bank_checks_one_answer_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bank", "pack", str(tmp_path)]) == 0
    order = str(tmp_path / "order.txt")

    assert cli.main(["bank", "check", order, str(tmp_path / "02-some-returned.txt"), *DAY]) == 0
    assert "退回 3 笔" in capsys.readouterr().out
    assert cli.main(["bank", "check", order, str(tmp_path / "25-amount.txt"), *DAY]) == 1
    assert "金额与送出的不一致" in capsys.readouterr().out
    assert cli.main(["bank", "check", order, "nowhere.txt"]) == 2
    assert cli.main(["bank", "pack", str(tmp_path), "--layout", "unknown"]) == 2
    assert cli.main(["bank", "simulate", "a", "b", "--faults", "sulks"]) == 2
    assert cli.main(["bank", "layouts"]) == 0


def test_a_description_is_used_in_place_of_a_layout(tmp_path: Path) -> None:
    text = (Path(conformance.__file__).parent / "layouts/fixed_width.yaml").read_text(encoding="utf-8")
    (tmp_path / "ours.yaml").write_text(text.replace("width: 64", "width: 60", 1), encoding="utf-8")

    assert cli.main(["bank", "pack", str(tmp_path / "pack"), "--describe", str(tmp_path / "ours.yaml")]) == 0
