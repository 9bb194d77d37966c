"""The door of the back office: the password, and the code where an authenticator app is set up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from adulis.identity import actions
from adulis.identity.errors import EmailNotConfirmed, SecondFactorRequired, SecondFactorWrong
from adulis.identity.values import Code
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
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        take_code = getattr(self.request, "take_code", None)
        if typed and take_code is not None:
            # Only now, the password being right: a stranger must not use up the owner's tries.
            take_code()
        try:
            with transaction():
                actions.prove_second_factor(
                    user_id=user.pk,
                    code=Code(typed, network_clock()) if typed else None,
                    actor=Actor(ActorKind.OPERATOR, str(user.pk), str(user.pk), address),
                    at=clock(),
                )
        except (EmailNotConfirmed, SecondFactorRequired, SecondFactorWrong) as refused:
            raise ValidationError(refused.title, code=refused.code) from refused
