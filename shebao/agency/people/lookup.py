"""Which persons a text typed into a search means: a beginning of a name, initials, a given name, a village or last digits beside it."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Q

from shebao.agency.store import vault

from .models import Person
from .names import tidy_name

NUMBER = re.compile(r"[\d０-９]{14,17}[\dXxＸｘ０-９]", re.ASCII)
_LETTERS = re.compile(r"[A-Za-z]{1,16}")
_TAIL = re.compile(r"\d{3}[\dXx]", re.ASCII)
MOST_BY_TAIL = 2_000
"""How many persons of one name are opened to compare the last digits of their numbers."""


def matching(text: str) -> tuple[Q, str]:
    """(which persons, the column they are in order of). What begins with the text comes first; only where nothing does, the rest is tried."""
    if _LETTERS.fullmatch(text):
        return begins("initials", text.upper()), "initials"
    result = begins("name", tidy_name(text))
    if Person.objects.filter(result).exists():
        return result, "name"
    name, *others = text.split()
    result = begins("name", name)
    if not Person.objects.filter(result).exists():
        # A given name is no beginning of anything; a single character would be in half the county.
        result = Q(name__contains=name) if len(name) > 1 else Q(pk__in=[])
    for word in others:
        result &= _tail(result, word) if _TAIL.fullmatch(word) else Q(village__name__contains=word) | Q(village__township__contains=word)
    return result, "name"


def begins(column: str, beginning: str) -> Q:
    """Values that begin with a text, in the form each database answers from its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": beginning})
    return Q(**{f"{column}__gte": beginning, f"{column}__lt": beginning + "\U0010ffff"})


def _tail(persons: Q, digits: str) -> Q:
    """Of these persons those whose number ends in four digits; the numbers are sealed, so they are opened to be compared."""
    rows = list(Person.objects.filter(persons).order_by("id").values_list("id", "citizen_sealed")[:MOST_BY_TAIL])
    ids = [person_id for person_id, _ in rows]
    numbers = vault.unseal_many((sealed for _, sealed in rows), Person.SEALED_PLACE, ids)
    return Q(pk__in=[person_id for person_id, number in zip(ids, numbers, strict=True) if number.endswith(digits.upper())])
