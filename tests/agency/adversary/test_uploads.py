"""Hostile files sent at once by a stranger: each is answered with a sentence, nothing breaks, and nothing of the machine comes back.

That the office's pages stay quick meanwhile is measured by `benchmarks/hostile_uploads.py`.
"""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support.hostile_files import HOSTILE

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

WIDE, COSTLY = "ten thousand columns", "figures without end"
"""One is read as far as a report may be wide, the other stopped by the limit on time, which a test does not wait for."""


def test_hostile_files_at_once_are_each_answered_in_words() -> None:
    files = {what: SimpleUploadedFile(name, made()) for what, (name, made) in HOSTILE.items() if what != COSTLY}

    answer = Client().post("/check/", {"files": list(files.values())})

    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert answer.status_code == 200 and "root:" not in words
    refused = [file.name for what, file in files.items() if what != WIDE]
    assert [name for name in refused if f"{name}没有核查" not in words] == []
    assert "系统出错" not in words and "Traceback" not in words
