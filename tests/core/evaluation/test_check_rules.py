"""Every rule of the checker finds its own broken example and keeps quiet on its sound one."""

from __future__ import annotations

from types import ModuleType

import pytest

from shebao.core.evaluation.check import Document, catalogue, check_documents
from shebao.core.evaluation.check.engine import check_report
from shebao.core.evaluation.check.report import read

GROUPS = "NUM SUM SUB BAL RAT DEF UNT REP WGT SCO GRD CNT SEQ CPY PER MIS INT NAR TXT".split()
RULES = catalogue()


@pytest.mark.parametrize(("name", "module"), RULES, ids=[name for name, _ in RULES])
def test_a_rule_finds_its_broken_example_and_is_silent_on_its_sound_one(name: str, module: ModuleType) -> None:
    if not hasattr(module, "find"):
        broken = [Document.from_text(f"{i}.txt", text) for i, text in enumerate(module.EXAMPLE["broken"])]
        sound = [Document.from_text(f"{i}.txt", text) for i, text in enumerate(module.EXAMPLE["sound"])]
        assert any(finding.rule == name for finding in check_documents(broken).findings)
        assert not any(finding.rule == name for finding in check_documents(sound).findings)
        return

    broken_said = [
        v for v in check_report(read(Document.from_text("broken.txt", module.EXAMPLE["broken"])), name) if hasattr(v, "severity")
    ]
    sound_said = [v for v in check_report(read(Document.from_text("sound.txt", module.EXAMPLE["sound"])), name) if hasattr(v, "severity")]

    assert broken_said, "the broken example is not found"
    assert not sound_said, sound_said
    assert all(finding.quotes and finding.message and finding.advice and finding.source for finding in broken_said)


@pytest.mark.parametrize("name", [name for name, _ in RULES])
def test_a_rule_belongs_to_a_known_group(name: str) -> None:
    assert name.split("-")[0] in GROUPS


@pytest.mark.parametrize(("name", "module"), RULES, ids=[name for name, _ in RULES])
def test_quotes_are_verbatim_pieces_of_their_lines(name: str, module: ModuleType) -> None:
    texts = module.EXAMPLE["broken"] if not hasattr(module, "find") else (module.EXAMPLE["broken"],)
    documents = [Document.from_text(f"{i}.txt", text) for i, text in enumerate(texts)]

    for finding in check_documents(documents).findings:
        for quote in finding.quotes:
            lines = next(document.lines for document in documents if document.name == quote.file)
            assert quote.text in lines[quote.line - 1]
