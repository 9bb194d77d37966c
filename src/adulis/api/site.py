"""The few pages for people: the front door, and what each problem means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from adulis.api.problems import INTERNAL_ERROR, known_refusals, status_of


@dataclass(frozen=True, slots=True)
class Explained:
    """A problem as a person reads it."""

    code: str
    title: str
    status: int
    retryable: bool
    what_to_do: str


def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "api/landing.html", {"is_sandbox": settings.ADULIS_MODE == "sandbox"})


def problems(request: HttpRequest) -> HttpResponse:
    return render(request, "api/problems.html", {"problems": explained().values()})


def problem(request: HttpRequest, code: str) -> HttpResponse:
    """What the ``type`` of a problem points to."""
    if code not in explained():
        raise Http404
    return render(request, "api/problem.html", {"problem": explained()[code]})


@lru_cache(maxsize=1)
def explained() -> dict[str, Explained]:
    """Every problem by its code, in order."""
    found = [
        Explained(each.code, each.title, status_of(each), each.retryable, each.what_to_do)
        for each in known_refusals()
    ]
    found.append(
        Explained(
            INTERNAL_ERROR,
            "Something is broken on our side.",
            500,
            retryable=False,
            what_to_do="Tell us the request_id. A request that moves money may be repeated with the"
            " same Idempotency-Key: it happens once.",
        )
    )
    return {each.code: each for each in sorted(found, key=lambda each: each.code)}
