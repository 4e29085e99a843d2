"""The office behind Debian's nginx, set up with the file in `deploy/nginx`: people can log in, by https alone, each with an address of their own."""

from __future__ import annotations

import http.client
import os
import re
import socket
import sqlite3
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.support.proxy import NAME, Proxy, nginx_path
from tests.support.server import Server, run_shebao

pytestmark = pytest.mark.slow

PASSWORD = re.compile(r"一次性密码：(\S+)")


@pytest.fixture
def behind_proxy(serve: Callable[..., Server], tmp_path: Path) -> Iterator[tuple[Proxy, Path, str]]:
    """(proxy, home, password of the account "clerk")."""
    if nginx_path() is None:
        missing = "没有找到 nginx（Debian：apt-get install nginx-light）"
        pytest.fail(missing, pytrace=False) if os.environ.get("CI") == "true" else pytest.skip(missing)
    home = tmp_path / "home"
    created = run_shebao("staff", "clerk", "--name", "张三", "--post", "ops", home=home)
    password = PASSWORD.search(created.stdout)
    assert password, created.stdout + created.stderr
    server = serve(home=home, environment={"SHEBAO_HOSTS": f"127.0.0.1,{NAME}", "SHEBAO_PROXY": "127.0.0.1"})
    proxy = Proxy(server.port)
    try:
        yield proxy.start(), home, password[1]
    finally:
        proxy.stop()


class Browser:
    """Speaks to the proxy under its name, wherever that name would lead, and keeps cookies as a browser does over https."""

    def __init__(self, proxy: Proxy, headers: dict[str, str] | None = None) -> None:
        self.proxy, self.cookies, self.headers = proxy, dict[str, str](), headers or {}
        self.set_cookie: list[str] = []

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPSConnection("127.0.0.1", self.proxy.port, context=self.proxy.context(), timeout=30)
        connection.sock = self.proxy.context().wrap_socket(
            socket.create_connection(("127.0.0.1", self.proxy.port), timeout=30), server_hostname=NAME
        )
        headers = {"Host": f"{NAME}:{self.proxy.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **self.headers}
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.proxy.url,
                "Referer": f"{self.proxy.url}{path}",
            }
        with closing(connection):
            connection.request(method, path, urlencode(form) if form is not None else None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.set_cookie.append(cookie)
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text, answer.headers

    def log_in(self, password: str) -> int:
        _, page, _ = self.ask("GET", "/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "username": "clerk", "password": password}
        return self.ask("POST", "/login/", form)[0]


def test_a_clerk_logs_in_behind_the_proxy_and_every_cookie_is_for_https_alone(behind_proxy: tuple[Proxy, Path, str]) -> None:
    proxy, _, password = behind_proxy
    browser = Browser(proxy)

    assert browser.log_in(password) == 302
    status, _, headers = browser.ask("GET", "/password/")

    assert status == 200
    assert {"sessionid", "csrftoken"} <= browser.cookies.keys()
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in browser.set_cookie)
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


def test_the_client_s_address_is_the_proxy_s_word_and_not_the_client_s(behind_proxy: tuple[Proxy, Path, str]) -> None:
    proxy, home, password = behind_proxy

    Browser(proxy, {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9"}).log_in("Wrong-password-1x")

    with closing(sqlite3.connect(home / "shebao.sqlite3")) as database:
        assert database.execute("SELECT ip_address FROM axes_accessattempt").fetchall() == [("127.0.0.1",)]
    assert password


def test_a_form_from_another_site_and_another_name_are_refused(behind_proxy: tuple[Proxy, Path, str]) -> None:
    proxy, _, password = behind_proxy
    stranger = Browser(proxy)
    stranger.ask("GET", "/login/")
    token = stranger.cookies["csrftoken"]

    stranger.headers = {"Origin": "https://evil.example"}
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=10)
    with closing(connection):
        connection.request("GET", "/people/", headers={"Host": NAME})
        plain = connection.getresponse()
        plain.read()

    assert (plain.status, plain.headers["Location"]) == (301, f"https://{NAME}/people/")
    status = _posted_from_elsewhere(proxy, stranger.cookies, token, password)
    assert status == 403


def _posted_from_elsewhere(proxy: Proxy, cookies: dict[str, str], token: str, password: str) -> int:
    context = proxy.context()
    assert isinstance(context, ssl.SSLContext)
    connection = http.client.HTTPSConnection("127.0.0.1", proxy.port, context=context, timeout=30)
    connection.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", proxy.port), timeout=30), server_hostname=NAME)
    body = urlencode({"csrfmiddlewaretoken": token, "username": "clerk", "password": password})
    with closing(connection):
        connection.request(
            "POST",
            "/login/",
            body,
            {
                "Host": f"{NAME}:{proxy.port}",
                "Origin": "https://evil.example",
                "Cookie": f"csrftoken={cookies['csrftoken']}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        return connection.getresponse().status
