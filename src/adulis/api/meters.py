"""What this process counts of the requests it answers, for ``/metrics``."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

# Where processes of one machine count together, in files that each of them maps.
if settings.PROMETHEUS_MULTIPROC_DIR:
    Path(settings.PROMETHEUS_MULTIPROC_DIR).mkdir(parents=True, exist_ok=True)
# From an answer out of memory to the longest that nginx waits.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_NOWHERE = "(none)"

REQUESTS = Histogram(
    "adulis_http_request_seconds",
    "Requests answered, by method, address pattern and status.",
    ("method", "route", "status"),
    buckets=_SECONDS,
)
COUNTED_WITHOUT_REDIS = Counter(
    "adulis_throttles_without_redis",
    "Requests that the database counted towards a limit since Redis, which should, was away.",
)
LOST_SPANS = Counter(
    "adulis_trace_spans_lost",
    "Spans of web processes that the collector never had: it was away, or too slow.",
)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def count(request: HttpRequest, response: HttpResponseBase, seconds: float) -> tuple[str, str, str]:
    """By the pattern of the address and not by the address itself, of which there is no end.

    Returns method, pattern and status, as they were counted.
    """
    match = request.resolver_match
    method = str(request.method) if request.method in _METHODS else "other"
    counted = (method, match.route if match else _NOWHERE, str(response.status_code))
    REQUESTS.labels(*counted).observe(seconds)
    return counted
