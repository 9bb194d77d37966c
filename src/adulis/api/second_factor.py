"""``/auth/second-factor/``: an authenticator app, and the recovery codes that stand in for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.auth import LONGEST_CODE, LONGEST_PASSWORD
from adulis.api.fields import StrictString
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, caller_of
from adulis.identity import actions, queries
from adulis.identity.errors import (
    CurrentPasswordWrong,
    PersonRequired,
    SecondFactorAlreadyOn,
    SecondFactorNotBegun,
    SecondFactorOff,
    SecondFactorWrong,
)
from adulis.identity.values import Caller, Code, FactorState
from adulis.kernel.db import network_clock, transaction


class PasswordIn(Shape):
    current_password = StrictString(min_length=1, max_length=LONGEST_PASSWORD)


class CodeIn(Shape):
    code = StrictString(min_length=1, max_length=LONGEST_CODE, help_text="What the app shows.")


class PasswordAndCodeIn(PasswordIn):
    code = StrictString(
        min_length=1, max_length=LONGEST_CODE, help_text="Of the app, or a recovery code."
    )


class FactorOut(serializers.Serializer[Any]):
    state = serializers.ChoiceField([state.value for state in FactorState])
    turned_on_at = serializers.DateTimeField(allow_null=True)
    recovery_codes_left = serializers.IntegerField()


class SecretOut(serializers.Serializer[Any]):
    """For the app: to be typed in, or drawn as a QR code. Shown only now."""

    secret = serializers.CharField()
    otpauth_uri = serializers.CharField()


class RecoveryCodesOut(serializers.Serializer[Any]):
    """Each opens once, in place of the app's code. Shown only now."""

    recovery_codes = serializers.ListField(child=serializers.CharField())


class Factor(Endpoint):
    @documents(
        "get_second_factor",
        "Whether signing in needs a code",
        answers={200: FactorOut},
        refuses=(PersonRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        caller = caller_of(request)
        caller.require_person()
        seen = queries.second_factor_of(caller)
        return answer(
            {
                "state": seen.state,
                "turned_on_at": seen.turned_on_at,
                "recovery_codes_left": seen.recovery_codes_left,
            }
        )


class Begin(Endpoint):
    @documents(
        "begin_second_factor",
        "Begin to set up an authenticator app",
        body=PasswordIn,
        answers={200: SecretOut},
        refuses=(PersonRequired, CurrentPasswordWrong, SecondFactorAlreadyOn),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Nothing is asked for until a code confirms it. Beginning again gives another secret."""
        caller, given = _asked(request, PasswordIn)
        with transaction():
            made = actions.begin_second_factor(
                user_id=caller.user_id,
                current_password=given["current_password"],
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"secret": made.secret, "otpauth_uri": made.uri})


class Confirm(Endpoint):
    @documents(
        "confirm_second_factor",
        "Turn the authenticator app on",
        body=CodeIn,
        answers={200: RecoveryCodesOut},
        refuses=(
            PersonRequired,
            SecondFactorWrong,
            SecondFactorNotBegun,
            SecondFactorAlreadyOn,
        ),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """From now on signing in needs a code. Keep the recovery codes: they are shown only now."""
        caller, given = _asked(request, CodeIn)
        with transaction():
            codes = actions.confirm_second_factor(
                user_id=caller.user_id,
                code=Code(given["code"], network_clock()),
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"recovery_codes": codes})


class Disable(Endpoint):
    @documents(
        "disable_second_factor",
        "Remove the authenticator app",
        body=PasswordAndCodeIn,
        answers={200: EMPTY},
        refuses=(PersonRequired, CurrentPasswordWrong, SecondFactorWrong, SecondFactorOff),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The recovery codes go with it."""
        caller, given = _asked(request, PasswordAndCodeIn)
        with transaction():
            actions.disable_second_factor(
                user_id=caller.user_id,
                current_password=given["current_password"],
                code=Code(given["code"], network_clock()),
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({})


class RecoveryCodes(Endpoint):
    @documents(
        "make_recovery_codes",
        "Make new recovery codes",
        body=PasswordAndCodeIn,
        answers={200: RecoveryCodesOut},
        refuses=(PersonRequired, CurrentPasswordWrong, SecondFactorWrong, SecondFactorOff),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The old ones are dead."""
        caller, given = _asked(request, PasswordAndCodeIn)
        with transaction():
            codes = actions.make_recovery_codes(
                user_id=caller.user_id,
                current_password=given["current_password"],
                code=Code(given["code"], network_clock()),
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"recovery_codes": codes})


def _asked(request: Request, shape: type[Shape]) -> tuple[Caller, dict[str, Any]]:
    """By a person, and not too often: whoever sits at a stranger's desk may not guess for long."""
    caller = caller_of(request)
    caller.require_person()
    given = read_body(request, shape)
    throttles.take("second_factor_per_account", str(caller.user_id))
    return caller, given


urlpatterns = [
    path("auth/second-factor/", Factor.as_view(), name="auth-second-factor"),
    path("auth/second-factor/begin/", Begin.as_view(), name="auth-second-factor-begin"),
    path("auth/second-factor/confirm/", Confirm.as_view(), name="auth-second-factor-confirm"),
    path("auth/second-factor/disable/", Disable.as_view(), name="auth-second-factor-disable"),
    path(
        "auth/second-factor/recovery-codes/",
        RecoveryCodes.as_view(),
        name="auth-second-factor-recovery-codes",
    ),
]
