"""Which sessions began with a second factor, and the operators who are none without one.

The function is a second one of its name, with one argument more: whoever runs the version before
goes on with the first until they are stopped.
"""

from __future__ import annotations

import importlib
from typing import ClassVar

from django.db import migrations, models

_BEFORE = importlib.import_module("adulis.identity.migrations.0002_recognise")

BY_SESSION = f"""
CREATE FUNCTION identity_recognise_session(
    wanted_session uuid, wanted_person uuid, operators_need_factor boolean)
RETURNS TABLE (seen_at timestamptz, person_role text, expires timestamptz, is_alive boolean,
               lacks_factor boolean, merchant uuid, member_role text, {_BEFORE.STANDING})
LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
        SELECT adulis_clock(),
               CASE WHEN operators_need_factor AND NOT s.has_second_factor THEN ''
                    ELSE u.operator_role::text END,
               s.expires_at,
               s.revoked_at IS NULL AND u.is_active AND s.session_version = u.session_version,
               u.operator_role <> '' AND operators_need_factor AND NOT s.has_second_factor,
               m.merchant_id, m.role::text, {_BEFORE.STANDING_COLUMNS}
          FROM identity_refresh_session AS s
          JOIN identity_user AS u ON u.id = s.user_id
          LEFT JOIN identity_membership AS m ON m.user_id = u.id
          LEFT JOIN identity_merchant AS t ON t.id = m.merchant_id
         WHERE s.id = wanted_session AND s.user_id = wanted_person;
END
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("identity", "0010_freeze_until_validated")]
    operations: ClassVar = [
        migrations.AddField(
            "refreshsession",
            "has_second_factor",
            models.BooleanField(default=False, db_default=False),
        ),
        migrations.RunSQL(
            BY_SESSION, "DROP FUNCTION identity_recognise_session(uuid, uuid, boolean)"
        ),
    ]
