"""Values of the law with their documents, and calculations with their sheets."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.base.finding import refuse
from shebao.base.months import parse_date
from shebao.core.policy.calculation import calculate, calculations
from shebao.core.policy.keys import all_keys

from ..access import Scoped
from .benefits import Sheet
from .benefits import shown as sheet_shown

router = Router(tags=["法定数值和计算"], auth=Scoped("law"))
Name = Annotated[str, Path(max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]


class Key(Schema):
    """A value that the law sets."""

    key: str
    title: str
    unit: str


class Keys(Schema):
    """Every value there is a key for."""

    items: list[Key]


class Value(Schema):
    """A value in force on a day, with its document and how certain it is."""

    key: str
    place: str
    day: str
    value: str
    document: str
    confidence: str


class Calculation(Schema):
    """A calculation there is."""

    name: str
    title: str
    source: str


class Calculations(Schema):
    """Every calculation there is."""

    items: list[Calculation]


class Inputs(Schema):
    """What to calculate with: inputs as people write them (decimal text, YYYY-MM). place: empty for this agency's own."""

    place: str = Field("", max_length=60)
    inputs: dict[str, Any]


class Result(Schema):
    """The values by name, and the sheet that made them."""

    values: dict[str, str]
    sheet: Sheet


@router.get("/keys", response=Keys, summary="法定数值目录")
def law_keys(request: HttpRequest) -> dict[str, Any]:
    """Every key."""
    return {"items": [{"key": one.name, "title": one.title, "unit": str(one.unit)} for one in all_keys().values()]}


@router.get("/values/{key}", response=Value, summary="一个法定数值")
def law_value(
    request: HttpRequest, key: Name, day: Annotated[str, Query(max_length=10)], place: Annotated[str, Query(max_length=60)] = ""
) -> dict[str, Any]:
    """The value in force on a day, here or at a place; refused where the law says none."""
    if key not in all_keys():
        refuse("law.unknown", f"没有“{key}”这个法定数值", "请查目录。", "key")
    on: date = parse_date(day)
    at = place or installation.place()
    one = parameters.places().value(key, at, on)
    return {
        "key": key,
        "place": at,
        "day": on.isoformat(),
        "value": str(one.value),
        "document": one.document,
        "confidence": one.confidence,
    }


@router.get("/calculations", response=Calculations, summary="计算目录")
def law_calculations(request: HttpRequest) -> dict[str, Any]:
    """Every calculation."""
    return {"items": [{"name": one.name, "title": one.title, "source": one.source} for one in calculations().values()]}


@router.post("/calculations/{name}", response=Result, summary="计算并给出计算书")
def law_calculate(request: HttpRequest, name: Name, asked: Inputs) -> dict[str, Any]:
    """One calculation; nothing is kept."""
    if name not in calculations():
        refuse("law.unknown", f"没有“{name}”这个计算", "请查目录。", "name")
    answer = calculate(name, asked.place or installation.place(), asked.inputs, parameters.places())
    sheet = answer.sheet.as_json() | {"digest": answer.sheet.digest()}
    return {"values": {key: str(value) for key, value in answer.values.items()}, "sheet": sheet_shown(sheet)}
