"""The mailbox: what the agency tells somebody; a question is answered with yes or no, and yes applies."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.portal.access import Visitor, at_home, shown
from shebao.agency.public import actions, queries
from shebao.agency.public.models import Message
from shebao.base.finding import Finding, Refused

from .apply import sender_of


@at_home("messages")
def messages(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The newest first; opening them counts as having read them, for oneself alone."""
    return _page(request, visitor)


def _page(request: HttpRequest, visitor: Visitor, refusal: Finding | None = None) -> HttpResponse:
    response = shown(request, visitor, "messages", {"rows": queries.mailbox(visitor.person_id), "refusal": refusal})
    if visitor.binding is None and queries.unread(visitor.person_id):
        actions.mark_read(visitor.person_id)
    return response


@require_POST
@at_home("messages", look=False)
def reply(request: HttpRequest, visitor: Visitor, message_id: int) -> HttpResponse:
    """One answer; “yes” puts the application into the inbox and leads to its receipt."""
    day = installation.business_day()
    try:
        if not visitor.may_apply or not visitor.person_id:
            return _page(request, visitor, Finding("public.scope", "您的代办范围是“只查看”", advice="请家人自己回答，或者重新登记范围。"))
        with transaction.atomic():
            message = actions.reply(message_id, visitor.person_id, request.POST.get("answer", ""), day=day)
            proposal = queries.proposal_of_message(message.id)
            sent = _sent(message, visitor, proposal, day) if message.reply == "yes" else 0
            if proposal is not None:
                actions.answer_proposal(proposal.id, message.reply, day=day, person_id=visitor.person_id, submission_id=sent)
        if not sent:
            return HttpResponseRedirect(reverse("my_messages"))
    except Refused as refused:
        return _page(request, visitor, refused.finding)
    return HttpResponseRedirect(reverse("my_matter", args=[sent]))


def _sent(message: Message, visitor: Visitor, proposal: queries.ProposalRow | None, day: date) -> int:
    """The application that “yes” sends, filled in with what was found; the submission's id."""
    content = proposal.facts if proposal is not None else {"single": "true"}
    return actions.send(message.question, content, sender_of(visitor), f"message-{message.id}", day=day).id
