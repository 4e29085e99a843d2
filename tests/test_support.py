"""The ground the other tests stand on holds."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.support import postgres


@pytest.mark.postgres
def test_the_throwaway_server_is_real_and_not_run_by_root(fresh_postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(fresh_postgres_url) as connection:
        version = connection.execute("SHOW server_version_num").fetchone()
        encoding = connection.execute("SHOW server_encoding").fetchone()

    assert version is not None and int(version[0]) >= 150000
    assert encoding == ("UTF8",)


@pytest.mark.postgres
def test_a_command_run_beside_a_server_is_given_its_address_and_its_exit_status_is_kept() -> None:
    status = postgres.main(["sh", "-c", f'test -n "${postgres.ADDRESS}" && exit 7'])

    assert status == 7


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 7)])
def test_a_machine_without_a_server_runs_the_command_all_the_same_but_fails_in_ci(
    ci: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise postgres.PostgresMissing("没有")

    monkeypatch.setattr(postgres, "program_folder", missing)
    monkeypatch.setenv("CI", ci)

    assert postgres.main(["sh", "-c", "exit 7"]) == status


@pytest.mark.browser
def test_a_console_error_of_a_page_is_noticed(browser: Any) -> None:
    from tests.support.browser import collect_complaints

    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    collect_complaints(page, complaints)

    page.set_content("<script>console.error('broken chart'); throw new Error('torn')</script><p>页面</p>")
    context.close()

    assert any("broken chart" in text for text in complaints)
    assert any("torn" in text for text in complaints)


def test_tests_live_in_a_home_of_their_own() -> None:
    from django.conf import settings

    assert "shebao-test-" in str(settings.SHEBAO_HOME)
    assert str(settings.SHEBAO_HOME) == os.environ["SHEBAO_HOME"]
