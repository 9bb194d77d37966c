"""What is done to a thing for a reason: the form, the question before it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from adulis.backoffice import pages
from adulis.kernel import db
from adulis.kernel.errors import Refusal


class ReasonForm(forms.Form):
    """Why; ``who_reads`` says what becomes of it."""

    reason = forms.CharField(min_length=3, max_length=200)

    def __init__(self, *args: Any, who_reads: str = "It is kept.", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = who_reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb of a room, with a reason.

    ``title``, ``meaning``, ``told`` and ``button`` are what is asked before it. ``do`` takes the
    reason, in a transaction; where it answers False, all was so already, and else it is ``done``.
    ``place`` is where the thing is seen, and ``leads_to`` what is shown afterwards.
    """

    title: str
    meaning: str
    told: Sequence[tuple[str, str]]
    button: str
    do: Callable[[str], Any]
    done: str
    place: str
    leads_to: str


def carry_out(
    request: HttpRequest, site: admin.AdminSite, deed: Deed, again: Callable[[str], HttpResponse]
) -> HttpResponse:
    """Once to say what it does, and once more, ``confirmed``, to do it.

    What is wrong with it, or refused, is told by ``again``: the page of the thing, with an error.
    """
    if request.method != "POST":
        return HttpResponseRedirect(deed.place)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return again(pages.wrong_with(form))
    reason = form.cleaned_data["reason"]
    if not pages.is_confirmed(request):
        return pages.confirm(
            request, site, title=deed.title, meaning=deed.meaning,
            told=[*deed.told, ("Reason", reason)], sent={"reason": reason},
            back=deed.place, button=deed.button,
        )  # fmt: skip
    try:
        with db.transaction():
            has_changed = deed.do(reason)
    except Refusal as refusal:
        return again(pages.told_of(refusal))
    messages.success(request, "It was so already." if has_changed is False else deed.done)
    return HttpResponseRedirect(deed.leads_to)
