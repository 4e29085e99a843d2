"""Online services: an employer's agent and a helper bound and taken back; residents past sixty told, asked, and the questions closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries as employers_queries
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.matters import queries as matters
from shebao.agency.people import actions as register
from shebao.agency.people import queries as people
from shebao.agency.public import queries
from shebao.agency.registers import queries as registers
from shebao.agency.store import vault
from shebao.base.finding import Refused
from tests.agency.procedures.modules.complaints import by_inspector, step
from tests.agency.procedures.modules.fund import by_business
from tests.world.calendar import MAY_DAY, by
from tests.world.employers import new_employer, uscc
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


def _employer(county: County) -> str:
    """An employer with an account, registered."""
    employers.register([new_employer(1, "示例一厂", bank="示例银行", account_number="6200123456780001")], by=by(MAY_DAY))
    return uscc(1)


def propose_stability(county: County) -> None:
    """Proposed once a year by what the tax office says; one that lays off too many is not told."""
    row = {
        "uscc": _employer(county),
        "name": "示例一厂",
        "paid_fen": 10_000_00,
        "size": "sme",
        "heads": 20,
        "laid_off": 0,
        "paid_months": 12,
    }
    with pytest.raises(Refused, match="裁员"):
        by_business(county, "propose_stability", {"year": "2023", "rows": [row | {"laid_off": 9}]}, MAY_DAY)
    for year in ("2022", "2023"):
        by_business(county, "propose_stability", {"year": year, "rows": [dict(row)]}, MAY_DAY)
    proposal, _ = queries.proposals_of(employer_id=employers_queries.find(uscc(1)) or 0)
    assert proposal.amount_fen == 6_000_00 and proposal.reply == ""


def propose_skill(county: County) -> None:
    """A certificate of somebody who paid long enough is proposed; one of somebody who did not is not."""
    able, young = county.insured(2, birth=date(1980, 4, 2))
    rows = [
        {"person_id": person, "certificate_no": f"YS{number}", "occupation": "电工", "level": "初级", "certified_on": "2023-03-01", "paid_months": paid}
        for number, (person, paid) in enumerate(((able, 48), (young, 2)))
    ]  # fmt: skip
    by_business(county, "propose_skill", {"rows": rows}, MAY_DAY)
    assert [len(queries.proposals_of(person_id=person)) for person in (able, young)] == [1, 0]
    by_business(county, "propose_skill", {"rows": [rows[1] | {"paid_months": 40}]}, MAY_DAY)
    assert queries.mailbox(young)[0].question == "skill"


def propose_survivors(county: County) -> None:
    """Accounts that nobody inherited are found by the month of death, and told of once."""
    first, second = county.insured(2, birth=date(1970, 4, 2))
    for person in (first, second):
        register.record_deaths([(person, MAY_DAY.replace(day=2))], by=by(MAY_DAY))
        enrolment.end([person], "resident", 202305, "died", by=by(MAY_DAY))
        by_business(county, "propose_survivors", {"since": "2023-05"}, MAY_DAY)
        assert len(queries.proposals_of(person_id=person)) == 1


def register_terminal(county: County) -> None:
    """A machine is put into use by its code and network, found by both, and out of use at once."""
    asked = {"what": "open", "number": "Z-1", "name": "一楼自助机", "place": "示例乡大厅"}
    for more, problem in (
        ({}, "都没有填"),
        ({"code": "XYZ"}, "十六位"),
        ({"network": "这里"}, "不是网络地址"),
        ({"network": "10.0.0.0/8"}, "太大"),
    ):
        with pytest.raises(Refused, match=problem):
            by_business(county, "register_terminal", asked | more, MAY_DAY)
    code = queries.terminal_code("secret")
    by_business(county, "register_terminal", asked | {"code": code.lower(), "network": "10.1.2.3/24"}, MAY_DAY)
    with pytest.raises(Refused, match="已经启用"):
        by_business(county, "register_terminal", asked | {"code": code}, MAY_DAY)
    (row,) = queries.terminals()
    assert row.network == "10.1.2.0/24" and queries.terminal_of("secret", "10.1.2.77") == row
    assert queries.terminal_of("secret", "10.9.9.9") is None and queries.terminal_of("other", "10.1.2.77") is None
    by_business(county, "register_terminal", {"what": "end", "terminal_id": str(row.id), "reason": "搬走"}, MAY_DAY)
    assert queries.terminal_of("secret", "10.1.2.77") is None


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
    ("propose_stability", propose_stability, "propose_stability"),
    ("propose_skill", propose_skill, "propose_skill"),
    ("register_terminal", register_terminal, "register_terminal"),
    ("propose_survivors", propose_survivors, "propose_survivors"),
)
