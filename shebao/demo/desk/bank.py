"""The bank of the demonstration: it answers a file that was sent, one account in eighty sent back, to be uploaded like a real answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries
from shebao.agency.payout.bank import DEFAULT, layout
from shebao.base.money import yuan_text
from shebao.demo.bank import CLOSED, arrived
from shebao.demo.bank import answer as answer_to

RETURNED_EVERY = 80


@needs("bank_file.create")
@require_POST
def answer(request: HttpRequest, run_id: int) -> HttpResponse:
    """The return file for a run's bank file."""
    number, _, content = _answered(run_id)
    response = HttpResponse(content, content_type="text/plain; charset=gb18030")
    response["Content-Disposition"] = f'attachment; filename="return-{number}.txt"'
    return response


@needs("bank_file.review")
@require_POST
def slip(request: HttpRequest, run_id: int) -> HttpResponse:
    """The bank's paper slip that goes with that file, for whoever enters its total."""
    number, layout_key, content = _answered(run_id)
    lines, fen = arrived(content, layout_key)
    response = HttpResponse(
        f"银行回单\n编号：HD{run_id}\n到账笔数：{lines}\n到账金额（元）：{yuan_text(fen)}\n", content_type="text/plain; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="slip-{number}.txt"'
    return response


def _answered(run_id: int) -> tuple[str, str, bytes]:
    """(number of the file, its layout, what this bank answers to it)."""
    summary = or_missing(lambda: queries.summary(run_id))
    _, content = or_missing(lambda: queries.file_content(run_id))
    layout_key = summary.file.layout if summary.file else DEFAULT
    order = layout(layout_key).read_order(content)
    rejects = {row.account: CLOSED for n, row in enumerate(order.rows, 1) if n % RETURNED_EVERY == 0}
    return order.number, layout_key, answer_to(content, rejects, installation.business_day(), layout_key)
