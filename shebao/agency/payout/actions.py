"""Verbs of the payout counter, in the order of a run: propose, compute, seal, review, approve, file, submit, return, re-issue."""

from .holds.releases import approve_release, ask_release, decline_release
from .run.answer import Settlement, take_return
from .run.compute import compute
from .run.epoch import after_restore, approve_unlock, ask_unlock
from .run.file import submit, write_file
from .run.owe import Owed, owe
from .run.propose import discard, propose, propose_reissue
from .run.seal import seal
from .run.sign import approve, review

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
