"""What is owed once has one cause beside a death: its basis. The number of a claim becomes the basis "claim.7", and its column goes."""

from django.db import migrations, models

from shebao.agency.store.guards import Guard, append_only

_DUE = append_only("payout_due")
_TO_BASIS = "UPDATE payout_due SET basis = 'claim.' || claim_id WHERE claim_id > 0"
_TO_CLAIM = "UPDATE payout_due SET claim_id = CAST(substr(basis, 7) AS BIGINT), basis = '' WHERE basis LIKE 'claim.%'"


class Migration(migrations.Migration):

    dependencies = [("payout", "0014_bank_side")]

    operations = [
        Guard(_DUE.backward["sqlite"], _DUE.backward["postgresql"], _DUE.forward["sqlite"], _DUE.forward["postgresql"]),
        migrations.RemoveConstraint(model_name="due", name="payout_due_of_claim_once"),
        migrations.RemoveConstraint(model_name="due", name="payout_due_has_a_cause"),
        migrations.RemoveConstraint(model_name="due", name="payout_due_for_once"),
        migrations.RunSQL(_TO_BASIS, _TO_CLAIM),
        migrations.RemoveField(model_name="due", name="claim_id"),
        migrations.AlterField(
            model_name="due",
            name="basis",
            field=models.CharField(blank=True, help_text="what owes it, once a person, scheme and kind", max_length=48, verbose_name="事由"),
        ),
        migrations.AlterField(
            model_name="due",
            name="account",
            field=models.CharField(blank=True, help_text="empty: that of its kind", max_length=8, verbose_name="科目"),
        ),
        migrations.AddConstraint(
            model_name="due",
            constraint=models.UniqueConstraint(
                condition=models.Q(("basis", ""), _negated=True),
                fields=("person", "scheme", "kind", "basis", "turn"),
                name="payout_due_for_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="due",
            constraint=models.CheckConstraint(
                condition=models.Q(("deceased__isnull", False), models.Q(("basis", ""), _negated=True), _connector="OR"),
                name="payout_due_has_a_cause",
            ),
        ),
        append_only("payout_due"),
    ]
