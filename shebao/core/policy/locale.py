"""The places of this package: their dated values, and the formulas of places that differ from the nation's."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from shebao.base.dated import Places, load_places
from shebao.core.policy.keys import all_keys

FOLDER = Path(__file__).parent / "places"


@cache
def shipped_places() -> Places:
    """The nation, provinces and counties that come with the product; an agency layers its own values on top."""
    loaded = load_places(FOLDER)
    return Places(loaded.places, loaded.rows, {name: key.title for name, key in all_keys().items()})


@cache
def place_rules(place: str) -> Mapping[str, tuple[Callable[..., Any], ...]]:
    """Calculation → rules that replace or add to the nation's at exactly this place (its `.py` file's RULES)."""
    return _label(place, "RULES")


@cache
def place_reads(place: str) -> Mapping[str, Mapping[str, Any]]:
    """Calculation → what the rules of exactly this place read besides: name → key, as a chapter declares it (READS; most have none)."""
    return _label(place, "READS")


def _label(place: str, label: str) -> Mapping[str, Any]:
    name = f"shebao.core.policy.places.{place}"
    if importlib.util.find_spec(name) is None:
        return {}
    module = importlib.import_module(name)
    value: Mapping[str, Any] = module.RULES if label == "RULES" else getattr(module, label, {})
    return value
