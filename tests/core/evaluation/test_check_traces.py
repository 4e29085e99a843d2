"""A report against the draft it was made from: an unchanged figure is silent, a changed one names what it was traced to."""

from __future__ import annotations

from shebao.core.evaluation.check import Document
from shebao.core.evaluation.check.traces import Traced, against_draft

DRAFT = [
    [
        Traced("全年个人缴费"),
        Traced("68.80", "“个人缴费”（缴费台账）"),
        Traced("万元，政府补贴"),
        Traced("6.80", "“补贴”（台账）"),
        Traced("万元。"),
    ],
    [Traced("履职效果\t按时发放率\t≥100%\t99.84%\t15\t14.98", "评分表")],
]


def changed(text: str) -> list[str]:
    return [finding.message for finding in against_draft(Document.from_text("报告.txt", text), DRAFT)[0]]


def test_the_draft_itself_is_silent_and_every_figure_of_it_was_held_against() -> None:
    text = "全年个人缴费68.80万元，政府补贴6.80万元。\n履职效果\t按时发放率\t≥100%\t99.84%\t15\t14.98\n"
    findings, held = against_draft(Document.from_text("报告.txt", text), DRAFT)

    assert findings == []
    assert held == {(1, "68.80"), (1, "6.80"), (2, "100"), (2, "99.84"), (2, "15"), (2, "14.98")}


def test_a_changed_figure_names_what_it_was_traced_to() -> None:
    (message,) = changed("全年个人缴费63.80万元，政府补贴6.80万元。")

    assert "写 63.80，起草时是 68.80，来自“个人缴费”（缴费台账）" in message
    assert changed("履职效果\t按时发放率\t≥100%\t98.84%\t15\t14.98")


def test_the_same_value_written_otherwise_and_a_rewritten_sentence_say_nothing() -> None:
    assert changed("全年个人缴费68.8万元，政府补贴6.80万元。") == []
    assert changed("个人缴费全年共63.80万元。") == []
