"""Questions to the journal: its chain, its head, an object's history, and whether every sealed row is as it was posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

from shebao.agency.store.digest import digest_rows

from .actions import hash_of
from .models import Entry, Head
from .witness import check_witness, went_back

__all__ = ["check_witness", "went_back"]

_MANY = 500
"""So many numbers are asked for at once."""


def head() -> tuple[int, str]:
    """Number and hash of the last entry; the hash is what a signed sheet prints."""
    row = Head.objects.filter(id=1).first()
    return (row.seq, row.entry_hash) if row else (0, "0" * 64)


class Origin(NamedTuple):
    """What lies behind some entries: the first entry of their matter (or the entry itself), the matter (0: none), who began it (0:
    the system)."""

    cause: int
    matter_id: int
    actor_id: int


def origins(seqs: Iterable[int]) -> dict[int, Origin]:
    """Entry → where it comes from; entries of one matter share the number of the matter's first entry."""
    wanted = sorted(set(seqs))
    entries: dict[int, tuple[int, int]] = {}
    for start in range(0, len(wanted), _MANY):
        rows = Entry.objects.filter(seq__in=wanted[start : start + _MANY]).values_list("seq", "matter_id", "actor_id")
        entries |= {seq: (matter_id or 0, actor_id or 0) for seq, matter_id, actor_id in rows}
    matters = sorted({matter_id for matter_id, _ in entries.values() if matter_id})
    first: dict[int, tuple[int, int]] = {}
    for start in range(0, len(matters), _MANY):
        begun = Entry.objects.filter(matter_id__in=matters[start : start + _MANY]).order_by("-seq")
        first |= {matter_id or 0: (seq, actor_id or 0) for matter_id, seq, actor_id in begun.values_list("matter_id", "seq", "actor_id")}
    return {
        seq: Origin(first[matter_id][0], matter_id, first[matter_id][1]) if matter_id else Origin(seq, 0, actor_id)
        for seq, (matter_id, actor_id) in entries.items()
    }


def last_of(verb: str) -> dict[int, int]:
    """Subject → number of the last entry of a verb about it."""
    rows = Entry.objects.filter(verb=verb, subject_id__isnull=False).order_by("seq").values_list("subject_id", "seq")
    return {int(subject): seq for subject, seq in rows if subject is not None}


def history(kind: str, object_id: int, most: int = 200) -> list[Entry]:
    """Entries about one object, newest first."""
    return list(Entry.objects.filter(subject_kind=kind, subject_id=object_id).order_by("-seq")[:most])


def entries(most: int = 100, before: int | None = None) -> list[Entry]:
    """A page of the journal, newest first; `before` is the last number already seen."""
    rows = Entry.objects.order_by("-seq")
    return list((rows.filter(seq__lt=before) if before else rows)[:most])


def entry(seq: int) -> Entry | None:
    """One entry, or None."""
    return Entry.objects.filter(seq=seq).first()


def entries_by_seq(seqs: Iterable[int]) -> dict[int, Entry]:
    """Entries by their numbers; those there are."""
    wanted = sorted(set(seqs))
    rows = [row for at in range(0, len(wanted), _MANY) for row in Entry.objects.filter(seq__in=wanted[at : at + _MANY])]
    return {row.seq: row for row in rows}


def business_day(seq: int) -> date:
    """The business day of an entry that has one."""
    return date.fromisoformat(Entry.objects.values_list("business_day", flat=True).get(seq=seq))


def business_days(seqs: Iterable[int]) -> dict[int, date]:
    """Entry → its business day, of some entries that have one."""
    wanted = sorted(set(seqs))
    days: dict[int, date] = {}
    for start in range(0, len(wanted), _MANY):
        rows = Entry.objects.filter(seq__in=wanted[start : start + _MANY]).values_list("seq", "business_day")
        days |= {seq: date.fromisoformat(day) for seq, day in rows}
    return days


def listed() -> models.QuerySet[Entry, Any]:
    """Entries as rows for a list that pages and filters by itself."""
    return Entry.objects.values(
        "seq", "at", "actor_id", "verb", "subject_kind", "subject_id", "matter_id", "business_day", "row_count", "entry_hash"
    )


def verbs() -> list[str]:
    """Every verb that occurs."""
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def verbs_of(seqs: Iterable[int]) -> dict[int, str]:
    """Entry → its verb, of a few entries."""
    return dict(Entry.objects.filter(seq__in=sorted(set(seqs))).values_list("seq", "verb"))


def count_by(verb: str, actor_id: int, business_day: date) -> int:
    """How often a member did something on one business day."""
    return Entry.objects.filter(verb=verb, actor_id=actor_id, business_day=business_day.isoformat()).count()


def last_day(verb: str) -> date | None:
    """The latest business day on which something was done; None where it never was."""
    day = Entry.objects.filter(verb=verb).aggregate(day=models.Max("business_day"))["day"]
    return date.fromisoformat(day) if day else None


def of_days(verb: str, days: Iterable[str]) -> list[Entry]:
    """Every entry of a verb on some business days (ISO text), oldest first."""
    return list(Entry.objects.filter(verb=verb, business_day__in=sorted(set(days))).order_by("seq"))


def bodies(verb: str) -> list[tuple[int, str]]:
    """(subject id, body) of every entry of a verb, oldest first; `verify` compares records with them."""
    rows = Entry.objects.filter(verb=verb, subject_id__isnull=False).order_by("seq").values_list("subject_id", "body")
    return [(int(subject), body) for subject, body in rows if subject is not None]


