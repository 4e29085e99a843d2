"""What joins the annuity's records and its books: every posting, arrival and remittance is booked with exactly its real money."""

from __future__ import annotations

from collections.abc import Mapping

from shebao.agency.annuity import queries as annuity
from shebao.agency.fund import queries as books
from shebao.core.books.entries import COLLECTION_ACCOUNT

POSTING, ARRIVAL, REMITTANCE = "annuity_posting", "annuity_arrival", "annuity_remittance"
"""What a voucher of the collection account was made from."""


def check_annuity_books() -> tuple[int, list[str]]:
    """The collection account moved by what each record says, undone ones included: their vouchers are cancelled by others."""
    records: Mapping[str, Mapping[int, int]] = annuity.money_of_records()
    kinds = {POSTING: records["posting"], ARRIVAL: records["arrival"], REMITTANCE: records["remittance"]}
    problems, examined = [], 0
    for kind, wanted in kinds.items():
        booked = books.booked(annuity.ANNUITY_SCHEME, kind, COLLECTION_ACCOUNT)
        examined += len(wanted)
        for number in sorted({*wanted, *booked}):
            if booked.get(number, 0) != wanted.get(number, 0):
                problems.append(f"职业年金{kind}第{number}号：登记{wanted.get(number, 0)}分，归集户凭证{booked.get(number, 0)}分。")
    return examined, problems
