"""Who stands at the back office, as the rooms know them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from adulis.identity.values import Caller, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind


def operator_of(request: HttpRequest) -> Caller:
    """The operator who is signed in, as a caller of the API would be."""
    user = request.user
    user_id = UUID(str(user.pk))
    # Where they sit, as the outermost middleware has seen it.
    visit: Any = getattr(request, "visit", None)
    address, request_id = getattr(visit, "address", ""), getattr(visit, "request_id", "")
    return Caller(
        actor=Actor(ActorKind.OPERATOR, str(user_id), str(user_id), address, request_id),
        user_id=user_id,
        seen_at=db.clock(),
        memberships={},
        operator_role=OperatorRole(getattr(user, "operator_role", "")),
    )


def may(operator: Caller, roles: Collection[OperatorRole]) -> bool:
    return operator.operator_role in roles


def require(request: HttpRequest, roles: Collection[OperatorRole]) -> Caller:
    """The operator, if of one of ``roles``. Raises PermissionDenied, which is a 403."""
    operator = operator_of(request)
    if not may(operator, roles):
        raise PermissionDenied
    return operator
