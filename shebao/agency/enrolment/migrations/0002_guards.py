"""A spell and a place in a group keep what they began with; only their end is written later."""

from django.db import migrations

from shebao.agency.store.guards import frozen


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial")]

    operations = [
        frozen("enrolment_spell", ["id", "person_id", "scheme", "from_month", "entry_id"]),
        frozen("enrolment_assistance", ["id", "person_id", "group", "from_year", "entry_id"]),
    ]
