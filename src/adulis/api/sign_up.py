"""``/auth/register/`` and ``/auth/confirm-email/``: how a stranger becomes somebody.

Whether an address is registered is told to its mailbox only: nobody is looked up here.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.auth import LONGEST_PASSWORD
from adulis.api.fields import StrictString
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import PublicEndpoint
from adulis.api.visits import visit_of
from adulis.identity import actions
from adulis.identity.errors import (
    EmailInvalid,
    LinkExpired,
    LinkInvalid,
    LinkUsed,
    PasswordNotTheOneChosen,
    PasswordTooWeak,
)
from adulis.identity.values import WishKind, stranger
from adulis.kernel.db import clock, transaction


class Registration(Shape):
    email = StrictString(min_length=3, max_length=254)
    name = StrictString(min_length=1, max_length=120)
    password = StrictString(min_length=1, max_length=LONGEST_PASSWORD)


class Address(Shape):
    email = StrictString(min_length=3, max_length=254)


class LinkToken(Shape):
    token = StrictString(min_length=1, max_length=200, help_text="From the link in the letter.")


class Confirmation(LinkToken):
    password = StrictString(
        min_length=1, max_length=LONGEST_PASSWORD, help_text="The one chosen at sign-up."
    )


class ConfirmedOut(serializers.Serializer[Any]):
    email = serializers.EmailField()


class Register(PublicEndpoint):
    @documents(
        "register",
        "Sign up",
        body=Registration,
        answers={202: EMPTY},
        refuses=(EmailInvalid, PasswordTooWeak),
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """A letter with a link follows; signing in works once that was followed. The answer is the
        same for an address that is registered already, whose owner gets another letter.
        """
        given = read_body(request, Registration)
        visit = visit_of(request)
        throttles.take("register_per_address", visit.throttle_subject)
        throttles.take("letters_per_recipient", given["email"].strip().lower())
        with transaction():
            actions.wish_to_sign_up(
                email=given["email"],
                name=given["name"],
                password=given["password"],
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        return answer({}, status=202)


class ConfirmEmail(PublicEndpoint):
    @documents(
        "confirm_email",
        "Confirm an e-mail address",
        body=Confirmation,
        answers={200: ConfirmedOut},
        refuses=(LinkInvalid, LinkUsed, LinkExpired, PasswordNotTheOneChosen),
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """With the token of the letter's link, which is good once, and the password chosen at
        sign-up: a stranger may have signed up with somebody else's address. Signs nobody in.
        """
        given = read_body(request, Confirmation)
        visit = visit_of(request)
        throttles.take("links_per_address", visit.throttle_subject)
        throttles.take("confirmations_per_link", given["token"])
        with transaction():
            email = actions.confirm_email(
                token=given["token"],
                password=given["password"],
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        return answer({"email": email})


class ResendConfirmation(PublicEndpoint):
    @documents(
        "resend_confirmation",
        "Send the link that confirms an address again",
        body=Address,
        answers={202: EMPTY},
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The answer is the same whether or not there is something to confirm."""
        given = read_body(request, Address)
        visit = visit_of(request)
        throttles.take("links_per_address", visit.throttle_subject)
        throttles.take("letters_per_recipient", given["email"].strip().lower())
        with transaction():
            actions.wish_for_link(
                kind=WishKind.CONFIRM_EMAIL,
                email=given["email"],
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        return answer({}, status=202)


urlpatterns = [
    path("auth/register/", Register.as_view(), name="auth-register"),
    path("auth/confirm-email/", ConfirmEmail.as_view(), name="auth-confirm-email"),
    path(
        "auth/confirm-email/resend/",
        ResendConfirmation.as_view(),
        name="auth-confirm-email-resend",
    ),
]