def told(*verbs: str) -> list[tuple[str, int | None, int, str]]:
    """(verb, actor, matter or 0, body) of every entry whose verb begins in one of these ways, oldest first; `verify` compares records with them."""
    begins = [models.Q(verb__startswith=verb) for verb in verbs]
    rows = Entry.objects.filter(reduce(or_, begins)).order_by("seq").values_list("verb", "actor_id", "matter_id", "body")
    return [(verb, actor_id, matter_id or 0, body) for verb, actor_id, matter_id, body in rows]


def bodies_by_entry(verb: str) -> list[tuple[int, str]]:
    """(entry, body) of every entry of a verb, oldest first."""
    return list(Entry.objects.filter(verb=verb).order_by("seq").values_list("seq", "body"))


def entries_of_matter(matter_id: int, verb: str) -> list[int]:
    """Numbers of the entries that a matter made with a verb, oldest first."""
    return list(Entry.objects.filter(matter_id=matter_id, verb=verb).order_by("seq").values_list("seq", flat=True))


def steps(*verbs: str) -> list[Entry]:
    """Every entry whose verb begins in one of these ways, oldest first, with its number, day and actor."""
    begins = [models.Q(verb__startswith=verb) for verb in verbs]
    return list(
        Entry.objects.filter(reduce(or_, begins))
        .order_by("seq")
        .only("seq", "verb", "actor_id", "matter_id", "subject_id", "business_day", "body")
    )


def unknown_heads(hashes: Iterable[str]) -> list[str]:
    """Which of these hashes, as printed on paper or kept beside a run, are the hash of no entry."""
    wanted = list(hashes)
    present = set(Entry.objects.filter(entry_hash__in=wanted).values_list("entry_hash", flat=True)) | {"0" * 64}
    return [entry_hash for entry_hash in wanted if entry_hash not in present]


def check_chain() -> tuple[int, list[str]]:
    """(entries examined, problems): every hash recomputed, every link followed, the head compared."""
    problems: list[str] = []
    previous, examined = "0" * 64, 0
    for entry in Entry.objects.order_by("seq").iterator(2000):
        examined += 1
        if entry.seq != examined:
            problems.append(f"第{examined}条日志缺失，下一条是第{entry.seq}条。")
            return examined, problems
        if entry.previous_hash != previous:
            problems.append(f"第{entry.seq}条日志与上一条不相连。")
        if entry.entry_hash != hash_of(entry):
            problems.append(f"第{entry.seq}条日志内容被改动（{entry.verb}）。")
        previous = entry.entry_hash
    if (examined, previous) != head():
        problems.append(f"日志末尾与登记的末尾不一致：登记{head()[0]}条，实有{examined}条。")
    return examined, problems


def sealed_models() -> Iterator[type[models.Model]]:
    """Every model whose rows are posted under a journal entry."""
    return (model for model in apps.get_models() if hasattr(model, "SEALED"))


def check_sealed(model: type[models.Model]) -> tuple[int, list[str]]:
    """(rows examined, problems): the rows of each posting entry recounted and their digest recomputed."""
    table: str = model._meta.db_table
    if not _anything_posted(table):
        return 0, []
    expected = {e.seq: e for e in Entry.objects.filter(table_name=table).only("seq", "row_count", "rows_digest", "verb")}
    names: tuple[str, ...] = tuple(model.SEALED)  # type: ignore[attr-defined]
    # Where the rows of an entry stand together by their ids, the key is the order, and no index on the entry is needed.
    order = ("pk",) if getattr(model, "IN_ORDER", False) else ("entry_id", "pk")
    rows = _as_posted(model, names, model._default_manager.order_by(*order).values_list("entry_id", *names).iterator(20_000))
    problems: list[str] = []
    examined = 0
    for seq, count, digest in _batches(rows):
        examined += count
        entry = expected.pop(seq, None)
        if entry is None:
            problems.append(f"{table}：{count}行没有对应的日志（第{seq}条）。")
        elif (entry.row_count, entry.rows_digest) != (count, digest):
            problems.append(f"{table}：第{seq}条日志（{entry.verb}）登记的{entry.row_count}行与现存{count}行不符，内容已被改动。")
    problems += [f"{table}：第{seq}条日志（{e.verb}）登记的{e.row_count}行已不存在。" for seq, e in expected.items() if e.row_count]
    return examined, problems


def _anything_posted(table: str) -> bool:
    """Whether a table has a row, or an entry says that it had: most tables of a young county have neither."""
    with connection.cursor() as cursor:
        statement = "SELECT EXISTS(SELECT 1 FROM {}) OR EXISTS(SELECT 1 FROM journal_entry WHERE table_name = %s)"
        cursor.execute(statement.format(connection.ops.quote_name(table)), [table])
        return bool(cursor.fetchone()[0])


def _as_posted(model: type[models.Model], names: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows with the values they were posted with, where the model knows that they were corrected since (`first_values`: id → values)."""
    first: dict[int, dict[str, Any]] = model.first_values() if hasattr(model, "first_values") else {}
    if not first:
        yield from rows
        return
    at = names.index("id") + 1
    for row in rows:
        before = first.get(row[at])
        yield row if before is None else (row[0], *(before.get(name, value) for name, value in zip(names, row[1:], strict=True)))


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, int, str]]:
    """(entry, rows, digest) for each run of rows with the same entry."""
    current: int | None = None
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        if row[0] != current:
            if batch and current is not None:
                yield current, len(batch), digest_rows(batch)
            current, batch = row[0], []
        batch.append(row[1:])
    if batch and current is not None:
        yield current, len(batch), digest_rows(batch)
