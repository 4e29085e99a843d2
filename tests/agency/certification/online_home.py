"""Makes a home with one person in it, for tests that serve it: `python -m tests.agency.certification.online_home`."""

from __future__ import annotations

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "shebao.site.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from shebao.agency.people import queries as people
    from shebao.agency.store import vault
    from tests.world.calendar import GO_LIVE
    from tests.world.people import make_people, make_village, new_person

    (person,) = make_people([new_person("李甲", village_id=make_village())], day=GO_LIVE)
    vault.key("certification-online", 32)
    print(people.citizen_numbers([person])[0])
