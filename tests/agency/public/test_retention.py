"""What became of nothing keeps its content for its time and no longer; what waits or became a matter keeps it, and nobody empties it early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.journal.models import Entry
from shebao.agency.public import actions, queries, timer
from shebao.agency.public.actions.inbox import Sender
from shebao.agency.public.kinds import CONTENT_DAYS
from shebao.agency.public.models import Submission
from shebao.agency.store import vault
from tests.agency.public.conftest import number_of
from tests.world.calendar import MAY_DAY
from tests.world.money import County, problems_of


@pytest.mark.slow
def test_contents_go_when_their_time_is_over_and_nothing_else_does(
    paying: County, at_home: Callable[[int], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = paying.people[0]
    sender = Sender("my", vault.blind(number_of(person), "citizen"), "李甲", person)
    states = ("withdrawn", "entered", "received")
    sent = {state: actions.send("enquiry", {"about": "ask", "text": state}, sender, state, day=MAY_DAY) for state in states}
    actions.withdraw(sent["withdrawn"].id, day=MAY_DAY)
    Submission.objects.filter(id=sent["entered"].id).update(state="entered")
    client = at_home(person)
    on_time, over = (MAY_DAY + timedelta(days=CONTENT_DAYS + more) for more in (0, 1))
    monkeypatch.setattr(installation, "business_day", lambda: on_time)
    assert not any("到期" in words for words in timer.do_due(on_time))
    monkeypatch.setattr(installation, "business_day", lambda: over)
    assert "没有成为办件的网上申请 2 份到期，内容已删除。" in timer.do_due(over)
    assert not any("到期" in words for words in timer.do_due(over)) and Entry.objects.filter(verb="public.forget").count() == 1

    rows = {state: Submission.objects.get(id=one.id) for state, one in sent.items()}
    assert {state: (row.state, queries.content_of(row).get("text", "")) for state, row in rows.items()} == {
        "withdrawn": ("withdrawn", ""), "entered": ("withdrawn", ""), "received": ("received", "received"),
    }  # fmt: skip
    assert problems_of("public.inbox") == () and problems_of("public.accepted") == ()
    assert client.get(f"/my/matters/{sent['withdrawn'].id}/").status_code == 200


@pytest.mark.slow
def test_nobody_empties_what_waits_or_writes_other_content(paying: County) -> None:
    person = paying.people[0]
    sender = Sender("my", vault.blind(number_of(person), "citizen"), "李甲", person)
    row_id = actions.send("enquiry", {"about": "ask", "text": "几号发钱"}, sender, "k", day=MAY_DAY).id
    for content, state in ((b"", "received"), (b"other", "withdrawn")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(id=row_id).update(sealed=content, state=state)
