"""Rules of a yearly adjustment that sets limits: floor and cap of the linked part, and the minimum of retired officers.

They take the place of the plain rules of the same names where a scheme has such limits. A limit that a scheme does not
have is None: it is a fact of the scheme, the same for everybody, and never asked of a person.
"""

from __future__ import annotations

from shebao.core.arithmetic.exact import Q
from shebao.core.arithmetic.formula import greater, lesser, where
from shebao.core.rules import Truth, Yuan


def linked_before_limits(by_years: Yuan, by_bracket: Yuan, by_percent: Yuan) -> Yuan:
    """挂钩调整合计（保底封顶之前）。当年省定调整办法."""
    return by_years + by_bracket + by_percent


def linked(linked_before_limits: Yuan, floor_linked: Yuan, cap_linked: Yuan) -> Yuan:
    """挂钩调整增加额（低于保底的按保底，高于封顶的按封顶）。当年省定调整办法."""
    return _between(linked_before_limits, floor_linked, cap_linked)


def increase_before_floor(fixed: Yuan, linked: Yuan, by_age: Yuan, by_area: Yuan) -> Yuan:
    """各项增加额之和（挂钩部分已保底封顶，总额保底之前）。当年省定调整办法."""
    return fixed + linked + by_age + by_area


def increase_by_items(increase_before_floor: Yuan, floor_total: Yuan) -> Yuan:
    """各项增加额（低于保底额的补到保底额）。当年省定调整办法."""
    return greater(increase_before_floor, floor_total)


def officer_supplement(pension_before: Yuan, increase_by_items: Yuan, transferred_officer: Truth, officer_minimum: Yuan) -> Yuan:
    """企业退休军转干部补足额（调整后低于最低标准的补到最低标准）。当年省定调整办法."""
    return where(transferred_officer, greater(officer_minimum - pension_before - increase_by_items, 0), 0)


def _between(value: Q, floor: Q | None, cap: Q | None) -> Q:
    """不低于下限、不高于上限。A limit that is None does not hold."""
    at_least = value if floor is None else greater(value, floor)
    return at_least if cap is None else lesser(at_least, cap)
