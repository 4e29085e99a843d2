"""Declarations, assessments, batches and receipts are posted once; a difference may be closed."""

from django.db import migrations

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [("declarations", "0001_initial")]

    operations = [
        append_only("declarations_wage"),
        append_only("declarations_assessment"),
        append_only("declarations_taxbatch"),
        append_only("declarations_batchpart"),
        append_only("declarations_receiptfile"),
        append_only("declarations_receipt"),
        frozen("declarations_difference", ["id", "receipt_id", "kind", "scheme", "fen", "owner", "opened_on", "entry_id"]),
    ]
