"""The few pages for people: the web app, a front door without it, and what each problem means."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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


# What the build of the web app writes where a nonce belongs (web/vite.config.ts).
NONCE = "ADULIS-CSP-NONCE"
# Styles of ours are files. Dialogs add one element while they are open, which carries the nonce.
_APP_POLICY = (
    "default-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def front_door(request: HttpRequest) -> HttpResponse:
    """The web app, or what there is where nobody has built it."""
    return landing(request) if app_page(settings.WEB_DIST) is None else app(request)


def app(_request: HttpRequest) -> HttpResponse:
    """The one page of the web app, at every address of it: which one it is, the page finds out.

    It is not kept, since it names the files of this build; those are kept for ever.
    """
    page = app_page(settings.WEB_DIST)
    if page is None:
        raise Http404
    nonce = secrets.token_urlsafe(18)
    answer = HttpResponse(page.replace(NONCE, nonce))
    answer["Content-Security-Policy"] = _APP_POLICY.format(nonce=nonce)
    answer["Cache-Control"] = "no-cache"
    return answer


@lru_cache(maxsize=8)
def app_page(folder: Path) -> str | None:
    """The page as it was built, read once: its files are known to this process from its start."""
    page = folder / "index.html"
    return page.read_text("utf-8") if page.is_file() else None


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
