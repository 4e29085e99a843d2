"""A declared wage beside the floor and the cap of its month: what base it makes, and the note that says so."""

from __future__ import annotations

from typing import NamedTuple

from shebao.agency.declarations.law import base_limits
from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.base.dated import MissingValue
from shebao.base.money import grouped


class Base(NamedTuple):
    """The base a wage makes, in fen, and why it differs from the wage; "" where it does not."""

    fen: int
    note: str


def base_of(wage_fen: int, limits: tuple[int, int] | None) -> Base:
    """A wage lifted to the floor or cut to the cap; where the limits are not published yet it stands, and the note says so."""
    if limits is None:
        return Base(wage_fen, "本年上下限还没有录入，录入后核定")
    floor, cap = limits
    if wage_fen < floor:
        return Base(floor, f"低于下限，按下限 {grouped(floor)} 元")
    if wage_fen > cap:
        return Base(cap, f"高于上限，按上限 {grouped(cap)} 元")
    return Base(wage_fen, "")


def limits_in(month: int, scheme: str = "employee") -> tuple[int, int] | None:
    """Floor and cap of a month at this agency's place, in fen; None where they are not on file."""
    try:
        return base_limits(scheme, month, parameters.places(), installation.place())
    except MissingValue:
        return None
