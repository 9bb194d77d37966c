"""The door of the back office: the password, and the code where an authenticator app is set up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from adulis.identity import actions
from adulis.identity.errors import (
    AuthenticatorRequired,
    EmailNotConfirmed,
    SecondFactorRequired,
    SecondFactorWrong,
)
from adulis.identity.values import Code, Device
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.db import clock, network_clock, transaction


class SignInForm(AdminAuthenticationForm):
    """Django's, but that nobody comes in here past their second factor."""

    code = forms.CharField(
        required=False,
        max_length=20,
        label="Code (if you set up an authenticator app)",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        typed = self.cleaned_data.get("code", "")
        take_code = getattr(self.request, "take_code", None)
        if typed and take_code is not None:
            # Only now, the password being right: a stranger must not use up the owner's tries.
            take_code()
        device = _device_of(self.request)
        kind = ActorKind.OPERATOR if user.is_operator else ActorKind.USER
        try:
            with transaction():
                shown = actions.sign_in_to_back_office(
                    user=user,
                    password=self.cleaned_data["password"],
                    code=Code(typed, network_clock()) if typed else None,
                    device=device,
                    actor=Actor(kind, str(user.pk), str(user.pk), device.address),
                    at=clock(),
                )
        except AuthenticatorRequired as refused:
            place = f"{settings.PUBLIC_URL}/settings/authenticator"
            raise ValidationError(
                f"{refused.title} Set one up at {place}.", refused.code
            ) from refused
        except (EmailNotConfirmed, SecondFactorRequired, SecondFactorWrong) as refused:
            raise ValidationError(refused.title, code=refused.code) from refused
        if self.request is not None:
            # For the door, which lets this browser remember it.
            self.request.shown = shown  # type: ignore[attr-defined]


def account_named(request: HttpRequest) -> str:
    """Whose password is tried here. The form takes full-width letters and the like for plain ones;
    a limit that did not would be as many limits as there are spellings.
    """
    typed = UsernameField().to_python(request.POST.get("username", ""))
    return str(typed).lower()


def _device_of(request: HttpRequest | None) -> Device:
    """From where, as far as our proxies may be believed."""
    if request is None:
        return Device("", "")
    visit = getattr(request, "visit", None)
    address = visit.address if visit is not None else request.META.get("REMOTE_ADDR", "")
    return Device(address, request.META.get("HTTP_USER_AGENT", ""))
