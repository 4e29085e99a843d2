"""Named measures: what can be counted, and the value of one for a scheme and a year with the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache

from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.core.catalogue import labelled

from .measure import Asked, Definition, Measure


@cache
def definitions() -> Mapping[str, Definition]:
    """Every measure by name; ValueError where two files offer the same name."""
    by_name: dict[str, Definition] = {}
    for module, offered in labelled("shebao.agency.statistics.measures", "MEASURES").items():
        for one in offered:
            if one.name in by_name:
                raise ValueError(f"{module}: a measure {one.name} exists already")
            by_name[one.name] = one
    return dict(sorted(by_name.items()))


def asked(scheme: str, year: int, place: str, places: Places) -> Asked:
    """What measures are asked about; keep it for several measures, so that what they share is read once."""
    return Asked(scheme, year, place, places)


def measure(name: str, about: Asked) -> Measure:
    """One measure; refuses a name that is not in the catalogue."""
    definition = definitions().get(name)
    if definition is None:
        refuse("statistics.measure", f"没有名为“{name}”的统计指标", f"可用：{'、'.join(definitions())}。")
    reading = definition.function(about)
    value = None if reading.value is None else Fraction(reading.value)
    return Measure(definition, about, value, reading.rows, reading.drill)


def measures(about: Asked, names: Iterable[str] | None = None) -> dict[str, Measure]:
    """Several measures, or all."""
    return {name: measure(name, about) for name in (definitions() if names is None else names)}
