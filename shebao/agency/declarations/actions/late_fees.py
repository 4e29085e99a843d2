"""Charging late fees (滞纳金) by the law of the day, month by month, and taking one back; what is received of them is other income."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.declarations.arrears import Piece, charged_fen, late_fees_of, pieces
from shebao.agency.declarations.models import LateFee
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import yuan_text
from shebao.core.policy.calculation import calculate


class Fee(NamedTuple):
    """The late fee on one piece of a scheme's month."""

    scheme: str
    piece: Piece
    days: int
    fee_fen: int


def fee_of(principal_fen: int, from_on: date, to_on: date) -> tuple[int, int]:
    """(days, late fee in fen) of a principal that was due on a day and is counted to another, by the law in force."""
    inputs = {"principal": yuan_text(principal_fen), "due_date": from_on.isoformat(), "paid_date": to_on.isoformat()}
    values = calculate("late_fee", installation.place(), inputs, parameters.places()).values
    return int(values["days"].fraction), int(values["late_fee"].fen)


def late_fees(employer_id: int, schemes: Sequence[str], to_on: date) -> list[Fee]:
    """What is to be charged now, as things are; nothing is written. The fees of a month never exceed what was late of it."""
    fees: list[Fee] = []
    room: dict[tuple[str, int], int] = {}
    for scheme in schemes:
        listed = pieces(employer_id, scheme, to_on)
        for piece in listed:
            key = (scheme, piece.month)
            if key not in room:
                room[key] = sum(one.principal_fen for one in listed if one.month == piece.month) - charged_fen(
                    employer_id, scheme, piece.month
                )
            days, fen = fee_of(piece.principal_fen, piece.from_on, piece.to_on)
            fen = max(min(fen, room[key]), 0)
            room[key] -= fen
            if fen:
                fees.append(Fee(scheme, piece, days, fen))
    return fees


def charge_late_fees(employer_id: int, fees: Sequence[Fee], *, by: By) -> Entry:
    """Post late fees; refused for none."""
    if not fees:
        refuse("declarations.late_fee", "没有要加收的滞纳金", "该单位到这一天没有迟缴的月份，或者已经核定过。", "to_on")
    with transaction.atomic():
        take_turn()
        start = next_id(LateFee)
        rows = [
            (start + at, employer_id, fee.scheme, *_row(fee), None) for at, fee in enumerate(fees)
        ]  # fmt: skip
        return _post(rows, employer_id, sum(fee.fee_fen for fee in fees), by)


def cancel_late_fee(employer_id: int, fee_id: int, *, by: By) -> Entry:
    """Take one late fee back by its opposite; refused for one of another employer or taken back before."""
    with transaction.atomic():
        take_turn()
        one = next((fee for fee in late_fees_of(employer_id) if fee.pk == fee_id), None)
        if one is None:
            refuse(
                "declarations.late_fee",
                f"该单位没有编号为 {fee_id} 的滞纳金，或者已经撤销",
                "请在单位页的滞纳金清单里核对编号。",
                "fee_number",
            )
        row = (
            next_id(LateFee),
            employer_id,
            one.scheme,
            one.month,
            one.principal_fen,
            one.from_on,
            one.to_on,
            one.days,
            -one.fee_fen,
            fee_id,
        )
        return _post([row], employer_id, -one.fee_fen, by)


def _row(fee: Fee) -> tuple[object, ...]:
    piece = fee.piece
    return (piece.month, piece.principal_fen, piece.from_on, piece.to_on, fee.days, fee.fee_fen)


def _post(rows: Sequence[tuple[object, ...]], employer_id: int, fen: int, by: By) -> Entry:
    body = {"fees": len(rows), "fee_fen": fen}
    return post(LateFee, LateFee.SEALED, rows, "declarations.charge_late_fee", by=by, subject=("employer", employer_id), body=body)
