"""Whatever the code writes into the journal has a Chinese word, said by the counter that writes it, and no word is left over."""

from __future__ import annotations

import re

import pytest

from shebao.core.catalogue import in_each
from tests.house import verbs

CHINESE = re.compile(r"[\u4e00-\u9fff]")

SPOKEN_FOR = {"matters": "scans", "pages": "desk"}
"""Counter → a first word of verbs, besides its own name, that it speaks for."""


@pytest.fixture(scope="module")
def reading() -> verbs.Reading:
    return verbs.journalled()


def test_every_verb_can_be_read_from_the_code(reading: verbs.Reading) -> None:
    assert reading.unread == []
    assert {"people.register", "payout.review", "matters.send_back", "benefits.decide.state", "evaluation.publish"} <= reading.verbs


def test_every_journalled_verb_has_a_chinese_word_and_every_word_its_verb(reading: verbs.Reading) -> None:
    from shebao.agency.pages.words import VERBS
    from shebao.demo.words import WORDS

    words = VERBS | WORDS
    assert sorted(verb for verb in reading.verbs if not CHINESE.search(words.get(verb, ""))) == []
    assert sorted(set(words) - reading.verbs) == []


def test_a_counter_says_the_words_of_its_own_verbs() -> None:
    words = in_each("shebao.agency", "words", "WORDS")

    assert len(words) > 10
    strangers = [
        f"{folder}: {verb}"
        for folder, some in words.items()
        for verb in some
        if verb.split(".")[0] not in (folder.split(".")[2], SPOKEN_FOR.get(folder.split(".")[2]))
    ]
    assert strangers == []
