"""The verb that makes somebody an operator, another kind of one, or none."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.identity.actions.people import end_all_sessions, locked_user
from adulis.identity.values import OperatorRole
from adulis.kernel.actors import Actor
from adulis.kernel.db import transaction_required


@transaction_required
def set_operator_role(
    *, user_id: UUID, role: OperatorRole | None, reason: str, actor: Actor, at: datetime
) -> bool:
    """Give a person this role, or none; their sessions end, since they were another person's.

    Doing it again changes nothing; returns whether it did. Raises UserNotFound.
    """
    user = locked_user(user_id)
    before, after = user.operator_role, role or ""
    if before == after:
        return False
    user.operator_role = after
    ended = end_all_sessions(user, reason="operator_role_changed", at=at)
    user.save(update_fields=["operator_role", "session_version"])
    audit.write(
        actor=actor,
        action="user.set_operator_role",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={"operator_role": before},
        after={"operator_role": after, "sessions_ended": ended, "reason": reason},
        at=at,
    )
    return True
