"""The base of every endpoint: DRF's view without the choices we never make.

One parser, one renderer, no versions in headers, no browsable API: deciding these anew for every
request costs more than most of our handlers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from adulis.api.authentication import BearerAuthentication
from adulis.api.errors import MethodNotAllowed
from adulis.api.parsers import StrictJSONParser
from adulis.api.permissions import SignedIn
from adulis.api.problems import exception_handler
from adulis.api.renderers import JSON, OrjsonRenderer
from adulis.identity.values import Caller
from adulis.kernel.errors import Malformed

_PARSERS: list[BaseParser] = [StrictJSONParser()]
_RENDERER = OrjsonRenderer()


class Endpoint(APIView):
    """For people and programs who have said who they are.

    Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
    ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
    """

    authenticators: ClassVar[list[BaseAuthentication]] = [BearerAuthentication()]
    permissions: ClassVar[list[BasePermission]] = [SignedIn()]
    max_body_bytes: ClassVar[int | None] = None
    # OPTIONS is asked by browsers about other sites' requests, and none of theirs is welcome.
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    # What never differs between requests is made once, not looked up in settings each time.
    def get_authenticators(self) -> list[BaseAuthentication]:
        return self.authenticators

    def get_permissions(self) -> list[BasePermission]:
        return self.permissions

    def get_parsers(self) -> list[BaseParser]:
        return _PARSERS

    def get_renderers(self) -> list[BaseRenderer]:
        return [_RENDERER]

    def perform_content_negotiation(
        self,
        request: Request,
        force: bool = False,  # noqa: FBT001, FBT002 – DRF's signature
    ) -> tuple[BaseRenderer, str]:
        return _RENDERER, JSON

    def determine_version(self, request: Request, *args: Any, **kwargs: Any) -> tuple[None, None]:
        return None, None

    def get_format_suffix(self, **kwargs: Any) -> None:
        return None

    def check_throttles(self, request: Request) -> None:
        """Ours are taken by name, where it is known whose they are: ``throttles.take``."""

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return exception_handler  # type: ignore[return-value]

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            raise Malformed("The body has no Content-Length, so it was not read.", pointer="")
        super().initial(request, *args, **kwargs)

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        raise MethodNotAllowed(allowed_methods=self.allowed_methods)

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if response.status_code == 405:
            response["Allow"] = ", ".join(self.allowed_methods)
        if isinstance(response, HttpResponse) and not isinstance(response, Response):
            return response
        return super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]


class PublicEndpoint(Endpoint):
    """For anybody: credentials are neither asked for nor looked at."""

    authenticators: ClassVar[list[BaseAuthentication]] = []
    permissions: ClassVar[list[BasePermission]] = []


def caller_of(request: Request) -> Caller:
    """Who is asking. For endpoints behind ``SignedIn``."""
    return cast("Caller", request.user)
