"""The one permission every endpoint has. What a role or scope allows is asked of the Viewer."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from adulis.kernel.errors import Unauthenticated


class SignedIn(BasePermission):
    """Somebody we know."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.user is None:
            raise Unauthenticated("Send Authorization: Bearer with an access token or an API key.")
        return True
