"""Paying again what the bank returned or what was held back at file time: once, and only to an account that was renewed."""

from __future__ import annotations

import numpy as np

from shebao.agency import schemes
from shebao.agency.payout.bank import DEFAULT, layout
from shebao.agency.payout.bank.outcomes import WITHHELD, unpaid_lines
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import BankFile, Line, Run, Withheld
from shebao.agency.payout.tables import deductions, facts
from shebao.agency.payout.tables.table import Table, lines_of
from shebao.agency.people import heirs
from shebao.agency.store.columns import Column, Mask, among, look_up, read_columns

_SAME = ("person_id", "month", "from_month", "decision_id", "total_fen", "from_account_fen")


def table(run: Run) -> Table:
    """Every line that came back and has no successor yet; held until its account was changed or verified anew."""
    failed = unpaid_lines(run.scheme, besides=run.pk)
    lines = read_columns(Line.objects.filter(id__in=among(failed)).order_by("id"), "id", "bank_account_id", *_SAME)
    accounts = heirs.account_columns(lines["person_id"])
    renewed = (accounts["account_id"] != lines["bank_account_id"]) | _same_account(lines["id"], failed)
    rows = {
        "person_id": lines["person_id"],
        "total_fen": lines["total_fen"],
        "renewed": renewed.astype(np.int64),
        "taken_out": np.isin(lines["id"], _taken_out()).astype(np.int64),
        **facts.death_columns(lines),
        **accounts,
    }
    goes, out, _ = gates.sort_out("reissue", rows, run.scheme, run.month, run.business_day)
    parts = facts.parts_of_lines(lines["id"], [part.key for part in schemes.of(run.scheme).PARTS])
    again = {name: lines[name] for name in _SAME} | {"bank_account_id": accounts["account_id"], "reissue_of": lines["id"]}
    chosen = lines_of("reissue", again, parts).pick(goes)
    places = {line: place for place, line in enumerate(chosen["reissue_of"].tolist())}
    return Table(chosen, out, deductions=deductions.of_parents(places))


def _taken_out() -> Column:
    """The lines that a person took out before hand-over, whoever is to look at them."""
    return read_columns(Withheld.objects.filter(reason=gates.TAKEN_OUT.key), "id")["id"]


def _same_account(ids: Column, failed: dict[int, str]) -> Mask:
    """True for lines that may go to the same account again, now that it is verified: those held back before the bank saw
    them, and those the bank did not carry out for reasons of its own."""
    codes = {
        key: code for key in set(BankFile.objects.values_list("layout", flat=True)) | {DEFAULT} for key, code in layout(key).CODES.items()
    }
    own = {line for line, code in failed.items() if code == WITHHELD or (code in codes and codes[code].same_account)}
    return look_up(np.fromiter(sorted(own), dtype=np.int64), np.ones(len(own), dtype=np.int64), ids) > 0
