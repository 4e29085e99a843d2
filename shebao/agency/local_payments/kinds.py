"""The groups that counties pay through their agency, and the ways money moves in their books; each with its Chinese title."""

from __future__ import annotations

ITEMS: dict[str, str] = {
    "old_workers": "老临工生活补助",
    "farm_survivors": "农林场圃遗属补助",
    "heating": "取暖费",
    "village_cadres": "村干部报酬和养老补助",
    "former_cadres": "离任村干部生活补助",
}
"""Group → its title."""

MOVES: dict[str, tuple[str, int]] = {
    "arrived": ("财政到款", 1),
    "paid": ("发放", -1),
    "back": ("发放退回", 1),
    "given_back": ("结余交回财政", -1),
}
"""Kind of movement → its title, and whether it adds (1) to what lies there or takes from it (-1)."""
