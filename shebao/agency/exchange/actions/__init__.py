"""Verbs: clients registered, changed and given a secret; tokens; what was asked; batches and what became of them."""

from .batches import NewBatch, advance, enter
from .calls import note_call, write_calls
from .clients import NewClient, Terms, close, issue_secret, register, set_terms
from .replies import remember
from .tokens import issue_token, revoke_tokens

__all__ = [
    "NewBatch",
    "NewClient",
    "Terms",
    "advance",
    "close",
    "enter",
    "issue_secret",
    "issue_token",
    "note_call",
    "register",
    "remember",
    "revoke_tokens",
    "set_terms",
    "write_calls",
]
