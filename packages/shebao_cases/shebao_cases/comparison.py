"""Whether an answer says what a case expects: money to the fen, unrounded figures at the decimals printed, refusals as refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from shebao_cases.files import Case

Status = Literal["pass", "fail", "unsupported"]
QUOTED = ("published_", "printed_", "total_rounding")
"""Names of figures a case quotes from a printed sheet; they are not compared."""
UNROUNDED = 4
"""A figure printed with so many decimals is one the law leaves unrounded: it is compared at them."""


@dataclass(frozen=True)
class Result:
    """What came of a case; differences: name → (expected, answered)."""

    id: str
    calculation: str
    status: Status
    differences: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The result as one JSON object."""
        return {
            "id": self.id,
            "calculation": self.calculation,
            "status": self.status,
            "differences": {name: list(pair) for name, pair in self.differences.items()},
        }


def judge(case: Case, answer: Mapping[str, Any] | None, codes: bool = False) -> Result:
    """Compare an answer with its case; a missing answer is a failure."""
    if answer is None:
        return Result(case.id, case.calculation, "fail", {"answer": (dict(case.expected), None)})
    if answer.get("unsupported"):
        return Result(case.id, case.calculation, "unsupported")
    if "error" in case.expected:
        return _refusal(case, answer, codes)
    if "error" in answer:
        told = f"{answer['error']} {answer.get('message', '')}".strip()
        return Result(case.id, case.calculation, "fail", {name: (value, told) for name, value in case.expected.items()})
    values = answer.get("values")
    given: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
    differences = {
        name: (expected, given.get(name))
        for name, expected in case.expected.items()
        if not name.startswith(QUOTED) and not (name in given and same(expected, given[name]))
    }
    return Result(case.id, case.calculation, "fail" if differences else "pass", differences)


def same(expected: Any, answered: Any) -> bool:
    """Whether two values agree: tables item by item, numbers exactly, everything else as text."""
    if isinstance(expected, Mapping):
        return (
            isinstance(answered, Mapping)
            and {str(name) for name in expected} == {str(name) for name in answered}
            and all(same(value, {str(name): item for name, item in answered.items()}[str(key)]) for key, value in expected.items())
        )
    if isinstance(expected, list):
        return isinstance(answered, list) and len(expected) == len(answered) and all(map(same, expected, answered))
    if isinstance(expected, bool) or isinstance(answered, bool) or expected is None:
        return bool(_truth(expected) == _truth(answered))
    wanted, result = _number(expected), _number(answered)
    if wanted is None or result is None:
        return str(expected) == str(answered)
    if wanted == result:
        return True
    decimals = len(str(expected).partition(".")[2])
    return decimals >= UNROUNDED and _half_up(result, decimals) == wanted


def _refusal(case: Case, answer: Mapping[str, Any], codes: bool) -> Result:
    if "error" not in answer:
        return Result(case.id, case.calculation, "fail", {"error": (case.expected["error"], None)})
    differences = {
        name: (expected, answer.get(name))
        for name, expected in (case.expected.items() if codes else ())
        if not (expected == answer.get(name) or (name == "error" and expected in ("any", str(answer["error"]).partition(".")[0])))
    }
    return Result(case.id, case.calculation, "fail" if differences else "pass", differences)


def _truth(value: Any) -> Any:
    return {"true": True, "false": False, "是": True, "否": False}.get(str(value).lower(), value) if value is not None else None


def _number(value: Any) -> Fraction | None:
    try:
        return Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        return None


def _half_up(value: Fraction, decimals: int) -> Fraction:
    scaled = abs(value) * 10**decimals
    whole = (scaled + Fraction(1, 2)) // 1
    return Fraction(whole, 10**decimals) * (1 if value >= 0 else -1)
