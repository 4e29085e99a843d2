"""What must always be true of differences that were written down: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from shebao.agency.staff.queries import person_keys

from .kinds import ASSIGN, CLOSE, KINDS, STEPS
from .models import Item, ItemStep

Checked = tuple[int, list[str]]


def check_items() -> Checked:
    """Every difference is of a known kind and was given to somebody first; every step is known; whoever closed one that still stood is
    not its owner."""
    items = dict(Item.objects.order_by("id").values_list("id", "kind"))
    problems = [f"对账差异{key}：没有“{kind}”这一种。" for key, kind in items.items() if kind not in KINDS]
    owners: dict[int, int] = {}
    rows = list(ItemStep.objects.order_by("id").values_list("item_id", "step", "owner_id", "member_id", "stands"))
    keys = person_keys({member for _, _, owner, by, _ in rows for member in (owner, by) if member})
    for item, step, owner, by, stands in rows:
        if item not in items or step not in STEPS or (item not in owners and step != ASSIGN):
            problems.append(f"对账差异{item}：进展“{step}”不合先后，或差异不存在。")
        owners[item] = owner or owners.get(item, 0)
        if step == CLOSE and stands and owners[item] and keys.get(by, by) == keys.get(owners[item], owners[item]):
            problems.append(f"对账差异{item}：由负责人自己结案。")
    problems += [f"对账差异{key}：没有交给任何人。" for key in items if key not in owners]
    return len(items), problems
