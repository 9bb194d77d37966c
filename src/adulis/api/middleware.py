"""What happens around every request: a name for it, a line in the log, and headers that protect."""

from __future__ import annotations

import time
from collections.abc import Callable
from hmac import compare_digest
from typing import Any, cast

import structlog
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware

from adulis.api import meters
from adulis.api.errors import GatewayKeyRequired
from adulis.api.problems import problem
from adulis.api.visits import Visit, begin_visit
from adulis.kernel import origins, tracing

log = structlog.get_logger("adulis.request")

API = "/api/"
# Asked every few seconds by whoever watches over us; nobody wants to read that.
_QUIET = frozenset(("/healthz", "/readyz", "/metrics"))
# An answer of the API is data: it loads nothing, is framed by nothing, and is kept by no cache.
_API_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Frame-Options", "DENY"),
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, rather than a person with a browser."""
    return request.path_info.startswith(API)


class RequestMiddleware:
    """Outermost: names the request, logs it, and tells the client the name."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        visit = begin_visit(request)
        if request.path_info in _QUIET:
            return self._answered(request, visit)
        # What a client says of traces of its own is not believed: its ids could be anybody's.
        with tracing.root("request", kind=tracing.SERVER, adulis__request_id=visit.request_id):
            return self._answered(request, visit)

    def _answered(self, request: HttpRequest, visit: Visit) -> HttpResponseBase:
        began = time.perf_counter()
        origins.begin(visit.request_id, place=tracing.place())
        response = self.get_response(request)
        took = time.perf_counter() - began
        method, route, status = meters.count(request, response, took)
        tracing.say(
            f"{method} {route}",
            http__request__method=method,
            http__route=route,
            http__response__status_code=int(status),
        )
        response["X-Request-Id"] = visit.request_id
        if is_api(request):
            for name, value in _API_HEADERS:
                response.headers.setdefault(name, value)
        if request.path_info not in _QUIET:
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round(took * 1000, 1),
                address=visit.address,
            )
        return response


class GatewayKey:
    """With ``GATEWAY_KEY`` set, refuses whoever did not come through the proxy that knows it.

    What the proxy does for us – limits, TLS, who the client is – is then done for every request.
    Who asks after our health stands beside us; metrics have a token of their own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._may_come(request):
            return self.get_response(request)
        if is_api(request):
            return problem(request, GatewayKeyRequired())
        return HttpResponseForbidden(GatewayKeyRequired.title, content_type="text/plain")

    def _may_come(self, request: HttpRequest) -> bool:
        if not settings.GATEWAY_KEY or request.path_info in _QUIET:
            return True
        said = request.META.get("HTTP_X_GATEWAY_KEY", "").encode()
        known = (settings.GATEWAY_KEY, *settings.GATEWAY_KEY_FALLBACKS)
        return any(compare_digest(said, each.encode()) for each in known if each)


class KnownHosts(CommonMiddleware):
    """Refuses names that are not ours (``ALLOWED_HOSTS``), except where health is asked after.

    A container asks itself, and its orchestrator by an address that nobody has written down.
    """

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in _QUIET:
            return cast("HttpResponseBase", self.get_response(request))
        return cast("HttpResponseBase", super().__call__(request))


class _ForPages:
    """Mixed into Django's middleware for browsers, which the API needs none of.

    Sessions, CSRF tokens and messages belong to the back office. The API carries its credentials in
    a header that no other site can send, so there it would be work for nothing.
    """

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_api(request):
            api_answer: HttpResponseBase = self.get_response(request)
            return api_answer
        answer: HttpResponseBase = super().__call__(request)  # type: ignore[misc]
        return answer


class PageSessions(_ForPages, SessionMiddleware):
    pass


class PageCsrf(_ForPages, CsrfViewMiddleware):
    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseForbidden | None:
        return None if is_api(request) else super().process_view(request, *view)


class PageAuthentication(_ForPages, AuthenticationMiddleware):
    pass


class PageMessages(_ForPages, MessageMiddleware):
    pass


class PageFrames(_ForPages, XFrameOptionsMiddleware):
    pass


class PagePolicy(_ForPages, CSPMiddleware):
    pass
