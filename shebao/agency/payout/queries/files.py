"""Questions about bank files and answers: what lies on disk, what is promised, what arrived, what came back."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q

from shebao.agency.journal import queries as journal
from shebao.agency.payout.models import BankFile, Line, Outcome, ReturnFile, Withheld
from shebao.agency.payout.run import states
from shebao.agency.payout.run.file import path_of, stored
from shebao.agency.payout.tables.table import ORDINALS
from shebao.agency.store.columns import total
from shebao.base.finding import refuse
from shebao.base.money import Fen


def file_content(run_id: int) -> tuple[str, bytes]:
    """(name, bytes) of a run's file as the bank gets it, for the download; on disk it is encrypted."""
    file = BankFile.objects.filter(run_id=run_id).first()
    content = stored(file) if file is not None else None
    if file is None or content is None:
        refuse("payout.file_missing", "这一批次还没有银行文件", "请先制盘。")
    return path_of(file).name, content


def unknown_files() -> list[str]:
    """Bank files that lie on disk and that no entry of the journal speaks of: made by a database that is no longer there."""
    made = {json.loads(body)["path"] for _, body in journal.bodies("payout.file")}
    folder = Path(settings.FILES_FOLDER)
    lying = (path.relative_to(folder).as_posix() for path in sorted((folder / "bank").glob("*")) if not path.name.startswith("."))
    return [Path(name).name for name in lying if name not in made]


def file_fen(run_id: int) -> Fen:
    """What a run's file asks the bank to pay."""
    row = BankFile.objects.filter(run_id=run_id).values_list("amount_fen", flat=True).first()
    return int(row or 0)


def promised_fen(scheme: str) -> Fen:
    """What submitted files ask for and the bank has not answered yet."""
    files = BankFile.objects.filter(run__scheme=scheme, submitted_on__isnull=False)
    answered = Outcome.objects.filter(line_id=OuterRef("id"))
    lines_sent = Line.objects.filter(run__bank_file__in=files).exclude(id__in=Withheld.objects.values("id"))
    open_runs = lines_sent.filter(run__state=states.SUBMITTED)
    return int(open_runs.filter(~Exists(answered)).aggregate(fen=total(F("total_fen") - F("deducted_fen")))["fen"])


def not_issued_again() -> dict[int, int]:
    """Run → how many of its payments came back and are not issued again; runs of which none did are left out."""
    last = Outcome.objects.filter(line_id=OuterRef("line_id"), id__gt=OuterRef("id"))
    again = Line.objects.filter(reissue_of=OuterRef("line_id"))
    back = Outcome.objects.filter(~Exists(last), ~Exists(again), paid=False)
    return dict(Counter(line_id // ORDINALS for line_id in back.values_list("line_id", flat=True)))


def count_returned(scheme: str) -> int:
    """How many payments came back, or were held back at file time, and are not issued again; quick enough for a first page."""
    last = Outcome.objects.filter(line_id=OuterRef("line_id"), id__gt=OuterRef("id"))
    again = Line.objects.filter(reissue_of=OuterRef("line_id"))
    of_scheme = Line.objects.filter(id=OuterRef("line_id"), scheme=scheme)
    back = Outcome.objects.filter(~Exists(last), ~Exists(again), Exists(of_scheme), paid=False).count()
    held = Withheld.objects.filter(
        ~Exists(Line.objects.filter(reissue_of=OuterRef("id"))), Exists(Line.objects.filter(id=OuterRef("id"), scheme=scheme)), final=False
    )
    return back + held.count()


def arrived(run_id: int) -> tuple[int, Fen, int]:
    """(lines paid, fen paid, lines returned) of a run by the bank's last answers, read from one stretch of the table."""
    first = run_id * 100_000_000
    last = Outcome.objects.filter(id__gte=first, id__lt=first + 100_000_000).filter(~Exists(Outcome.objects.filter(id=OuterRef("id") + 1)))
    sums = last.aggregate(
        paid_lines=Count("id", filter=Q(paid=True)), paid_fen=total("amount_fen", Q(paid=True)), returned=Count("id", filter=Q(paid=False))
    )
    return int(sums["paid_lines"]), int(sums["paid_fen"]), int(sums["returned"])


def run_of_return(return_id: int) -> int | None:
    """The run that a return file answers."""
    return ReturnFile.objects.filter(pk=return_id).values_list("bank_file__run_id", flat=True).first()
