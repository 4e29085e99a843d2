"""The folder where agency and bank meet: files that were handed over are put there once, with a receipt, and what the bank puts there is looked at.

What carries the folder to the bank (SFTP, a dedicated line, a disk) is not ours: decision 54. Nothing here moves money or changes
a run: a file is put there after it was handed over by two people, and an answer is taken by people, on the page of its run.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout.bank import layout
from shebao.agency.payout.bank.conformance import check_answer
from shebao.agency.payout.models import BankFile, ReturnFile
from shebao.agency.payout.run import states
from shebao.agency.payout.run.file import sent_content
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused, refuse
from shebao.base.money import Fen, grouped

RECEIPT = ".sm3"
"""What a receipt's name ends in: it says digest, rows and sum of the file beside it, so that the other side can compare."""
LARGEST_BYTES = 64 * 1024 * 1024


class Placed(NamedTuple):
    """A file that was put into the folder now."""

    run_id: int
    name: str
    digest: str
    lines: int
    amount_fen: Fen


class Arrived(NamedTuple):
    """Something the bank put there: run 0 where it answers none of ours; what it is, in words."""

    name: str
    run_id: int
    usable: bool
    words: str


def place(folder: Path, *, day: date, again: str = "") -> list[Placed]:
    """Put every handed-over file that still waits for answers, and was never put there, into the folder.

    The journal has it first: a process that dies between leaves a file that is missing, never one that is there twice, for
    a bank pays twice what it is given twice. again: the number of one file to put there once more. Raises `Refused` where the
    folder cannot be written, or no open file has that number.
    """
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        refuse("bank.folder", f"{folder} 不是可以写的文件夹", "请核对路径和权限；这个文件夹由银行的传输程序取走。")
    files = list(
        BankFile.objects.select_related("run").filter(submitted_on__isnull=False, run__state=states.SUBMITTED, lines__gt=0).order_by("id")
    )
    if again and again not in {file.number for file in files}:
        refuse("bank.folder", f"没有编号为 {again}、还在等回盘的银行文件", "编号在批次页面上；没有送盘或已经回完的不再放出。", "--again")
    before = {json.loads(body)["number"] for _, body in journal.bodies("payout.place")}
    return [_place(file, folder, day) for file in files if file.number not in before or file.number == again]


def _place(file: BankFile, folder: Path, day: date) -> Placed:
    content, name = sent_content(file.run, file), Path(file.path).name
    placed = Placed(file.run_id, name, file.digest, file.lines, file.amount_fen)
    with transaction.atomic():
        body = {"number": file.number, "name": name, "digest": file.digest, "folder": folder.name}
        record("payout.place", by=By(None, day), subject=("run", file.run_id), body=body)
    receipt = f"{file.digest}  {name}  {file.lines} 笔  {grouped(file.amount_fen)} 元\n"
    _put(folder / f"{name}{RECEIPT}", receipt.encode())
    _put(folder / name, content)
    return placed


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all, under a name that no transfer picks up until it is whole."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def arrived(folder: Path, *, day: date) -> list[Arrived]:
    """What lies in the bank's folder, by name: answers that can be taken, answers that cannot and why, receipts, what was taken before."""
    if not folder.is_dir():
        refuse("bank.folder", f"没有 {folder} 这个文件夹", "请核对路径；银行的传输程序把回盘放在那里。")
    files = list(BankFile.objects.select_related("run").filter(submitted_on__isnull=False).order_by("-id"))
    taken = dict(ReturnFile.objects.values_list("digest", "bank_file__run_id"))
    paths = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    return [_arrived(path, files, taken, day) for path in paths]


def _arrived(path: Path, files: list[BankFile], taken: dict[str, int], day: date) -> Arrived:
    if path.stat().st_size > LARGEST_BYTES:
        return Arrived(path.name, 0, False, f"超过 {LARGEST_BYTES // 1024 // 1024} MB，不是回盘文件")
    content = path.read_bytes()
    if path.name.startswith("receipt") or path.name.endswith(RECEIPT):
        return Arrived(path.name, 0, False, f"回执：{content[:200].decode('utf-8', 'replace').strip()}")
    if (run_id := taken.get(sm3(content))) is not None:
        return Arrived(path.name, run_id, False, "已经导入")
    why = "没有已送盘的批次"
    for key in dict.fromkeys(file.layout for file in files):
        try:
            number = layout(key).read_answer(content).number
        except Refused as refused:
            why = str(refused.finding.message)
            continue
        mine = next((file for file in files if file.number == number), None)
        if mine is None:
            return Arrived(path.name, 0, False, f"对应的 {number} 不是本机构送出的文件")
        one = layout(mine.layout)
        verdict = check_answer(one, one.read_order(sent_content(mine.run, mine)), content, today=day)
        words = f"可以导入：成功 {verdict.paid} 笔，退回 {verdict.returned} 笔" if verdict.taken else verdict.reason
        return Arrived(path.name, mine.run_id, verdict.taken, words)
    return Arrived(path.name, 0, False, why)
