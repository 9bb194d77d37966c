"""Verifications: the queue, and one of them beside its documents, with the verbs as buttons.

A verb is asked for twice: the first time it says what it will do, the second time it does it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from adulis.backoffice.desks import WhoseForm, desk_of, of_whom, owner_cells
from adulis.backoffice.operators import operator_of
from adulis.files import actions as files
from adulis.files import queries as file_queries
from adulis.files.errors import FileLinkInvalid
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.errors import NotFound, Refusal
from adulis.kernel.machines import Role
from adulis.oversight.values import WorkKind
from adulis.verification import actions, policies, queries
from adulis.verification.machine import VERIFICATION, VerificationState
from adulis.verification.queries import Review
from adulis.verification.values import DocumentPurpose, Field, Reason, ReasonCode, Tier

MAY_DECIDE = frozenset((OperatorRole.COMPLIANCE, OperatorRole.ADMIN))
PAGE = 100
REASONS_SHOWN = 3
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
# What each button does, said before it is done.
_MEANINGS = {
    "verify": "The merchant may move money from here on, within the limits of the tier.",
    "refuse": "The merchant is told the reasons, mends what they are about, and submits again.",
    "downgrade": "Nothing new is paid out until the merchant has shown it again.",
    "revoke": "What was believed was not true: it is refused, and nothing new is paid out.",
}


class TierForm(forms.Form):
    tier = forms.ChoiceField(choices=[(each, each.capitalize()) for each in Tier])
    tier.initial = Tier.STANDARD


class ReasonForm(forms.Form):
    code = forms.ChoiceField(
        required=False,
        choices=[("", "–"), *((each, policies.REASONS[each][1]) for each in ReasonCode)],
        label="Reason",
    )
    name = forms.ChoiceField(required=False, label="About")
    note = forms.CharField(required=False, max_length=200, help_text="Shown to the merchant.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = [*map(str, Field), *map(str, DocumentPurpose)]
        names = [(each, each.replace("_", " ").capitalize()) for each in about]
        self.fields["name"].choices = [("", "All of it"), *names]  # type: ignore[attr-defined]

    @property
    def reason(self) -> Reason | None:
        given = self.cleaned_data
        if not given.get("code"):  # a form that was left empty
            return None
        return Reason(ReasonCode(given["code"]), given["name"], given["note"])


Reasons = forms.formset_factory(ReasonForm, extra=REASONS_SHOWN, max_num=REASONS_SHOWN)


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""

    def page(view: Callable[..., HttpResponse]) -> Callable[..., Any]:
        def seen(request: HttpRequest, **place: Any) -> HttpResponse:
            role = getattr(request.user, "operator_role", "")
            if role not in MAY_DECIDE:
                raise PermissionDenied
            return view(request, site, **place)

        return site.admin_view(seen)

    one = "verifications/<uuid:merchant_id>/"
    return [
        path("verifications/", page(_queue), name="verifications"),
        path(one, page(_review), name="verification"),
        path(f"{one}numbers/", page(_numbers), name="verification_numbers"),
        path(f"{one}documents/<uuid:document_id>/", page(_link), name="verification_document"),
        path(f"{one}<slug:verb>/", page(_decide), name="verification_decide"),
        path("files/<uuid:file_id>/", page(_download), name="file"),
    ]


def _queue(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    given = request.GET.get("status", VerificationState.SUBMITTED)
    state = VerificationState(given) if given in list(VerificationState) else None
    operator = operator_of(request)
    found = of_whom(queries.queue_for_operator(state), WorkKind.VERIFICATION, request, operator)[
        :PAGE
    ]
    on_it = owner_cells(WorkKind.VERIFICATION, [row.merchant_id for row in found], operator)
    rows = [{"row": row, "on_it": on_it(row.merchant_id).text} for row in found]
    context = {
        "title": "Verifications",
        "rows": rows,
        "states": list(VerificationState),
        "state": state,
        "form": WhoseForm(request.GET),
        "now": db.clock(),
    }
    return _page(request, site, "verifications", context)


def _review(request: HttpRequest, site: admin.AdminSite, merchant_id: UUID) -> HttpResponse:
    return _shown(request, site, merchant_id)


def _shown(
    request: HttpRequest, site: admin.AdminSite, merchant_id: UUID, **more: Any
) -> HttpResponse:
    try:
        found = queries.review_for_operator(merchant_id)
    except NotFound:
        return _page(request, site, "verification_absent", {"title": "No verification"}, 404)
    moves = VERIFICATION.allowed_moves(found.state, Role.OPERATOR)
    context = {
        "title": f"Verification of {found.merchant_name}",
        "review": found,
        "details": _rows(found, more.get("numbers")),
        "documents": [
            {"id": each.id, "file": each.file, "purpose": each.purpose.replace("_", " ")}
            for each in found.documents
        ],
        "reasons_of_latest": [_told(each) for each in found.reasons],
        "verbs": [
            {
                "name": verb,
                "meaning": _MEANINGS[verb],
                "reasons": more.get("reasons", {}).get(verb) or Reasons(prefix=verb),
            }
            for verb in moves
        ],
        "tier_form": TierForm(),
        "desk": desk_of(operator_of(request), WorkKind.VERIFICATION, merchant_id, db.clock()),
        **more,
    }
    return _page(request, site, "verification", context, more.get("status", 200))


def _numbers(request: HttpRequest, site: admin.AdminSite, merchant_id: UUID) -> HttpResponse:
    """PAN and GSTIN in full, on this answer only; that they were looked at is recorded."""
    if request.method != "POST":
        return _back(merchant_id)
    try:
        with db.transaction():
            details = actions.reveal_numbers(
                merchant_id=merchant_id, actor=_actor(request), at=db.clock()
            )
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return _back(merchant_id)
    return _shown(request, site, merchant_id, numbers={"pan": details.pan, "gstin": details.gstin})


def _link(
    request: HttpRequest, site: admin.AdminSite, merchant_id: UUID, document_id: UUID
) -> HttpResponse:
    """To a link that opens for five minutes, and only for this operator."""
    try:
        link = queries.link_to_document(
            merchant_id, document_id, reader=_actor(request), at=db.clock()
        )
    except NotFound as refusal:
        messages.error(request, refusal.detail)
        return _back(merchant_id)
    return HttpResponseRedirect(f"{reverse('admin:file', args=[link.file_id])}?link={link.token}")


def _download(request: HttpRequest, site: admin.AdminSite, file_id: UUID) -> HttpResponse:
    """The content, as an attachment: never a page, and kept nowhere."""
    actor, token = _actor(request), request.GET.get("link", "")
    try:
        file = file_queries.linked_file(file_id, token, caller=actor, at=db.clock())
        content = files.fetch_content(file_id=file.id, actor=actor, at=db.clock())
        with db.transaction():
            files.note_download(file_id=file.id, actor=actor, at=db.clock())
    except Refusal as refusal:
        status = 404 if isinstance(refusal, NotFound | FileLinkInvalid) else 503
        return HttpResponse(refusal.detail, status=status, content_type="text/plain")
    sent = HttpResponse(content, content_type=str(file.media_type), headers=_HEADERS)
    sent["Content-Disposition"] = f'attachment; filename="{file.attachment_name}"'
    return sent


def _decide(
    request: HttpRequest, site: admin.AdminSite, merchant_id: UUID, verb: str
) -> HttpResponse:
    """Once to say what it does, and once more, ``confirmed``, to do it."""
    if request.method != "POST" or verb not in _MEANINGS:
        return _back(merchant_id)
    tier, reasons = TierForm(request.POST), Reasons(request.POST, prefix=verb)
    form_is_right = tier.is_valid() if verb == "verify" else reasons.is_valid()
    if not form_is_right:
        again = {"tier_form": tier} if verb == "verify" else {"reasons": {verb: reasons}}
        return _shown(request, site, merchant_id, status=400, **again)
    try:
        merchant = queries.review_for_operator(merchant_id).merchant_name
    except NotFound:
        return _back(merchant_id)
    if request.POST.get("confirmed") != "yes":
        context = {
            "title": f"{verb.capitalize()}?",
            "verb": verb,
            "meaning": _MEANINGS[verb],
            "merchant_id": merchant_id,
            "merchant": merchant,
            "tier": tier.cleaned_data["tier"] if verb == "verify" else None,
            "told": [] if verb == "verify" else [_told(each) for each in _given(reasons)],
            "sent": [
                (name, value)
                for name, value in request.POST.items()
                if name in _sent_on(request, verb)
            ],
        }
        return _page(request, site, "verification_confirm", context)
    try:
        _carry_out(verb, merchant_id, request, tier, reasons)
    except Refusal as refusal:
        messages.error(request, f"{refusal.detail} {refusal.what_to_do}".strip())
        return _back(merchant_id)
    messages.success(request, f"Done: {verb}.")
    return HttpResponseRedirect(reverse("admin:verifications"))


def _carry_out(
    verb: str, merchant_id: UUID, request: HttpRequest, tier: TierForm, reasons: Any
) -> None:
    about: dict[str, Any] = {"merchant_id": merchant_id, "actor": _actor(request)}
    with db.transaction():
        if verb in {"downgrade", "revoke"}:
            take_back = actions.downgrade if verb == "downgrade" else actions.revoke
            take_back(**about, reasons=_given(reasons), at=db.clock())
            return
        about["submission_id"] = _uuid(request.POST.get("submission_id", ""))
        if verb == "verify":
            actions.verify(**about, tier=Tier(tier.cleaned_data["tier"]), at=db.clock())
        else:
            actions.refuse(**about, reasons=_given(reasons), at=db.clock())


def _sent_on(request: HttpRequest, verb: str) -> set[str]:
    """What of a form goes into the second one."""
    own = {"submission_id", "tier"}
    return own | {name for name in request.POST if name.startswith(f"{verb}-")}


def _given(reasons: Any) -> list[Reason]:
    return [each.reason for each in reasons if each.reason is not None]


def _told(reason: Reason) -> str:
    about = reason.about.replace("_", " ").capitalize()
    note = f" “{reason.note}”" if reason.note else ""
    return f"{about + ': ' if about else ''}{policies.REASONS[reason.code][1]}{note}"


def _rows(found: Review, numbers: dict[str, str] | None) -> list[tuple[str, Any]]:
    told, seen = found.details, numbers or {}
    address = told.address
    where = (
        ""
        if address is None
        else ", ".join(
            each
            for each in (
                address.line1, address.line2, address.city, address.state, address.postal_code
            )
            if each
        )
    )  # fmt: skip
    rows = [
        ("Legal name", told.legal_name),
        ("Date of birth", told.date_of_birth),
        ("Constitution", (told.constitution or "").replace("_", " ")),
        ("PAN", seen.get("pan") or policies.mask(told.pan)),
        ("GSTIN", seen.get("gstin") or policies.mask(told.gstin)),
        ("Address", where),
        ("Directors", ", ".join(told.director_names)),
    ]
    return [(name, value) for name, value in rows if value]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # of no submission


def _back(merchant_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:verification", args=[merchant_id]))


def _page(
    request: HttpRequest,
    site: admin.AdminSite,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    told = {**site.each_context(request), **context}
    return TemplateResponse(request, f"admin/{template}.html", told, status=status)


def _actor(request: HttpRequest) -> Actor:
    """The operator, and where they sit as the outermost middleware has seen it."""
    visit: Any = getattr(request, "visit", None)
    user_id = str(request.user.pk)
    address, request_id = getattr(visit, "address", ""), getattr(visit, "request_id", "")
    return Actor(ActorKind.OPERATOR, user_id, user_id, address, request_id)
