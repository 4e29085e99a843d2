"""Who a person is and where money goes are written once: a change of account is a new row."""

from django.db import migrations

from shebao.agency.store.guards import frozen


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [
        frozen("people_person", ["id", "citizen_index", "citizen_tail", "name", "initials", "sex", "birth_date", "entry_id"]),
        frozen("people_bankaccount", ["id", "person_id", "bank", "account_sealed", "account_index", "account_tail", "holder", "since",
                                      "entry_id"]),
    ]
