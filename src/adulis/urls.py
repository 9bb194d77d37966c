"""Every address of the platform."""

from __future__ import annotations

import sys
from functools import partial
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.views import defaults

from adulis.api import health, known_devices, problems, site, throttles, unsubscribe
from adulis.api.errors import TooManyRequests
from adulis.api.middleware import is_api
from adulis.api.visits import visit_of
from adulis.backoffice.sign_in import account_named
from adulis.backoffice.site import back_office
from adulis.identity.values import Shown
from adulis.kernel.errors import Malformed
from adulis.ops.metrics import metrics


def back_office_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The same limits as for signing in anywhere else."""
    if request.method == "POST":
        try:
            throttles.take("login_per_address", visit_of(request).throttle_subject)
            account = account_named(request)
            tries = known_devices.tries_of(request, account)
            throttles.take("login_per_account", tries.password)
            take_code = partial(throttles.take, "second_factor_per_account", tries.code)
            request.take_code = take_code  # type: ignore[attr-defined]
            answer = back_office.login(request)
        except TooManyRequests as refusal:
            return problems.problem(request, refusal)
        if answer.status_code == HTTPStatus.FOUND:
            # The form has put it there: only so does a sign-in lead anywhere.
            shown: Shown = request.shown  # type: ignore[attr-defined]
            known_devices.remember(answer, request, account, shown)
        return answer
    return back_office.login(request)


# Where a missing page is missing, and is not to be answered with the web app.
_NOT_THE_APPS = (
    "admin",
    "api",
    "assets",
    "healthz",
    "ifsc",
    "metrics",
    "problems",
    "readyz",
    "static",
)

urlpatterns = [
    path("", site.front_door, name="front-door"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("problems/", site.problems, name="problems"),
    # A problem's `type` has no slash at its end; people type one.
    re_path(r"^problems/(?P<code>[a-z_]+)/?$", site.problem, name="problem"),
    path("unsubscribe/<str:token>", unsubscribe.unsubscribe, name="unsubscribe"),
    path("admin/login/", back_office_sign_in),
    path("admin/", back_office.urls),
    path("api/v1/", include("adulis.api.routes")),
    re_path(r"^api/", problems.not_found),
    # All other addresses are the web app's own, but for names of files, which exist or do not.
    re_path(rf"^(?!(?:{'|'.join(_NOT_THE_APPS)})(?:/|$))[^.]*$", site.app, name="app"),
]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Also where the Host header is not ours: nothing of the request is to be believed."""
    if is_api(request):
        return problems.problem(request, Malformed())
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse | HttpResponseBase:
    """A bug outside any endpoint; Django has told whoever listens."""
    if is_api(request):
        return problems.bug(request, sys.exc_info()[1], is_told=True)
    return defaults.server_error(request)


handler400 = bad_request
handler500 = server_error
