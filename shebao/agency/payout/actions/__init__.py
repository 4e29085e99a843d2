"""Verbs of the payout counter, in the order of a run: propose, compute, seal, review, approve, file, submit, return, re-issue."""

from .answer import Settlement, take_return
from .compute import compute
from .epoch import after_restore, approve_unlock, ask_unlock
from .file import submit, write_file
from .holds import approve_release, ask_release, decline_release
from .owe import Owed, owe
from .propose import discard, propose, propose_reissue
from .seal import seal
from .sign import approve, review

__all__ = [
    "Owed",
    "Settlement",
    "after_restore",
    "approve",
    "approve_release",
    "approve_unlock",
    "ask_release",
    "ask_unlock",
    "compute",
    "decline_release",
    "discard",
    "owe",
    "propose",
    "propose_reissue",
    "review",
    "seal",
    "submit",
    "take_return",
    "write_file",
]
