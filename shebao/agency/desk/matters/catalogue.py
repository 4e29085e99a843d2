"""What can be asked for, by line of work: what this member's post accepts first, what they do most often first of all."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Kind
from shebao.agency.pages.access import me
from shebao.agency.pages.matter_form import by_hand, by_list
from shebao.agency.people.names import typed_for
from shebao.agency.procedures import catalogue as kinds
from shebao.agency.procedures import worklist as work

MOST_OFTEN = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter of the catalogue: as it is asked for one person and for a list, and the words it is found by."""

    kind: Kind
    one: Kind | None
    many: Kind | None
    words: str

    @property
    def href(self) -> str:
        """Where it begins."""
        return reverse("matters_form", args=[self.one.key]) if self.one else self.list_href

    @property
    def terms(self) -> str:
        """How it is begun, how long it may take, how many people it takes."""
        begun = "一人或名单，" if self.many and not self.one else ""
        days = f"{self.kind.working_days} 个工作日" if self.kind.working_days else "即时"
        return f"{begun}{days}，{'三人' if self.kind.risk == 'high' else '两人'}"

    @property
    def list_href(self) -> str:
        """Where it begins with a list."""
        return reverse("matters_list", args=[self.many.key]) if self.many else ""


def catalogue(request: HttpRequest) -> HttpResponse:
    """The page. What other posts accept is listed below, closed."""
    member = me(request)
    accepted = {one.key for one in work.may_submit(member)}
    everything = entries()
    own = [entry for entry in everything if entry.kind.key in accepted]
    return render(
        request,
        "desk/matters/catalogue.html",
        {
            "groups": _by_line(own),
            "often": often(member) if len(own) > MOST_OFTEN else [],
            "others": _by_line([entry for entry in everything if entry.kind.key not in accepted]),
            "person_id": request.GET.get("person_id", ""),
        },
    )


def often(member_id: int) -> list[Entry]:
    """What a member accepts most, the most frequent first."""
    accepted, made = {one.key for one in work.may_submit(member_id)}, matters.kinds_made_by(member_id)
    used = [entry for entry in entries() if entry.kind.key in accepted and _uses(entry, made)]
    return sorted(used, key=lambda entry: -_uses(entry, made))[:MOST_OFTEN]


def entries() -> list[Entry]:
    """Every matter that has a form or a list, the two ways of one matter together."""
    files: dict[str, list[Kind]] = {}
    for way in kinds.catalogue().values():
        if by_hand(way) or by_list(way):
            files.setdefault(way.module, []).append(way)
    items = []
    for ways in files.values():
        one, many = next(filter(by_hand, ways), None), next(filter(by_list, ways), None)
        kind = one or many
        assert kind is not None
        items.append(Entry(kind, one, many, f"{typed_for(kind.title)} {kinds.line_of(kind)[1].lower()}"))
    return items


def _uses(entry: Entry, made: dict[str, int]) -> int:
    return sum(made.get(way.key, 0) for way in (entry.one, entry.many) if way)


def _by_line(items: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under the title of their line of work; what is asked for one person comes first."""
    groups: dict[tuple[int, str], list[Entry]] = {}
    for entry in items:
        groups.setdefault(kinds.line_of(entry.kind), []).append(entry)
    return [(title, sorted(group, key=lambda entry: entry.one is None)) for (_, title), group in sorted(groups.items())]
