"""Disputes: which wait for a ruling, and for how long; all that both sides say; and the ruling.

What a ruling would do is told while its numbers change, by the reckoning that will do it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, reverse

from adulis.approvals import queries as approvals
from adulis.backoffice import pages
from adulis.backoffice.desks import WhoseForm, desk_of, of_whom, owner_cells
from adulis.backoffice.ledger import ledger_links
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Table, Verb
from adulis.backoffice.ruling_sheets import answered, asked_row, numbers, sections_of, spoken
from adulis.disputes import actions, queries
from adulis.disputes.errors import DisputeNotFound
from adulis.disputes.machine import JUDGED, DisputeState
from adulis.disputes.queries import Sheet
from adulis.disputes.values import LONGEST_TEXT, RULERS
from adulis.escrow.values import Side
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.errors import NotFound, Refusal
from adulis.kernel.money import Money, rupee_text, rupees
from adulis.oversight.values import WorkKind

if TYPE_CHECKING:
    from adulis.disputes.models import Dispute

_JUDGED, _LIVE, _ALL = "judged", "live", "all"
MOST_PAISE = 10**13


class DisputeFilterForm(WhoseForm):
    status = forms.ChoiceField(
        required=False,
        choices=[
            (_JUDGED, "Waits for a ruling"), (_LIVE, "Not over"), (_ALL, "All"),
            *((each.value, spoken(each)) for each in DisputeState),
        ],
    )  # fmt: skip

    def rows(self) -> QuerySet[Dispute]:
        """The one that waits longest first."""
        status = (self.cleaned_data["status"] if self.is_valid() else "") or _JUDGED
        if status == _JUDGED:
            return queries.judged_for_operators()
        if status == _LIVE:
            return queries.live_for_operators()
        rows = queries.for_operators()
        return rows if status == _ALL else rows.filter(state=status)


class RulingForm(forms.Form):
    """Both amounts are said, so that a slip of one is seen."""

    to_seller_paise = forms.IntegerField(
        min_value=0, max_value=MOST_PAISE, help_text="To the seller, in paise, before their fee."
    )
    to_buyer_paise = forms.IntegerField(
        min_value=0, max_value=MOST_PAISE, help_text="Back to the buyer, in paise."
    )
    reason = forms.CharField(
        min_length=3,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text="Both sides read it.",
    )

    @property
    def parts(self) -> tuple[Money, Money]:
        given = self.cleaned_data
        return rupees(given["to_seller_paise"]), rupees(given["to_buyer_paise"])


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "disputes/<uuid:dispute_id>/"
    return [
        pages.door(site, "disputes/", _queue, "disputes", pages.EVERYBODY),
        pages.door(site, one, _one, "dispute", pages.EVERYBODY),
        pages.door(site, f"{one}preview/", _preview, "dispute_preview", RULERS),
        pages.door(site, f"{one}rule/", _rule, "dispute_rule", RULERS),
        pages.door(site, f"{one}files/<uuid:file_id>/", _file, "dispute_file", RULERS),
    ]


def _queue(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = DisputeFilterForm(request.GET)
    page = pages.paged(request, of_whom(form.rows(), WorkKind.DISPUTE, request, operator))
    found, now = list(page.object_list), db.clock()
    on_it = owner_cells(WorkKind.DISPUTE, [each.id for each in found], operator)
    asked = approvals.waiting_subjects([each.subject for each in found])
    head = (
        "Dispute",
        "Stands",
        "Age",
        "On it",
        "Second person",
        "Locked first",
        "Opened by",
        "Reason",
    )
    return pages.listed(
        request,
        site,
        title="Disputes",
        note="Two sides who do not agree about a milestone. Whoever belongs to one never rules.",
        form=form,
        page=page,
        table=Table(
            head,
            [
                asked_row(each, now, is_asked=each.subject in asked, on_it=on_it(each.id))
                for each in found
            ],
            "No dispute waits here.",
        ),
    )


def _one(
    request: HttpRequest,
    site: admin.AdminSite,
    operator: Caller,
    dispute_id: UUID,
    error: str = "",
    form: RulingForm | None = None,
) -> HttpResponse:
    sheet, now = _found(dispute_id), db.clock()
    row = sheet.row
    may_rule = may(operator, RULERS) and row.state in JUDGED
    asked = approvals.waiting_about(row.subject)
    verbs = []
    if may_rule and asked is None:
        verbs.append(
            Verb(
                "Rule on the appeal" if row.state == DisputeState.APPEALED else "Rule",
                f"Divide {rupee_text(sheet.locked.minor)} between the two sides. {_then(sheet)}",
                reverse("admin:dispute_rule", args=[row.id]),
                form or RulingForm(),
            )
        )
    return pages.sheet(
        request,
        site,
        title=" and ".join(sheet.names[side] for side in Side),
        up=("Disputes", reverse("admin:disputes")),
        note=f"{row.milestone.title}: {spoken(row.state).lower()}.",
        sections=[
            *sections_of(sheet, asked, now, opens_files=may(operator, RULERS)),
            *ledger_links(operator, row.subject),
        ],
        verbs=verbs,
        error=error,
        desk=desk_of(operator, WorkKind.DISPUTE, row.id, now),
        template="ruling",
        more={
            "locked": sheet.locked.minor,
            "preview_url": reverse("admin:dispute_preview", args=[row.id]) if verbs else "",
        },
    )


def _preview(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, dispute_id: UUID
) -> HttpResponse:
    """What the page shows beside the numbers as they change; nothing moves."""
    form = RulingForm({**request.GET.dict(), "reason": "preview"})
    if not form.is_valid():
        return JsonResponse({"error": pages.wrong_with(form)}, status=400)
    try:
        return JsonResponse({"rows": numbers(_found(dispute_id), *form.parts)})
    except Refusal as refusal:
        return JsonResponse({"error": answered(refusal)}, status=409)


def _rule(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, dispute_id: UUID
) -> HttpResponse:
    """Once to say what it will do, and once more, ``confirmed``, to do it."""
    if request.method != "POST":
        return _back(dispute_id)
    form = RulingForm(request.POST)
    if not form.is_valid():
        wrong = pages.wrong_with(form)
        return _one(request, site, operator, dispute_id, error=wrong, form=form)
    to_seller, to_buyer = form.parts
    try:
        sheet = _found(dispute_id)
        told = numbers(sheet, to_seller, to_buyer)
        seen = "; ".join(f"{label}: {value}" for label, value in told)
        if not pages.is_confirmed(request) or request.POST.get("seen", "") != seen:
            return _asked(request, site, sheet, form, told, seen)
        with db.transaction():
            ruled = actions.rule(
                dispute_id=dispute_id, to_seller=to_seller, to_buyer=to_buyer,
                reason=form.cleaned_data["reason"], actor=operator.actor, at=db.clock(),
            )  # fmt: skip
    except Refusal as refusal:
        told_why = answered(refusal)
        return _one(request, site, operator, dispute_id, error=told_why, form=form)
    waits = ruled.state in JUDGED
    messages.success(
        request,
        "Proposed. It is no ruling before a second operator agrees." if waits else "Ruled.",
    )
    return _back(dispute_id)


def _asked(
    request: HttpRequest,
    site: admin.AdminSite,
    sheet: Sheet,
    form: RulingForm,
    told: list[tuple[str, str]],
    seen: str,
) -> HttpResponse:
    given: dict[str, Any] = form.cleaned_data
    was_seen = pages.is_confirmed(request)
    return pages.confirm(
        request,
        site,
        title="Rule so?",
        meaning=_then(sheet),
        told=[*told, ("Why", given["reason"])],
        sent={
            "to_seller_paise": str(given["to_seller_paise"]),
            "to_buyer_paise": str(given["to_buyer_paise"]),
            "reason": given["reason"],
            "seen": seen,
        },
        back=reverse("admin:dispute", args=[sheet.row.id]),
        button="Rule",
        warning="It would do something else by now; read it again." if was_seen else "",
    )


def _file(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, dispute_id: UUID, file_id: UUID
) -> HttpResponse:
    """To a link that opens for five minutes, and only for this operator."""
    try:
        link = queries.file_link_for_operator(operator, dispute_id, file_id, at=db.clock())
    except NotFound as absent:
        raise Http404 from absent
    return HttpResponseRedirect(f"{reverse('admin:file', args=[link.file_id])}?link={link.token}")


def _then(sheet: Sheet) -> str:
    """When money moves by it."""
    if sheet.row.state == DisputeState.APPEALED:
        return "After the appeal it is final, and is done at once."
    return "It is done when both sides accept, or five days later unless one of them appeals."


def _found(dispute_id: UUID) -> Sheet:
    try:
        return queries.sheet_for_operator(dispute_id)
    except DisputeNotFound as absent:
        raise Http404 from absent


def _back(dispute_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:dispute", args=[dispute_id]))
