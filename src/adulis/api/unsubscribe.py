"""``/unsubscribe/<token>``: the page behind "no more letters about …". Nobody signs in for it.

Opening it changes nothing: programs open every link of a letter before people do. Only a POST
switches letters off, by the button of the page, or by a mail program's own (RFC 8058).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from adulis.api.problems import status_of
from adulis.api.visits import visit_of
from adulis.identity.values import stranger
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.notifications import actions, queries
from adulis.notifications.values import CHOICES, Group

_PAGE = "api/unsubscribe.html"


# Whoever has the letter may post, from whichever program: the token says it all.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The question, and what became of it."""
    try:
        if request.method != "POST":
            return _told(request, queries.groups_behind(token, at=db.clock()), is_done=False)
        visit = visit_of(request)
        actor = stranger(visit.address, visit.request_id)
        with db.transaction():
            groups = actions.unsubscribe(token=token, actor=actor, at=db.clock())
        return _told(request, groups, is_done=True)
    except Refusal as refusal:
        context = {"problem": refusal}
        return render(request, _PAGE, context, status=status_of(type(refusal)))


def _told(request: HttpRequest, groups: Sequence[Group], *, is_done: bool) -> HttpResponse:
    titles = " · ".join(CHOICES[each].title for each in groups)
    what = CHOICES[groups[0]].what if len(groups) == 1 else ""
    answer = render(request, _PAGE, {"titles": titles, "what": what, "is_done": is_done})
    # The address is a key to this one switch; nobody else needs to learn it.
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    return answer
