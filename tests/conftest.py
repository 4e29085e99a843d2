"""Fixtures that every room may use: a PostgreSQL server, a served site, a demonstration county, a browser page.

Nothing is skipped silently: where CI=true a missing program is a failure, elsewhere the reason is printed.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import hypothesis
import pytest

from tests.support import browser as browsing
from tests.support import postgres
from tests.support.server import Server, run_shebao

# A busy machine must not fail a property test; the examples are fixed so that a run can be repeated.
hypothesis.settings.register_profile("shebao", deadline=None, derandomize=True)
hypothesis.settings.load_profile("shebao")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tests' database, as the plugin makes it, except that an empty SQLite database is migrated once for many runs."""
    from tests.support import migrated  # here: the pure floors run without Django

    with migrated.copied_instead_of_migrated():
        request.getfixturevalue("django_db_setup")
    yield


def pytest_collection_finish() -> None:
    """What is imported and collected stays: looking through it for garbage again and again costs a tenth of every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


LONG = re.compile(
    r"tests/core/policy/test_completeness\.py|tests/demo/(test_screened|pensions/)|tests/agency/adversary/.*\[postgresql|"
    r"test_no_address_breaks_on_postgresql|test_every_page\.py.*\[(approver|auditor|finance2?|inspector|parameters|reviewer)\]|"
    r"test_a_month_killed_at_every_point_ends_like_one_that_was_not_on_postgresql|test_the_same_county_comes_out_on_postgresql|"
    r"tests/crash/.*(award|settlement|claims|recovery|collection.*postgresql)|tests/demo/test_services\.py.*\[(rugao|zhanjiang)\]|"
    r"tests/year/.*test_a_county_lives_a_year|tests/harness/.*\[(disk|flips|shuffles|model|anchor|years)\]|test_of_a_thousand_random_changes"
)
"""Tests that take minutes and try again, elsewhere or at another size, what others of every run try: `make long` runs them."""


FIRST = ("tests/agency/test_both_databases.py", "tests/crash/", "tests/browser/", "tests/demo/")
"""Files of minutes: begun first, so that no process waits for the last of them alone."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests to `make long` (LONG=1), and to whoever names their file; what is left out is counted by pytest."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
    if os.environ.get("LONG") or any("test_" in argument for argument in config.args):
        return
    left = [item for item in items if LONG.search(item.nodeid)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not LONG.search(item.nodeid)]


def _absent(what: str) -> NoReturn:
    """Fail where everything must be there (CI=true), otherwise skip with the reason."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a throwaway server's maintenance database (shared between parallel test processes under `make test`)."""
    given = os.environ.get(postgres.ADDRESS)
    if given:
        yield given
        return
    try:
        cluster = postgres.Cluster()
    except postgres.PostgresMissing as reason:
        _absent(str(reason))
    try:
        cluster.start()
        yield cluster.url()
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of one empty PostgreSQL database for this test process."""
    url = postgres.new_database(postgres_server)
    yield url
    postgres.drop_database(url)


@pytest.fixture
def fresh_postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of an empty PostgreSQL database for this test alone."""
    url = postgres.new_database(postgres_server)
    yield url
    postgres.drop_database(url)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """`serve(home=…, database=…, environment=…)` starts `shebao run` on a free port; ended after the test."""
    started: list[Server] = []

    def start(home: Path | None = None, database: str | None = None, environment: dict[str, str] | None = None) -> Server:
        home = home or tmp_path / "home"
        home.mkdir(parents=True, exist_ok=True)
        server = Server(home, database, environment or {})
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a hundredth of the Zhengning demonstration county, built once; copy it before changing it."""
    home = tmp_path_factory.mktemp("demo")
    built = run_shebao("demo", "zhengning", "--scale", "0.01", "--residents-only", home=home)
    assert built.returncode == 0, built.stdout + built.stderr
    return home


@pytest.fixture
def demo_home(demo_template: Path, tmp_path: Path) -> Path:
    """A copy of the small demonstration county for this test alone."""
    return Path(shutil.copytree(demo_template, tmp_path / "county"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium for the whole test process."""
    if browsing.chromium_path() is None:
        _absent("没有找到 Chromium（Debian：apt-get install chromium fonts-noto-cjk）")
    # Playwright keeps an event loop in this thread, which Django would otherwise take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with browsing.launched() as running:
        yield running


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """`open_page(phone=False)` gives a page in a context of its own; any console error fails the test at its end."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_one(*, phone: bool = False, bypass_csp: bool = False) -> Any:
        context = browser.new_context(
            viewport=browsing.PHONE if phone else browsing.DESKTOP,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        page = context.new_page()
        browsing.collect_complaints(page, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "the page complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """One desktop page (1440 × 900)."""
    return open_page()
