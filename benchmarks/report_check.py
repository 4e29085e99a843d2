"""How long the checker takes, and how much of the damage done to sound reports it notices.

    .venv/bin/python benchmarks/report_check.py [REPORTS] [CHANGES]

Checks REPORTS reports (1,000 by default: the sample reports in turn, each a little different) on two processes, one
300-page Word file and one damaged one, and changes CHANGES (1,000) figures, units, weights, headings and dates at
random. Beside it, in the same run, a plain reader that only finds the figures with a regular expression, so that the
cost of the checking itself can be seen. Prints the figures and the goals; 1 where a goal is missed.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from shebao.base.finding import Refused
from shebao.core.evaluation.check import check_documents, check_text
from shebao.documents import read_bytes
from tests.support import office_files, report_mutations

ONE_SECOND, THOUSAND_SECONDS, BIG_SECONDS, FOUND = 1.0, 60.0, 5.0, 0.9


def main(reports: int, changes: int) -> int:
    """Run all parts; returns the exit status."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(report_mutations.SAMPLES.glob("*.txt"))]
    slowest = max(_timed(lambda text=text: check_text("a.txt", text)) for text in texts)
    jobs = [texts[turn % len(texts)].replace("培训", f"培训{turn}次") for turn in range(reports)]
    started = time.perf_counter()
    with multiprocessing.Pool(2) as pool:
        pool.map(_check, jobs, chunksize=20)
    all_of_them = time.perf_counter() - started
    figures = re.compile(r"\d[\d,]*(?:\.\d+)?")
    plain = _timed(lambda: [figures.findall(job) for job in jobs])
    big = _timed(lambda: check_documents([read_bytes("big.docx", _three_hundred_pages())]))
    damaged = _timed(_damaged)
    outcomes = report_mutations.run(changes, seed=7)
    broken = [outcome for outcome in outcomes if outcome.broken]
    share = sum(outcome.found for outcome in broken) / len(broken)
    rows = [
        ("slowest single report", slowest, ONE_SECOND, "s"),
        (f"{reports} reports on two processes", all_of_them, THOUSAND_SECONDS * reports / 1000, "s"),
        ("300 pages of Word", big, BIG_SECONDS, "s"),
        ("a damaged Word file", damaged, BIG_SECONDS, "s"),
    ]
    for name, value, goal, unit in rows:
        print(f"{name:32} {value:9.3f} {unit}   goal ≤ {goal:g}")
    print(f"{'only finding the figures':32} {plain:9.3f} s   ({all_of_them / plain:,.0f} × less than checking)")
    print(f"{len(outcomes)} changes, {len(broken)} break a relation, found {share:.1%}   goal ≥ {FOUND:.0%}")
    for kind in ("figure", "unit", "weight", "heading", "date"):
        those = [outcome for outcome in broken if outcome.change.kind == kind]
        print(f"    {kind:8} {sum(o.found for o in those):4} of {len(those):4}")
    return 0 if all(value <= goal for _, value, goal, _ in rows) and share >= FOUND else 1


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


def _check(text: str) -> int:
    return check_text("a.txt", text).checked


def _three_hundred_pages() -> bytes:
    sentence = "2023年决算支出351.25万元，其中：基本支出201.98万元，项目支出149.27万元。各项工作按计划完成，资金使用合规，" * 6
    rows = [
        ["一级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
        ["产出", "办理件数", "≥100件", "120件", "50", "50"],
        ["合计", "", "", "", "50", "50"],
    ]
    return office_files.word(
        "".join(office_files.paragraph(f"第{page}页{sentence}") for page in range(660)) + office_files.table(rows) * 60
    )


def _damaged() -> None:
    data = _three_hundred_pages()
    try:
        read_bytes("damaged.docx", data[: len(data) // 2] + b"\x00" * 500)
    except Refused as refusal:
        assert str(refusal)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1000))
