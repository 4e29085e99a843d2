"""Statements, certificates, what was declared void and what was answered stay as they were posted."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_papers")]

    operations = [
        append_only("accounts_statementissue"),
        append_only("accounts_certificate"),
        append_only("accounts_withdrawal"),
        append_only("accounts_objection"),
    ]
