"""Which law holds in the tests' county: the resident scheme as it is shipped for one real county of Gansu."""

from __future__ import annotations

from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.core.policy.locale import shipped_places

SCHEME, PLACE, PLACES = RESIDENT, "gansu_zhengning", shipped_places()
LAW = {"place": PLACE, "places": PLACES}
