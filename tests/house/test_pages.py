"""Pages keep the strict content policy by construction: no inline script or style, no outside host, only icons that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import tree

TEMPLATES = sorted(path for path in tree.PACKAGE.rglob("*.html") if "static" not in path.parts)
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>"),
    "an inline style": re.compile(r"<style\b|\sstyle=\""),
    "an inline handler": re.compile(r"\son(click|change|submit|load|input|key\w+)=\""),
    "an outside address": re.compile(r"(?:src|href|action)=\"(?:https?:)?//"),
    "an htmx attribute that only one version knows": re.compile(r"\bhx-(vars|params|prompt|disable|ext)\b"),
}
ICON = re.compile(r"{%\s*icon\s+['\"]([a-z0-9-]+)['\"]")


@pytest.mark.parametrize("template", TEMPLATES, ids=tree.name)
def test_a_template_holds_nothing_the_content_policy_refuses(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_a_line_of_a_template_is_at_most_140_characters() -> None:
    long = [
        f"{tree.name(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 140
    ]

    assert len(TEMPLATES) > 70
    assert long == []


def test_every_icon_a_template_names_is_listed() -> None:
    listed = {line.partition("#")[0].strip() for line in (tree.PACKAGE / "site/icons.txt").read_text(encoding="utf-8").splitlines()}
    used = {name for path in TEMPLATES for name in ICON.findall(path.read_text(encoding="utf-8"))}

    assert len(used) > 5
    assert used - listed == set()


def test_no_two_entries_of_the_rail_share_a_letter() -> None:
    from shebao.agency.desk.context import RAIL  # here: it needs what Django has installed

    letters = [entry.letter for _, entries in RAIL for entry in entries if entry.letter]

    assert sorted(letters) == sorted(set(letters))


def test_no_group_of_the_rail_is_longer_than_one_sees_at_once_and_each_line_of_work_has_daily_groups() -> None:
    from shebao.agency.desk.context import DAILY, RAIL, rail_for
    from shebao.agency.staff.posts import rulebook

    titles = {title for title, _ in RAIL}

    assert all(len(entries) <= 6 for _, entries in RAIL)
    assert {title for daily in DAILY.values() for title in daily} <= titles
    for key, post in rulebook().posts.items():
        assert post.family in DAILY, f"{key} has no groups of daily work"
        rail = rail_for(post.rights, [key])
        assert sum(len(group.entries) for group in rail if group.open) <= 16, f"{key} sees too much at once"
        assert all(group.open for group in rail_for(post.rights, [key], "law") if group.title == "依据")
