"""A person's name and number change only by a correction that was posted: the database itself looks."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import Guard, append_only, frozen

_COLUMNS = ("citizen_index", "citizen_tail", "name", "initials", "sex", "birth_date")
_BEFORE = frozen("people_person", ["id", *_COLUMNS, "entry_id"])
_SAYS = "people_person: who a person is changes only by a correction that was posted"
_LISTED = ", ".join(_COLUMNS)
_POSTED = (
    "EXISTS (SELECT 1 FROM people_identity c WHERE c.person_id = NEW.id AND "
    + " AND ".join(f"c.after_{column} = NEW.{column}" for column in _COLUMNS)
    + " AND c.id = (SELECT MAX(d.id) FROM people_identity d WHERE d.person_id = NEW.id))"
)
_SQLITE = [
    "DROP TRIGGER people_person_frozen",
    "CREATE TRIGGER people_person_frozen BEFORE UPDATE OF id, entry_id ON people_person "
    "BEGIN SELECT RAISE(ABORT, 'people_person: id, entry_id never change'); END",
    f"CREATE TRIGGER people_person_identity BEFORE UPDATE OF {_LISTED} ON people_person WHEN NOT {_POSTED} "
    f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
]
_POSTGRESQL = [
    "DROP TRIGGER people_person_frozen ON people_person",
    "CREATE TRIGGER people_person_frozen BEFORE UPDATE OF id, entry_id ON people_person "
    "FOR EACH ROW EXECUTE FUNCTION people_person_frozen()",
    f"CREATE FUNCTION people_person_identity() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT {_POSTED} THEN "
    f"RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER people_person_identity BEFORE UPDATE OF {_LISTED} ON people_person "
    "FOR EACH ROW EXECUTE FUNCTION people_person_identity()",
]
_UNDO_SQLITE = ["DROP TRIGGER people_person_identity", "DROP TRIGGER people_person_frozen", _BEFORE.forward["sqlite"][0]]
_UNDO_POSTGRESQL = [
    "DROP TRIGGER people_person_identity ON people_person",
    "DROP FUNCTION people_person_identity()",
    "DROP TRIGGER people_person_frozen ON people_person",
    _BEFORE.forward["postgresql"][1],
]


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_heirs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('before_citizen_index', models.BinaryField(max_length=32)),
                ('before_citizen_tail', models.CharField(max_length=4, verbose_name='原证件尾号')),
                ('before_name', models.CharField(max_length=32, verbose_name='原姓名')),
                ('before_initials', models.CharField(max_length=16)),
                ('before_sex', models.CharField(max_length=6, verbose_name='原性别')),
                ('before_birth_date', models.DateField(verbose_name='原出生日期')),
                ('after_citizen_index', models.BinaryField(max_length=32)),
                ('after_citizen_tail', models.CharField(max_length=4, verbose_name='证件尾号')),
                ('after_name', models.CharField(max_length=32, verbose_name='姓名')),
                ('after_initials', models.CharField(max_length=16)),
                ('after_sex', models.CharField(max_length=6, verbose_name='性别')),
                ('after_birth_date', models.DateField(verbose_name='出生日期')),
                ('before_sealed', models.BinaryField(help_text='the number before, encrypted', verbose_name='原公民身份号码')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='登记日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='people.person')),
            ],
        ),
        append_only("people_identity"),
        Guard(_SQLITE, _POSTGRESQL, _UNDO_SQLITE, _UNDO_POSTGRESQL),
    ]
