"""The bank of the demonstration: it answers a file that was sent, one account in eighty sent back, to be uploaded like a real answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries
from shebao.agency.payout.bank import DEFAULT, layout
from shebao.demo.bank import CLOSED
from shebao.demo.bank import answer as answer_to

RETURNED_EVERY = 80


@needs("bank_file.create")
@require_POST
def answer(request: HttpRequest, run_id: int) -> HttpResponse:
    """The return file for a run's bank file."""
    summary = or_missing(lambda: queries.summary(run_id))
    _, content = or_missing(lambda: queries.file_content(run_id))
    layout_key = summary.file.layout if summary.file else DEFAULT
    order = layout(layout_key).read_order(content)
    rejects = {row.account: CLOSED for n, row in enumerate(order.rows, 1) if n % RETURNED_EVERY == 0}
    response = HttpResponse(
        answer_to(content, rejects, installation.business_day(), layout_key), content_type="text/plain; charset=gb18030"
    )
    response["Content-Disposition"] = f'attachment; filename="return-{order.number}.txt"'
    return response
