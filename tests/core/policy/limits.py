"""One promise about inputs, held by many chapters: the last possible value is taken, the first impossible one refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate

Edge = tuple[str, Mapping[str, Any], str, Any, Any]
"""Calculation, its other inputs, the input, the last value that is taken, the first that is refused."""


def hold(edge: Edge) -> None:
    """Both sides of one limit."""
    calculation, inputs, name, last, beyond = edge

    assert calculate(calculation, "national", {**inputs, name: last}, strict=False).values
    with pytest.raises(Refused) as caught:
        calculate(calculation, "national", {**inputs, name: beyond}, strict=False)
    assert caught.value.finding.message
