"""The fields of a matter's form between the page and the counter: what was typed, how each is asked for, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from shebao.agency.employers import queries as employers
from shebao.agency.matters.attachments import Scan
from shebao.agency.matters.kind import Field, Kind
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures import catalogue, worklist
from shebao.base.digits import whole_number
from shebao.base.finding import Finding, Refused
from shebao.core.policy.keys import all_keys

from .access import me
from .missing import or_missing
from .uploads import Slip, slips
from .words import CHAPTERS, word

INPUTS = {"date": "date"}
HINTS = {
    "citizen_number": "18 位，末位可能是 X",
    "bank_card": "银行卡 16 至 19 位数字；存折账号前写“存折”",
    "phone": "手机或区号-号码",
    "employer": "统一社会信用代码，18 位",
    "yuan": "单位元，例如 200 或 1,234.50",
    "year": "四位年份",
    "date": "",
    "month": "年-月，例如 2023-05、202305 或 2023年5月",
}
SEALED = "上次填的加密保存，不再显示；不改动就不用重填"
"""Said at a field of a returned matter that does not come back."""
MODES = {"citizen_number": "text", "bank_card": "text", "phone": "tel", "yuan": "decimal", "year": "numeric", "number": "numeric"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as the page shows it; `options` is (value, title, group), `shown` stands for a value that is fixed, `slips` for scans;
    `first` is the field where the hand goes first: the first that is wrong, otherwise the first that is empty."""

    field: Field
    value: Any
    error: str
    input: str
    mode: str
    hint: str
    options: list[tuple[str, str, str]]
    shown: str = ""
    slips: tuple[Slip, ...] = ()
    first: bool = False

    @property
    def text(self) -> str:
        """What was filled in, as whoever typed it looks at it again: the title of what was chosen, a number whole."""
        return self.shown or next(
            (f"{group} {title}".strip() for value, title, group in self.options if value == self.value), str(self.value)
        )


def by_hand(kind: Kind) -> bool:
    """Whether a kind is asked for field by field."""
    return all(field.widget != "file" for field in kind.fields)


def by_list(kind: Kind) -> bool:
    """Whether a kind is asked for with a list of people in a file."""
    return bool(kind.columns)


def kind_for(request: HttpRequest, key: str, takes: Callable[[Kind], bool]) -> Kind:
    """A kind that is asked for in this way and that this member's post accepts; otherwise the page that says no."""
    one = or_missing(lambda: catalogue.kind(key))
    if not takes(one):
        raise Http404
    if one.key not in {mine.key for mine in worklist.may_submit(me(request))}:
        raise PermissionDenied("这项业务不由您的岗位受理。")
    return one


def typed(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """What was typed or carried along in the address, by field, without scans; a person may be given as a citizen number."""
    source = request.POST if request.method == "POST" else request.GET
    given: dict[str, Any] = {}
    for field in kind.fields:
        if field.widget == "scans":
            continue
        value = source.get(field.name, "").strip()
        given[field.name] = _person_id(value) if field.widget == "person" else _employer_id(value) if field.widget == "employer" else value
    return given


def _person_id(text: str) -> str:
    """A person's id from an id or a citizen number; what cannot be read stays as typed, and the counter says so."""
    if len(text) < 15:
        return text
    try:
        return str(people.find(text) or text)
    except Refused:
        return text


def _employer_id(text: str) -> str:
    """An employer's id from an id or a unified social credit code; what cannot be read stays as typed, and the counter says so."""
    return str(employers.find(text) or text) if len(text) >= 15 else text


def asked_fields(
    kind: Kind, given: dict[str, Any], wrong: dict[str, str], scans: Sequence[Scan] = (), member_id: int = 0, *, again: bool = False
) -> list[Asked]:
    """The fields with what was typed, the scans handed in so far as slips for the member, and what is wrong; `again`: of a returned matter."""
    return asked_of(kind.fields, given, wrong, scans, member_id, kept=kind.sensitive if again else frozenset())


def asked_of(
    fields: Sequence[Field],
    given: dict[str, Any],
    wrong: dict[str, str],
    scans: Sequence[Scan] = (),
    holder_id: int = 0,
    *,
    kept: frozenset[str] = frozenset(),
) -> list[Asked]:
    """The same for any fields; holder_id: whom the slips of scans are signed for; kept: fields that are kept and not shown again."""
    carried = tuple(slips(scans, holder_id))
    return _with_first(
        [
            _asked(
                field,
                given.get(field.name, ""),
                wrong.get(field.name, ""),
                carried if field.widget == "scans" else (),
                field.name in kept,
            )
            for field in fields
        ]
    )


def _with_first(fields: list[Asked]) -> list[Asked]:
    """The fields, one of them marked as the first to be filled."""
    open_ones = [asked for asked in fields if not asked.shown and asked.field.widget not in ("scans", "file")]
    first = next((asked for asked in open_ones if asked.error), None) or next((asked for asked in open_ones if not asked.value), None)
    return [replace(asked, first=asked is first) for asked in fields]


def _asked(field: Field, value: Any, error: str, carried: tuple[Slip, ...], sealed: bool) -> Asked:
    options, hint = _options(field), field.help or HINTS.get(field.widget, "")
    return Asked(
        field,
        value,
        error,
        INPUTS.get(field.widget, "select" if options else "text"),
        MODES.get(field.widget, ""),
        "；".join(filter(None, (hint, SEALED if sealed else ""))),
        options,
        _name_of(value) if field.widget == "person" else _employer_name(value) if field.widget == "employer" else "",
        carried,
    )


def _options(field: Field) -> list[tuple[str, str, str]]:
    """What can be chosen, as (value, title, group)."""
    if field.widget == "village":
        return [(str(v.id), v.name, v.township) for v in people.village_names()]
    if field.widget == "parameter":
        return [
            (key.name, key.title, word(key.chapter, CHAPTERS))
            for key in sorted(all_keys().values(), key=lambda key: word(key.chapter, CHAPTERS))
        ]
    if field.widget == "place":
        return [(one.id, one.name, "") for one in parameters.places().places.values()]
    return [(code, title, "") for code, title in field.choices]


def _name_of(value: Any) -> str:
    """Name, masked number and village of a person already chosen."""
    person_id = whole_number(value)
    if person_id is None:
        return ""
    try:
        person = people.person(person_id)
    except Refused:
        return ""
    return f"{person.name}　{person.citizen_masked}　{person.township}{person.village}"


def _employer_name(value: Any) -> str:
    """Name and code of an employer already chosen."""
    employer_id = whole_number(value)
    if employer_id is None:
        return ""
    try:
        one = employers.employer(employer_id)
    except Refused:
        return ""
    return f"{one.name}　{one.uscc}"


def at_fields(kind: Kind, finding: Finding) -> dict[str, str]:
    """Which field each complaint belongs to, as far as the finding says."""
    return at_these(kind.fields, finding)


def at_these(fields: Sequence[Field], finding: Finding) -> dict[str, str]:
    """The same for any fields."""
    entry = finding.values.get("fields")
    if isinstance(entry, dict):
        return {str(name): str(message) for name, message in entry.items()}
    return {finding.where: finding.message} if finding.where in {field.name for field in fields} else {}
