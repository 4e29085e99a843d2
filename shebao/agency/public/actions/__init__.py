"""Verbs: what the public does at home (no turn of the journal), and what staff and rules do with it (each with its entry)."""

from .bindings import bind, revoke, unbind
from .inbox import accept, ask_more, ask_withdrawal, confirm, mark_applied, open_scan, refuse_submission, send, withdraw
from .looks import note_look, write_looks
from .messages import NewMessage, close_messages, mark_read, reply, tell
from .proposals import NewProposal, answer_proposal, propose
from .retention import forget_contents
from .sign_in import end_session, redeem, request_code
from .terminals import end_terminal, register_terminal

__all__ = [
    "NewMessage",
    "NewProposal",
    "accept",
    "answer_proposal",
    "ask_more",
    "ask_withdrawal",
    "bind",
    "close_messages",
    "confirm",
    "end_session",
    "end_terminal",
    "forget_contents",
    "mark_applied",
    "mark_read",
    "note_look",
    "open_scan",
    "propose",
    "redeem",
    "refuse_submission",
    "register_terminal",
    "reply",
    "request_code",
    "revoke",
    "send",
    "tell",
    "unbind",
    "withdraw",
    "write_looks",
]
