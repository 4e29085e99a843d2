"""Verbs of the payout counter, in the order of a run: propose, compute, seal, review, approve, file, submit, return, re-issue."""

from .answer import Settlement, take_return
from .compute import compute
from .epoch import after_restore, check_unlock, unlock
from .file import submit, write_file
from .holds import LONGEST, ReleaseOrder, check_release, release
from .owe import Owed, owe
from .propose import discard, propose, propose_reissue
from .seal import seal
from .sign import approve, review

__all__ = [
    "LONGEST",
    "Owed",
    "ReleaseOrder",
    "Settlement",
    "after_restore",
    "approve",
    "check_release",
    "check_unlock",
    "compute",
    "discard",
    "owe",
    "propose",
    "propose_reissue",
    "release",
    "review",
    "seal",
    "submit",
    "take_return",
    "unlock",
    "write_file",
]
