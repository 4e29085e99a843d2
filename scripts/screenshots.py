"""Takes a picture of every page of a running demonstration, at desk and phone width, and fails on any complaint of the browser.

    .venv/bin/python scripts/screenshots.py FOLDER [--url http://127.0.0.1:8000] [--only people,run] [--large]

Addresses of single objects (a person, a run, a voucher …) are found by following the first link of their lists, so the
script needs to know no numbers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import browser as browsing  # noqa: E402

PASSWORD = "shebao-demo-2023"  # noqa: S105 - published on the demonstration's login page
SIZES = {"desk": browsing.DESKTOP, "phone": browsing.PHONE}

# name, member, address; an address that begins with ">" is the first link found on a list: "> list | selector"
PAGES: tuple[tuple[str, str, str], ...] = (
    ("login", "", "/login/"),
    ("home", "approver", "/"),
    ("home-last-month", "approver", "> / | .panel .chips a:nth-child(2)"),
    ("people", "clerk", "/people/"),
    ("people-none", "clerk", "/people/?q=没有这个人"),
    ("person", "reviewer", "> /people/?benefit=active | table.rows tbody a"),
    ("person-suspended", "reviewer", "> /people/?benefit=suspended | table.rows tbody a"),
    ("person-dead", "reviewer", "> /debts/ | table.rows tbody a"),
    ("debts", "reviewer", "/debts/"),
    ("debt-notice", "reviewer", "> /debts/ | table.rows tbody a[href^='/debts/']"),
    ("matter-heirs", "clerk", "/matters/new/register_heirs/list/"),
    ("matter-result", "reviewer", "/matters/1/result/"),
    ("certification-notices", "reviewer", "/certification/notices/?month=2024-06"),
    ("sheet", "reviewer", "> /people/?benefit=active | table.rows tbody a | #benefits header a"),
    ("matters", "clerk", "/matters/"),
    ("matter", "reviewer", "> /matters/ | table.rows tbody a"),
    ("catalogue", "clerk", "/matters/new/"),
    ("matter-form", "clerk", "/matters/new/register_person/"),
    ("matter-list", "clerk", "/matters/new/collect_contributions/list/"),
    ("fund-receipt", "finance", "/matters/new/record_receipt/"),
    ("fund-close", "finance", "/matters/new/close_month/"),
    ("parameter-form", "parameters", "/matters/new/enter_parameter/?key=resident_basic_standard"),
    ("runs", "clerk", "/payout/"),
    ("run", "approver", "> /payout/?kind=regular&state=settled | table.rows tbody a"),
    ("run-lines", "approver", "> /payout/?kind=regular&state=settled | table.rows tbody a | a[href*='/lines/']"),
    ("run-changes", "approver", "> /payout/?kind=regular&state=settled | table.rows tbody a | a[href*='/changes/']"),
    ("run-held", "approver", "> /payout/?kind=regular&state=settled | table.rows tbody a | a[href*='/held/']"),
    ("run-sheet", "approver", "> /payout/?kind=regular&state=settled | table.rows tbody a | a[href*='/sheet/']"),
    ("certification", "reviewer", "/certification/"),
    ("staff", "approver", "/staff/"),
    ("hall", "clerk", "/hall/"),
    ("hall-counter", "clerk", "/hall/counter/1/"),
    ("hall-screen", "clerk", "/hall/screen/"),
    ("hall-waits", "approver", "/hall/waits/"),
    ("retirees", "clerk", "/retirees/"),
    ("retirees-groups", "clerk", "/retirees/groups/"),
    ("retirees-campaign", "clerk", "> /retirees/ | a[href*='/checks/']"),
    ("registers-supervision", "approver", "/registers/supervision/"),
    ("registers-archives", "clerk", "/registers/archives/"),
    ("statistics", "approver", "/statistics/"),
    ("statistics-periods", "approver", "/statistics/periods/"),
    ("statistics-groups", "approver", "/statistics/groups/"),
    ("statistics-people", "approver", "/statistics/people/"),
    ("statistics-goals", "approver", "/statistics/goals/"),
    ("statistics-bulletin", "approver", "/statistics/bulletin/"),
    ("statistics-dictionary", "approver", "/statistics/dictionary/"),
    ("fund", "finance", "/fund/?unit=wan"),
    ("fund-forms", "finance", "/fund/forms/"),
    ("fund-month-end", "finance2", "/fund/month-end/?month=2023-12"),
    ("fund-reconcile", "finance", "/matters/new/reconcile_account/list/"),
    ("fund-budget", "finance", "/matters/new/set_budget/list/"),
    ("fund-reverse", "finance", "/matters/new/reverse_voucher/"),
    ("statements", "finance", "/statements/"),
    ("vouchers", "finance", "/vouchers/"),
    ("voucher", "finance", "> /vouchers/ | table.rows tbody a"),
    ("report", "approver", "/report/"),
    ("report-text", "approver", "> /report/ | table.rows tbody a"),
    ("publish", "approver", "> /report/ | table.rows tbody a | a[href*='/publish/']"),
    ("law", "clerk", "/law/"),
    ("law-rule", "clerk", "/law/resident_pension/"),
    ("law-what-if", "clerk", "/law/resident_pension/?in_account_balance=20000.00"),
    ("law-standards", "parameters", "/law/standards/"),
    ("law-standard", "parameters", "/law/standards/resident_basic_standard/"),
    ("estimate", "clerk", "/law/estimate/?birth=1970-03&paid_years=12&balance=6000"),
    (
        "estimate-employee",
        "clerk",
        "/law/estimate/?scheme=employee&category=male60&birth=1970-07&paid_months=200&index=1.02&balance=60000&base=5000",
    ),
    ("verify", "", "/verify/?said=SHEBAO-RUN|1"),
    ("check", "", "/check/"),
    ("scores", "reviewer", "> /report/ | a[href*='/scores/']"),
    ("measures", "reviewer", "> /report/ | a[href*='/measures/']"),
    ("stated", "clerk", "> /report/ | a[href*='/stated/']"),
    ("monitor", "reviewer", "> /report/ | a[href*='/monitor/']"),
    ("surveys", "clerk", "> /report/ | a[href*='/surveys/']"),
    ("register", "clerk", "/report/register/"),
    ("journal", "auditor", "/journal/"),
    ("journal-entry", "auditor", "> /journal/ | table.rows tbody a"),
    ("help", "clerk", "/help/"),
    ("forbidden", "auditor", "/people/"),
    ("missing", "clerk", "/no-such-page/"),
)
EXPECTED_ANSWERS = {"forbidden": "403", "missing": "404"}


def main() -> int:
    """Take the pictures; 1 where a page complained or could not be reached."""
    parser = argparse.ArgumentParser(description="Pictures of every page of a running demonstration.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="address of the running demonstration")
    parser.add_argument("--only", default="", help="names of pages, separated by commas")
    parser.add_argument("--large", action="store_true", help="with large letters")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    chosen = [page for page in PAGES if not args.only or page[0] in args.only.split(",")]
    problems: list[str] = []
    with browsing.launched() as browser:
        for size, viewport in SIZES.items():
            problems += list(_take(browser, viewport, size, chosen, args))
    print("\n".join(problems) or f"{len(chosen) * len(SIZES)} pictures in {args.folder}, no complaint")
    return 1 if problems else 0


def _take(browser: Any, viewport: dict[str, int], size: str, chosen: list[tuple[str, str, str]], args: argparse.Namespace) -> Iterator[str]:
    """Pictures at one size; what went wrong."""
    pages: dict[str, tuple[Any, list[str]]] = {}
    for name, member, address in chosen:
        if member not in pages:
            pages[member] = _come_in(browser, viewport, member, args)
        page, complaints = pages[member]
        complaints.clear()
        if not _go(page, args.url, address):
            yield f"{size} {name}: nothing to follow on {address}"
            continue
        page.wait_for_timeout(350)
        page.screenshot(path=args.folder / f"{size}-{name}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{size} {name}: {wide} px wider than the window"
        expected = EXPECTED_ANSWERS.get(name, "no answer is expected to fail")
        yield from (f"{size} {name}: {said}" for said in complaints if expected not in said)


def _come_in(browser: Any, viewport: dict[str, int], member: str, args: argparse.Namespace) -> tuple[Any, list[str]]:
    context = browser.new_context(viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai")
    if args.large:
        context.add_cookies([{"name": "large", "value": "1", "url": args.url}])
    page = context.new_page()
    complaints: list[str] = []
    browsing.collect_complaints(page, complaints)
    if member:
        page.goto(f"{args.url}/login/")
        page.fill("#id_username", member)
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{args.url}/")
    return page, complaints


def _go(page: Any, url: str, address: str) -> bool:
    """Open an address, or follow the first link of a list, and of the page behind it."""
    if not address.startswith(">"):
        page.goto(url + address)
        return True
    start, *selectors = [part.strip() for part in address[1:].split("|")]
    page.goto(url + start)
    for selector in selectors:
        link = page.locator(f"main {selector}").first
        if not link.count():
            return False
        page.goto(
            url + link.get_attribute("href")
            if link.get_attribute("href").startswith("/")
            else page.url.split("?")[0] + link.get_attribute("href")
        )
    return True


if __name__ == "__main__":
    sys.exit(main())
