"""A password is reset by two people, and nothing is decided under it for a cycle."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The second person's word, and the day from which the member decides again."""

    dependencies = [("staff", "0002_provisional_password")]

    operations = [
        migrations.AddField("member", "reset_granted", models.BooleanField(
            default=False, help_text="a second person agreed that the password be reset, once", verbose_name="已批准重置密码")),
        migrations.AddField("member", "decides_from", models.DateField(
            help_text="after somebody else set the password nothing is decided under it before this day", null=True,
            verbose_name="恢复复核审批日期")),
    ]
