"""A password that somebody else has seen is marked, and changed at the first log-in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The mark on members."""

    dependencies = [("staff", "0001_initial")]

    operations = [
        migrations.AddField("member", "provisional", models.BooleanField(
            default=False, help_text="somebody else has seen the password; it is changed before anything else", verbose_name="临时密码")),
    ]
