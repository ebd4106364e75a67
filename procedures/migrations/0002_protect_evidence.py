"""The journal, the access log and the checkpoints can be added to and read, nothing else.

Triggers refuse UPDATE, DELETE and TRUNCATE to everybody; the role the application runs as
does not even hold the rights. A superuser can get round both: that is what the hash chain
and the checkpoints are for.
"""

from django.conf import settings
from django.db import migrations

TABLES = ("procedures_journalentry", "procedures_accesslog", "procedures_checkpoint")

FUNCTION = """
CREATE FUNCTION procedures_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION procedures_refuse_change();
"""
REVOKE = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role};
    END IF;
END $$;
"""


def protect() -> str:
    role = settings.DATABASE_APP_ROLE
    parts = [FUNCTION]
    for table in TABLES:
        parts += [TRIGGER.format(table=table), REVOKE.format(table=table, role=role)]
    return "".join(parts)


def unprotect() -> str:
    drops = "".join(f"DROP TRIGGER append_only ON {table};" for table in TABLES)
    return drops + "DROP FUNCTION procedures_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [migrations.RunSQL(protect(), unprotect())]
