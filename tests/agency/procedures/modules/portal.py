"""Online services: an employer's agent and a helper bound and taken back; residents past sixty told, asked, and the questions closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.public import queries
from shebao.agency.registers import queries as registers
from shebao.agency.store import vault
from shebao.base.finding import Refused
from tests.agency.procedures.modules.complaints import by_inspector, step
from tests.agency.procedures.modules.fund import by_business
from tests.world.calendar import MAY_DAY
from tests.world.money import County

WORLD = "paying"
UNTIL = (MAY_DAY + timedelta(days=300)).isoformat()


def bound(county: County, person: int, agent: int, **more: object) -> int:
    """A relative who may apply for a person."""
    row, (number,) = people.person(agent), people.citizen_numbers([agent])
    asked = {
        "what": "open", "role": "relative", "person_id": person, "agent_name": row.name, "citizen_number": number, "phone": "13900000002",
        "scope": "apply", "until": UNTIL, "proof": "counter",
    } | more  # fmt: skip
    return int(by_business(county, "open_portal_account", asked, MAY_DAY))


def open_portal_account(county: County) -> None:
    """Bound until a day, and no longer; a sixth principal, the dead and oneself are refused; taken back by a matter."""
    agent, *principals = county.insured(7)
    keys = [bound(county, person, agent) for person in principals[:5]]
    index = vault.blind(people.citizen_numbers([agent])[0], "citizen")
    assert len(queries.bindings_of_agent(index, MAY_DAY)) == 5
    assert queries.bindings_of_agent(index, date.fromisoformat(UNTIL) + timedelta(days=1)) == []
    for person, problem in ((principals[5], "最多替五个人"), (principals[0], "已经登记"), (agent, "本人不需要")):
        with pytest.raises(Refused, match=problem):
            bound(county, person, agent)
    with pytest.raises(Refused, match="明天至"):
        bound(county, principals[5], county.people[0], until="2030-01-01")
    with pytest.raises(Refused, match="没有选择用人单位"):
        bound(county, principals[5], county.people[0], role="unit_enters")
    asked = {"what": "end", "binding_id": str(keys[0]), "reason": "不再代办"}
    by_business(county, "open_portal_account", asked, MAY_DAY)
    assert len(queries.bindings_of_agent(index, MAY_DAY)) == 4
    with pytest.raises(Refused, match="有效代办"):
        by_business(county, "open_portal_account", asked, MAY_DAY)


def propose_entitlement(county: County) -> None:
    """Those past sixty who have not claimed are found and told once; those too young and those in payment are not."""
    ready = county.insured(2, birth=date(1963, 4, 2))
    young = county.insured(1, birth=date(1970, 4, 2))
    by_business(county, "propose_entitlement", {"what": "tell", "rule": "age"}, MAY_DAY)
    assert [len(queries.mailbox(person)) for person in (*ready, *young, county.people[0])] == [1, 1, 0, 0]
    message = queries.mailbox(ready[0])[0]
    assert message.question == "claim" and "缴费 13 年" in message.text, message.text
    with pytest.raises(Refused, match="没有符合"):
        by_business(county, "propose_entitlement", {"what": "tell", "rule": "age"}, MAY_DAY)
    with pytest.raises(Refused, match="不符合这条规则"):
        by_business(county, "propose_entitlement", {"what": "tell", "rule": "age", "rows": [{"person_id": young[0]}]}, MAY_DAY)
    by_business(county, "propose_entitlement", {"what": "close", "entry": str(message.entry_id)}, MAY_DAY)
    assert queries.mailbox(ready[0])[0].reply == "closed"
    assert len(matters.listed(kinds=["propose_entitlement"])) == 2


def exchange_batch(county: County) -> None:
    """A list of the police came once, was answered, and is deleted when its time is over; the same file is not entered again."""
    asked = {
        "kind": "in", "department": "公安", "purpose": "死亡核对", "legal_basis": "社会保险法第57条", "first": "2023-04", "last": "2023-04",
        "rows_count": "120", "digest": "AB" * 32, "keep_until": "2023-12-31", "on": "2023-05-20",
    }  # fmt: skip
    (key,) = by_inspector(county, "exchange_batch", asked)
    row = registers.record(key)
    assert (row.heads, row.current_due, row.state) == (120, date(2023, 12, 31), "open")
    assert ("新鲜度", "交接时距期末 20 天") in row.detail_rows
    for more, problem in (({}, "登记过"), ({"digest": "xyz"}, "十六进制"), ({"digest": "cd" * 32, "keep_until": "2023-01-01"}, "早于交接")):
        with pytest.raises(Refused, match=problem):
            by_inspector(county, "exchange_batch", asked | more)
    by_inspector(county, "exchange_batch", step(key, "fed_back", "2023-06-01"))
    by_inspector(county, "exchange_batch", step(key, "deleted", "2023-07-01"))
    assert registers.record(key).state == "done"
    (again,) = by_inspector(county, "exchange_batch", asked | {"digest": "ef" * 32})
    by_inspector(county, "exchange_batch", step(again, "undo", "2023-07-02"))
    assert registers.record(again).state == "undone"


MODULES = (
    ("exchange_batch", exchange_batch, "exchange_batch"),
    ("open_portal_account", open_portal_account, "open_portal_account"),
    ("propose_entitlement", propose_entitlement, "propose_entitlement"),
)
