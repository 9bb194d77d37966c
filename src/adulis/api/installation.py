"""``/installation/``: what a program has to know before anybody signs in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.views import PublicEndpoint
from adulis.kernel import db


class DemoLoginOut(serializers.Serializer[Any]):
    """A login that is everybody's."""

    email = serializers.CharField()
    password = serializers.CharField()


class InstallationOut(serializers.Serializer[Any]):
    """Whether money is real here, and what time it is: a sandbox may be ahead of the world."""

    mode = serializers.ChoiceField(["sandbox", "live"])
    now = serializers.DateTimeField()
    demo_login = DemoLoginOut(allow_null=True)


class Installation(PublicEndpoint):
    @documents(
        "get_installation",
        "See what kind of installation this is",
        answers={200: InstallationOut},
        public=True,
    )
    def get(self, request: Request) -> HttpResponse:
        return answer(
            {"mode": settings.ADULIS_MODE, "now": db.clock(), "demo_login": _demo_login()}
        )


def _demo_login() -> dict[str, str] | None:
    """Said only where nothing is real, whatever the settings say."""
    email, _, password = settings.DEMO_LOGIN.partition(":")
    if settings.ADULIS_MODE != "sandbox" or not password:
        return None
    return {"email": email, "password": password}


urlpatterns = [path("installation/", Installation.as_view(), name="installation")]
