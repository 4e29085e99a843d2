"""A member of staff at the desk: comes in, presses buttons by their words, reads what the page says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shebao.agency.payout.bank import DEFAULT
from shebao.base.money import parse_yuan, yuan_text
from shebao.demo.bank import arrived

PASSWORD = "shebao-demo-2023"
PATIENCE = 60_000


@dataclass(frozen=True, slots=True)
class Person:
    """One member in one browser window."""

    page: Any
    url: str

    def come_in(self, username: str) -> Person:
        """Log in at the door."""
        self.page.goto(f"{self.url}/login/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(f"{self.url}/")
        return self

    def open(self, path: str) -> Person:
        """Go to an address."""
        self.page.goto(self.url + path)
        return self

    def press(self, words: str) -> Person:
        """Press the button with these words and wait for the page that follows."""
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.locator("main").get_by_role("button", name=words, exact=True).click()
        return self

    def sign(self, words: str) -> Person:
        """Say that one looked, give the password again, and sign."""
        self.page.check('#sign input[name="looked"]')
        self.page.fill("#password", PASSWORD)
        return self.press(words)

    def enter_slip(self, content: bytes) -> Person:
        """Type the total that the bank's slip says beside an answer."""
        lines, fen = arrived(content, DEFAULT)
        for field, text in (("number", "HD1"), ("lines", str(lines)), ("yuan", yuan_text(fen))):
            self.page.fill(f"#slip_{field}", text)
        return self.press("录入银行回单")

    def sees(self, words: str) -> bool:
        """Whether the words stand on the page."""
        return words in self.text()

    def text(self) -> str:
        """What the page says."""
        return str(self.page.locator("main").inner_text())

    def offers(self, words: str) -> bool:
        """Whether there is a button with these words."""
        return bool(self.page.locator("main").get_by_role("button", name=words, exact=True).count())

    def upload(self, name: str, content: bytes) -> Person:
        """Hand in the bank's answer."""
        self.page.set_input_files("#return", {"name": name, "mimeType": "text/plain", "buffer": content})
        return self.press("导入回盘")

    def download(self, words: str, to: Path) -> bytes:
        """Press a button that gives a file; the file's bytes."""
        with self.page.expect_download(timeout=PATIENCE) as waiting:
            self.page.get_by_role("button", name=words).click()
        waiting.value.save_as(to)
        return to.read_bytes()

    def figures(self, within: str) -> list[int]:
        """The large figures of a panel, in fen."""
        texts = self.page.locator(f"{within} .figure").all_inner_texts()
        return [parse_yuan(text.split("元")[0].replace("\N{MINUS SIGN}", "-").replace("+", "").strip()) for text in texts]
