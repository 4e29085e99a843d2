"""What must always be true of entered values, for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from shebao.agency.store import shelf

from .models import EnteredValue


def check_documents() -> tuple[int, list[str]]:
    """The document of every value that was entered with one is on the shelf and is what its digest says."""
    problems = []
    rows = list(
        EnteredValue.objects.exclude(file_digest="").order_by("id").values_list("key", "place", "from_day", "document", "file_digest")
    )
    whole = {digest: shelf.is_whole(digest) for digest in {row[4] for row in rows}}
    for key, place, first, document, digest in rows:
        if not whole[digest]:
            problems.append(f"参数 {key}（{place}，{first} 起）：依据“{document}”的扫描件不见了或被改动。")
    return len(rows), problems
