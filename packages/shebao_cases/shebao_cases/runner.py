"""Puts cases to a program: one question a line into it, one answer a line out of it."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from shebao_cases.comparison import Result, judge
from shebao_cases.files import Case


class ProgramError(RuntimeError):
    """The program did not run, or what it wrote is no answer."""


def run(cases: Sequence[Case], program: str, codes: bool = False, timeout: float = 600) -> list[Result]:
    """The result of every case, in their order; raises `ProgramError`."""
    answers = ask([case.question for case in cases], program, timeout)
    return [judge(case, answers.get(case.id), codes) for case in cases]


def ask(questions: Sequence[Mapping[str, Any]], program: str, timeout: float = 600) -> dict[str, Mapping[str, Any]]:
    """The program's answers by id."""
    lines = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    try:
        done = subprocess.run(
            shlex.split(program), input=lines, capture_output=True, text=True, encoding="utf-8", timeout=timeout, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise ProgramError(f"{program}: {problem}") from problem
    answers: dict[str, Mapping[str, Any]] = {}
    for number, line in enumerate(filter(str.strip, done.stdout.splitlines()), 1):
        try:
            answer = json.loads(line)
        except ValueError as problem:
            raise ProgramError(f"{program}: line {number} is no JSON: {line[:80]}") from problem
        if not isinstance(answer, dict) or "id" not in answer:
            raise ProgramError(f"{program}: line {number} has no id: {line[:80]}")
        if str(answer["id"]) in answers:
            raise ProgramError(f"{program}: {answer['id']} is answered twice")
        answers[str(answer["id"])] = answer
    if not answers:
        raise ProgramError(f"{program}: no answer (exit status {done.returncode}): {done.stderr.strip()[-200:]}")
    return answers
