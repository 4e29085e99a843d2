"""What is owed once may come from somebody's own claim: nobody died then. The table keeps its rows and gets its guard back."""

import django.db.models.deletion
from django.db import migrations, models

from shebao.agency.store.guards import Guard, append_only

_DUE = append_only("payout_due")


class Migration(migrations.Migration):

    dependencies = [("payout", "0009_heirs")]

    operations = [
        Guard(_DUE.backward["sqlite"], _DUE.backward["postgresql"], _DUE.forward["sqlite"], _DUE.forward["postgresql"]),
        migrations.AlterField(
            model_name="due",
            name="deceased",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="due",
            name="claim_id",
            field=models.BigIntegerField(default=0, verbose_name="核定事项"),
        ),
        migrations.AddConstraint(
            model_name="due",
            constraint=models.UniqueConstraint(
                condition=models.Q(("claim_id__gt", 0)),
                fields=("scheme", "kind", "claim_id", "person"),
                name="payout_due_of_claim_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="due",
            constraint=models.CheckConstraint(
                condition=models.Q(("deceased__isnull", False), ("claim_id__gt", 0), _connector="OR"), name="payout_due_has_a_cause"
            ),
        ),
        append_only("payout_due"),
    ]
