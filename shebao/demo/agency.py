"""An agency's published figures, read from its file: what the demonstration county is drawn to, and what was not published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from shebao.base.dated import Value
from shebao.base.finding import refuse
from shebao.base.money import parse_yuan
from shebao.base.unique_yaml import read_yaml

FOLDER = Path(__file__).parent / "agencies"
DEFAULT = "zhengning"


@dataclass(frozen=True)
class Agency:
    """One agency file. Published figures are quoted from its report; nominal ones were chosen, with the reason."""

    key: str
    name: str
    place: str
    template: str
    document: str
    published: Mapping[str, Mapping[str, str]]
    nominal: Mapping[str, Mapping[str, str]]
    standards: tuple[Mapping[str, Any], ...]
    """Local standards the county enters for its year where no document is on file: key, from, to, value and why."""
    budget: tuple[Mapping[str, str], ...]
    fund_figures: Mapping[str, Mapping[str, str]]
    pensions: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Scheme of working people → what was set beside its published figures, with the reason."""
    reported: Mapping[str, Any]
    relief: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Of unemployment, injury and the county's own payments: what was set beside the published figures, with the reason."""
    claims: tuple[Mapping[str, str], ...]
    """How the published claims of unemployment benefit fall on people: set."""

    def own_values(self) -> tuple[Value, ...]:
        """The county's own standards in the shape of the law's rows; each says that it was set and why."""
        return tuple(
            Value(one["key"], self.place, one["from"], one["to"], _frozen(one["value"]), "演示设定，不是法定标准", "unverified", one["why"])
            for one in self.standards
        )

    def text(self, name: str, default: str | None = None) -> str | None:
        """A figure as printed: the published one, else the nominal one, else the default."""
        entry = self.published.get(name) or self.nominal.get(name)
        return entry["value"] if entry else default

    def of_residents(self) -> Agency:
        """The same agency without the schemes of working people: their figures are stated, not lived."""
        return replace(self, pensions={}, relief={}, claims=())

    def pension_text(self, scheme: str, name: str) -> str | None:
        """A figure of a scheme of working people: as printed, else as set; None where neither."""
        printed, chosen = self.fund_figures.get(scheme, {}).get(name), self.pensions.get(scheme, {}).get(name)
        return printed or (chosen["value"] if chosen else None)

    def relief_text(self, part: str, name: str) -> str | None:
        """A figure of unemployment, injury or local payments, as printed, else as set; None where neither, or where it is not lived."""
        if part not in self.relief:
            return None
        chosen = self.relief[part].get(name)
        return self.fund_figures.get(part, {}).get(name) or (chosen["value"] if chosen else None)

    def pension_share(self, scheme: str, name: str) -> Fraction:
        """A percentage of such a scheme as an exact share of one; all where none is set."""
        text = self.pension_text(scheme, name) or "100%"
        return Fraction(text.removesuffix("%")) / 100

    def count(self, name: str) -> int | None:
        """A whole number, or None where neither published nor set."""
        text = self.text(name)
        return None if text is None else int(text)

    def share(self, name: str, default: str) -> Fraction:
        """A percentage as an exact share of one."""
        text = self.text(name, default)
        assert text is not None and text.endswith("%"), (self.key, name, text)
        return Fraction(text[:-1]) / 100

    def fen(self, name: str) -> int | None:
        """An amount printed in 万元, in fen; None where not published."""
        text = self.text(name)
        return None if text is None else wan_to_fen(text)


def _frozen(content: Any) -> Any:
    """A table of a file as the law keeps it: lists cannot change."""
    if isinstance(content, list):
        return tuple(_frozen(cell) for cell in content)
    return {name: _frozen(cell) for name, cell in content.items()} if isinstance(content, dict) else content


def wan_to_fen(text: str) -> int:
    """万元 as printed → fen, exactly: "7617.91" → 7617910000."""
    fen = Fraction(text) * 1_000_000
    assert fen.denominator == 1, f"{text} 万元 is finer than a fen"
    return int(fen)


def yuan_to_fen(text: str) -> int:
    """元 as printed → fen."""
    return parse_yuan(text)


def agency_names() -> list[str]:
    """Keys of all agency files, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_agency(key: str) -> Agency:
    """The agency called `key`; raises `Refused` naming the known ones."""
    path = FOLDER / f"{key}.yaml"
    if key not in agency_names():
        refuse("demo.agency", f"没有名为“{key}”的演示县", f"可选：{'、'.join(agency_names())}。", "AGENCY")
    data = read_yaml(path.read_text(encoding="utf-8"))
    assert data["agency"] == key, path
    return Agency(
        key=key,
        name=data["name"],
        place=data["place"],
        template=data["template"],
        document=data["document"],
        published=data["published"],
        nominal=data["nominal"],
        standards=tuple(data.get("standards", ())),
        budget=tuple(data["budget"]),
        fund_figures=data["fund_figures"],
        pensions=data.get("pensions", {}),
        reported=data["reported"],
        relief=data.get("relief", {}),
        claims=tuple(data.get("claims", ())),
    )
