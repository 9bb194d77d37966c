"""What the application role may do, derived from the tables themselves.

A table is append-only when it carries triggers that call ``adulis_refuse_change()``; there the
application may read and insert, and not even try the rest. So the rule is written once, in the
migration that makes the table, and nobody keeps a list.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from adulis.kernel import db

# One statement per object: GRANT ON ALL TABLES would first give what must never be given.
_STATEMENTS = """
WITH tables AS (
    SELECT c.oid, format('%%I.%%I', n.nspname, c.relname) AS name, c.relname,
           EXISTS (
               SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                WHERE t.tgrelid = c.oid AND p.proname = 'adulis_refuse_change'
           ) AS append_only
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
)
SELECT format('REVOKE ALL ON TABLE %%s FROM PUBLIC, %%I', name, %(role)s) FROM tables
UNION ALL
SELECT format('GRANT %%s ON TABLE %%s TO %%I',
              CASE WHEN relname = 'django_migrations' THEN 'SELECT'
                   WHEN append_only THEN 'SELECT, INSERT'
                   ELSE 'SELECT, INSERT, UPDATE, DELETE' END, name, %(role)s)
  FROM tables
UNION ALL
SELECT format('GRANT SELECT ON %%I.%%I TO %%I', schemaname, viewname, %(role)s)
  FROM pg_views WHERE schemaname = 'public'
UNION ALL
SELECT format('GRANT USAGE, SELECT ON SEQUENCE %%I.%%I TO %%I',
              schemaname, sequencename, %(role)s)
  FROM pg_sequences WHERE schemaname = 'public'
UNION ALL
SELECT format('GRANT USAGE ON SCHEMA public TO %%I', %(role)s)
"""


def grant(role: str) -> bool:
    """Give ``role`` its rights in the current database; run as the owner after migrating.

    Returns False, having changed nothing, when there is no such role or it is the owner itself:
    then one role does everything, and ``doctor`` says what is weaker.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role]
        )
        if cursor.fetchone() is None:
            return False
        # In one transaction: nobody at work meanwhile sees what is taken and not given back yet.
        with db.transaction():
            cursor.execute(_STATEMENTS, {"role": role})
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
    return True
