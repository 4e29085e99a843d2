"""A clerk with sixty matters a day and a keyboard: how many keys a matter costs beside what must be typed anyway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.base.identity import DEMO_REGION, invented_citizen_number
from tests.browser.desk import Person
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass
class Keyboard:
    """Hands that never leave the keys; `count` is of the keys that only find the way."""

    person: Person
    count: int = 0

    def keys(self, *names: str) -> Keyboard:
        """Keys that lead somewhere on the same page."""
        for name in names:
            self.person.page.keyboard.press(name)
            self.count += 1
        return self

    def goes_on(self, name: str) -> Keyboard:
        """A key that leads to another page."""
        with self.person.page.expect_navigation():
            self.keys(name)
        return self

    def types(self, text: str) -> Keyboard:
        """What must be typed in any case."""
        self.person.page.keyboard.type(text)
        return self

    def chooses(self) -> Keyboard:
        """The first village of a closed list of choices."""
        self.person.page.keyboard.press("ArrowDown")
        return self


def register(hands: Keyboard, name: str, number: str) -> None:
    """From the first field of the form to the matter that was accepted."""
    hands.types(number).keys("Enter").types(name).keys("Enter").chooses().keys("Enter").types("13900000000")
    hands.goes_on("Control+Enter").goes_on("Enter")


def new_number(serial: int) -> str:
    """A number of a region that belongs to nobody, of somebody of thirty."""
    return invented_citizen_number(DEMO_REGION, date(1993, 5, 6), serial)


@pytest.fixture
def served(serve: Callable[..., Server], demo_home: Path) -> Server:
    """The small demonstration county."""
    return serve(home=demo_home, environment={"SHEBAO_DEMO": "1"})


def test_a_person_is_registered_with_eight_keys_beside_the_data_and_the_next_with_six(
    served: Server, open_page: Callable[..., Any]
) -> None:
    clerk = Person(open_page(), served.url).come_in("clerk")
    hands = Keyboard(clerk)

    hands.goes_on("n").keys("c").goes_on("Enter")
    register(hands, "周小满", new_number(101))
    first = hands.count
    assert clerk.sees("参保登记") and clerk.sees("待复核"), clerk.text()[:400]
    hands.goes_on("Enter")
    register(hands, "周小雪", new_number(102))

    print(f"登记一人 {first} 键，再办一人 {hands.count - first} 键")
    assert first <= 8 and hands.count - first <= 6
    assert clerk.sees("周小雪")


def test_a_reviewer_decides_and_goes_on_to_the_next_without_the_mouse(served: Server, open_page: Callable[..., Any]) -> None:
    clerk = Person(open_page(), served.url).come_in("clerk")
    for serial, name in ((201, "周小暑"), (202, "周小寒")):
        clerk.open("/matters/new/register_person/")
        register(Keyboard(clerk), name, new_number(serial))
    own = str(clerk.page.url)
    reviewer = Person(open_page(), served.url).come_in("reviewer").open("/matters/")
    hands = Keyboard(reviewer)

    hands.keys("j").goes_on("Enter")
    assert "/matters/" in reviewer.page.url and reviewer.page.url != served.url + "/matters/", "j and Enter open the first that waits"
    reviewer.page.goto(own)
    hands.goes_on("j").goes_on("k")
    assert reviewer.page.url == own
    reviewer.page.fill("#compare_citizen_number", new_number(202)[-8:])
    reviewer.press("批准并生效")
    hands.goes_on("Enter")

    assert reviewer.page.url != own and reviewer.sees("上一件"), "after a decision the next matter is one key away"
