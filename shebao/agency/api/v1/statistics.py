"""Measures of a scheme and year, each with its definition."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema

from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.agency.statistics import queries as statistics

from ..access import Scoped
from ..shapes import SchemeKey, Year, scheme

router = Router(tags=["统计"], auth=Scoped("statistics"))


class Definition(Schema):
    """What a measure is: its title, definition (口径), unit and scope."""

    name: str
    title: str
    definition: str
    unit: str
    scope: str


class Definitions(Schema):
    """Every measure there is."""

    items: list[Definition]


class Measure(Definition):
    """A measure read. value: an exact fraction as text, "3/4" or "12"; null where it cannot be said. rows_count: rows it was read from."""

    scheme: str
    year: int
    value: str | None
    rows_count: int


@router.get("/measures", response=Definitions, summary="指标目录")
def statistics_definitions(request: HttpRequest) -> dict[str, Any]:
    """The data dictionary of measures."""
    return {"items": [_defined(one) for one in statistics.definitions().values()]}


@router.get("/measures/{name}", response=Measure, summary="一个指标")
def statistics_measure(
    request: HttpRequest, name: Annotated[str, Path(max_length=60, pattern=r"^[a-z][a-z0-9_.]*$")], scheme_key: SchemeKey, year: Year
) -> dict[str, Any]:
    """One measure of a scheme and year."""
    about = statistics.asked(scheme(scheme_key), year, installation.place(), parameters.places())
    one = statistics.measure(name, about)
    value = None if one.value is None else str(one.value)
    return _defined(one.definition) | {"scheme": scheme_key, "year": year, "value": value, "rows_count": one.rows_count}


def _defined(one: Any) -> dict[str, Any]:
    return {name: str(getattr(one, name)) for name in Definition.model_fields}
