"""``Authorization: Bearer`` with an access token or an API key, or ``X-Api-Key`` with a key."""

from __future__ import annotations

import structlog
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.visits import visit_of
from adulis.identity.actions import note_key_use
from adulis.identity.errors import InvalidApiKey, InvalidToken
from adulis.identity.queries import may_be_a_key, recognise
from adulis.identity.values import Caller
from adulis.kernel.db import transaction


class BearerAuthentication(BaseAuthentication):
    """Puts a ``Caller`` into ``request.user``, with one query."""

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        """None when nothing was presented; raises Unauthenticated when what was is no good.

        What could be a key and is none costs the address a turn, and raises TooManyRequests once
        it has none left. A right one costs nothing, whoever guesses from the same address.
        """
        presented = _presented(request)
        if presented is None:
            return None
        visit = visit_of(request)
        try:
            found = recognise(presented, address=visit.address, request_id=visit.request_id)
        except InvalidApiKey:
            if may_be_a_key(presented):
                throttles.take("wrong_keys_per_address", visit.throttle_subject)
            raise
        caller = found.caller
        if found.is_key_use_due and caller.key_id is not None:
            with transaction():
                note_key_use(key_id=caller.key_id, actor=caller.actor, at=caller.seen_at)
        structlog.contextvars.bind_contextvars(actor=str(caller.actor))
        return caller, None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="adulis"'


def _presented(request: Request) -> str | None:
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        key: str | None = request.META.get("HTTP_X_API_KEY")
        return key
    scheme, _, credential = header.partition(" ")
    if scheme.lower() != "bearer" or not credential.strip():
        raise InvalidToken("Send Authorization: Bearer, then a space and the token or key.")
    return str(credential.strip())


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema names it."""

    target_class = "adulis.api.authentication.BearerAuthentication"
    name = ["bearer", "apiKey"]

    def get_security_definition(self, auto_schema: object) -> list[dict[str, str]]:
        return [
            {
                "type": "http",
                "scheme": "bearer",
                "description": "An access token from /auth/token/, or an API key (sk_…).",
            },
            {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
        ]
