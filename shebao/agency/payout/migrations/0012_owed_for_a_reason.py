"""What is owed once may be owed to people who live: then nobody died of it, and the row says what it is for and where it is booked."""

from django.db import migrations, models

from shebao.agency.store.guards import Guard, append_only

_DUE = append_only("payout_due")


class Migration(migrations.Migration):

    dependencies = [("payout", "0011_returns_not_due"), ("people", "0005_merged")]

    operations = [
        Guard(_DUE.backward["sqlite"], _DUE.backward["postgresql"], _DUE.forward["sqlite"], _DUE.forward["postgresql"]),
        migrations.AlterField(
            model_name="due",
            name="kind",
            field=models.CharField(help_text="a key of kinds.DUES or kinds.LIVING", max_length=12, verbose_name="类别"),
        ),
        migrations.AddField(
            model_name="due",
            name="basis",
            field=models.CharField(
                blank=True, default="", help_text="for the living: what it is owed for, once a person and scheme", max_length=48, verbose_name="事由"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="due",
            name="account",
            field=models.CharField(blank=True, default="", help_text="empty: benefits", max_length=8, verbose_name="科目"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="due",
            name="item",
            field=models.CharField(blank=True, default="", help_text="empty: that of its kind", max_length=24, verbose_name="明细"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="due",
            constraint=models.UniqueConstraint(
                condition=models.Q(("basis", ""), _negated=True), fields=("person", "scheme", "basis", "turn"), name="payout_due_for_once"
            ),
        ),
        migrations.RemoveConstraint(model_name="due", name="payout_due_has_a_cause"),
        migrations.AddConstraint(
            model_name="due",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deceased__isnull", False), ("claim_id__gt", 0), models.Q(("basis", ""), _negated=True), _connector="OR"
                ),
                name="payout_due_has_a_cause",
            ),
        ),
        append_only("payout_due"),
    ]
