"""Who is at the door, before they have said who they are: the facts of one HTTP request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request

from adulis.kernel.ids import new_id

# Long enough for a UUID or a trace id, and nothing a log line could be forged with.
_SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True)
class Visit:
    """``request_id`` ties log lines together; ``address`` is the client's IP address, or empty."""

    request_id: str
    address: str

    @property
    def throttle_subject(self) -> str:
        """One household or server: an IPv4 address, or the /64 that an IPv6 customer is given."""
        if ":" not in self.address:
            return self.address
        return str(ip_network(f"{self.address}/64", strict=False))


def begin_visit(request: HttpRequest) -> Visit:
    """Read the facts off the request and keep them on it."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    request_id = given if _SANE_REQUEST_ID.fullmatch(given) else str(new_id())
    visit = Visit(request_id, _client_address(request))
    request.visit = visit  # type: ignore[attr-defined]
    return visit


def visit_of(request: HttpRequest | Request) -> Visit:
    """The facts kept by ``begin_visit``; reads them now if no middleware did."""
    plain = cast("HttpRequest", getattr(request, "_request", request))
    visit = getattr(plain, "visit", None)
    return visit if isinstance(visit, Visit) else begin_visit(plain)


def _client_address(request: HttpRequest) -> str:
    """The address the outermost of *our* proxies saw.

    X-Forwarded-For is a list that every proxy appends to; only as many entries from its end as we
    have proxies are true, and anything before them is what the client likes to be.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.NUM_PROXIES > 0:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        if hops:
            address = hops[-min(settings.NUM_PROXIES, len(hops))]
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(parsed)
