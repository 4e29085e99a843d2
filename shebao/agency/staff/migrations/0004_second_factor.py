"""A second factor: a secret shared with the member's telephone, and the last half minute whose code was used."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody has one until they set it up themselves."""

    dependencies = [("staff", "0003_reset_by_two")]

    operations = [
        migrations.AddField("member", "factor_sealed", models.BinaryField(
            help_text="the secret shared with the member's telephone, encrypted", null=True, verbose_name="动态码")),
        migrations.AddField("member", "factor_step", models.BigIntegerField(
            default=0, help_text="the last half minute whose code was used: each counts once", verbose_name="最近用过的动态码")),
    ]
