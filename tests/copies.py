"""Many cases at once, made by the database: for what must not depend on how many there are."""

from django.db import connection

from procedures.models import Case, JournalEntry

OWN = ("id", "code", "submit_key")


def copies(one: Case, count: int) -> list[str]:
    """Codes of so many more cases that stand where this one stands, journals included.

    Their personal answers are sealed for the first one and cannot be opened.
    """
    names = [field.column for field in Case._meta.concrete_fields if field.column not in OWN]
    entry = [field.column for field in JournalEntry._meta.concrete_fields]
    entry = [name for name in entry if name not in ("id", "case_id")]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO procedures_case (id, code, submit_key, {', '.join(names)})"
            f" SELECT gen_random_uuid(), 'B-' || i, gen_random_uuid(), {', '.join(names)}"
            " FROM procedures_case, generate_series(1, %s) i WHERE code = %s",
            [count, one.code],
        )
        cursor.execute(
            f"INSERT INTO procedures_journalentry (case_id, {', '.join(entry)})"
            f" SELECT c.id, {', '.join(f'e.{name}' for name in entry)}"
            " FROM procedures_case c, procedures_journalentry e"
            " WHERE c.code LIKE 'B-%%' AND e.case_id = %s",
            [one.pk],
        )
        cursor.execute("ANALYZE procedures_case, procedures_journalentry")
    return [f"B-{i}" for i in range(1, count + 1)]
