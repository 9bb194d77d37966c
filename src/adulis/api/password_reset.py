"""``/auth/password/reset/``: a new password for who reads the mailbox."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.auth import LONGEST_PASSWORD
from adulis.api.fields import StrictString
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents
from adulis.api.shapes import read_body
from adulis.api.sign_up import Address, LinkToken
from adulis.api.views import PublicEndpoint
from adulis.api.visits import visit_of
from adulis.identity import actions
from adulis.identity.errors import LinkExpired, LinkInvalid, LinkUsed, PasswordTooWeak
from adulis.identity.values import WishKind, stranger
from adulis.kernel.db import clock, transaction


class NewPassword(LinkToken):
    new_password = StrictString(min_length=1, max_length=LONGEST_PASSWORD)


class RequestReset(PublicEndpoint):
    @documents(
        "request_password_reset",
        "Ask for a link to choose a new password",
        body=Address,
        answers={202: EMPTY},
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The answer is the same whether or not the address is registered."""
        given = read_body(request, Address)
        visit = visit_of(request)
        throttles.take("links_per_address", visit.throttle_subject)
        throttles.take("letters_per_recipient", given["email"].strip().lower())
        with transaction():
            actions.wish_for_link(
                kind=WishKind.RESET_PASSWORD,
                email=given["email"],
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        return answer({}, status=202)


class Reset(PublicEndpoint):
    @documents(
        "reset_password",
        "Choose a new password",
        body=NewPassword,
        answers={200: EMPTY},
        refuses=(LinkInvalid, LinkUsed, LinkExpired, PasswordTooWeak),
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """With the token of the letter's link, which is good once. Ends every session; signing in
        still asks for the code of an authenticator app where one is set up.
        """
        given = read_body(request, NewPassword)
        visit = visit_of(request)
        throttles.take("links_per_address", visit.throttle_subject)
        with transaction():
            actions.reset_password(
                token=given["token"],
                new_password=given["new_password"],
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        return answer({})


urlpatterns = [
    path("auth/password/reset/", RequestReset.as_view(), name="auth-password-reset"),
    path("auth/password/reset/confirm/", Reset.as_view(), name="auth-password-reset-confirm"),
]
