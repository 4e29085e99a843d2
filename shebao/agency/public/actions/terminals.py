"""Self-service terminals: put into use and out of it by matters."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse

from ..models import Terminal, TerminalEnd


class NewTerminal(NamedTuple):
    """A terminal: its number and name, where it stands, and by which code, from which network, or both it is known."""

    number: str
    name: str
    place: str
    code: str
    network: str


def register_terminal(new: NewTerminal, *, by: By) -> int:
    """Put a terminal into use; its id."""
    with transaction.atomic():
        take_turn()
        key = next_id(Terminal)
        post(Terminal, Terminal.SEALED, [(key, *new, by.day)], "public.open_terminal", by=by, body={"number": new.number})
    return key


def end_terminal(terminal_id: int, reason: str, *, by: By) -> Entry:
    """Put a terminal out of use, once; at the next page it is none."""
    with transaction.atomic():
        take_turn()
        one = Terminal.objects.filter(id=terminal_id, ends=None).first()
        if one is None:
            refuse("public.terminal", f"没有编号为 {terminal_id} 的在用终端", "请在“自助终端”页面核对编号。", "terminal_id")
        row = (next_id(TerminalEnd), terminal_id, by.day, reason[:200])
        return post(TerminalEnd, TerminalEnd.SEALED, [row], "public.end_terminal", by=by, body={"number": one.number})
