"""A printed voucher names its source in Chinese, whatever booked it."""

from __future__ import annotations

import re
from pathlib import Path

import shebao.agency
from shebao.agency.desk.fund.voucher_sheet import SOURCES

_ROOT = Path(str(shebao.agency.__file__)).parent
_CONSTANTS = re.compile(r'^((?:SOURCE|PAYMENT|REPAYMENT|REFUND|POSTING|MOVEMENT)[A-Z_, ]*) = ((?:"[a-z_]+"(?:, )?)+)$', re.M)
_LITERALS = re.compile(r'source=\("([a-z_]+)"')


def sources() -> set[str]:
    """The kinds of source that the counters book vouchers with, read from their code: constants of these names, and words in the call."""
    kinds: set[str] = set()
    for file in [*_ROOT.glob("procedures/**/*.py"), *_ROOT.glob("fund/**/*.py")]:
        text = file.read_text(encoding="utf-8")
        kinds |= set(_LITERALS.findall(text))
        for names, values in _CONSTANTS.findall(text):
            pairs = zip(names.split(", "), re.findall(r'"([a-z_]+)"', values), strict=True)
            kinds |= {value for name, value in pairs if name != "MOVEMENT"}
    return kinds


def test_every_source_of_a_voucher_has_its_chinese_word() -> None:
    assert {"remittance", "transfer", "injury_payment", "debt_repayment", "refund", "deposit_end", "annuity_arrival"} <= sources()
    assert sources() - set(SOURCES) == set()
    assert not [word for word in SOURCES.values() if re.search("[A-Za-z]", word)]
