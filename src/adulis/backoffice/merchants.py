"""Merchants: found by name or id, with who belongs to them, what they hold and what they may move.

A freeze and its end are asked for with the forms of ``proposals``: this page leads to them.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.audit import MAY_SEARCH
from adulis.backoffice.ledger import LOOKERS
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.backoffice.sections import questions
from adulis.backoffice.verification import MAY_DECIDE
from adulis.identity.models import Membership, Merchant
from adulis.identity.values import Caller, Verification
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind, Window
from adulis.oversight.values import FREEZERS
from adulis.payouts import queries as payouts
from adulis.payouts.models import BankAccount, Payout
from adulis.verification.models import Verification as VerificationAsked
from adulis.wallets import queries as wallets

FROZEN = "frozen"


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=120, label="Id (of a merchant or person), or how a name begins"
    )
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All"), (FROZEN, "Frozen"),
            *((each, each.replace("_", " ").capitalize()) for each in Verification),
        ],
    )  # fmt: skip

    def rows(self) -> QuerySet[Merchant]:
        if not self.is_valid():
            return Merchant.objects.none()
        rows, text = Merchant.objects.order_by("-id"), self.cleaned_data["q"].strip()
        status = self.cleaned_data["status"]
        if status == FROZEN:
            rows = rows.filter(payouts_frozen_at__isnull=False)
        elif status:
            rows = rows.filter(verification=status)
        return _named(rows, text) if text else rows


def _named(rows: QuerySet[Merchant], text: str) -> QuerySet[Merchant]:
    try:
        found = UUID(text)
    except ValueError:
        # Answered by an index: how a name begins, whatever its case.
        low = rows.annotate(low_name=Lower("name"))
        return low.filter(low_name__startswith=text.lower()).order_by("low_name", "id")
    of_person = Membership.objects.filter(user_id=found).values("merchant_id")
    return pages.first_found(rows.filter(id=found), rows.filter(id__in=of_person))


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "merchants/<uuid:merchant_id>/"
    return [
        pages.door(site, "merchants/", _merchants, "merchants", pages.EVERYBODY),
        pages.door(site, one, _merchant, "merchant", pages.EVERYBODY),
    ]


def _merchants(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = SearchForm(request.GET)
    page = pages.paged(request, form.rows())
    rows = [
        (
            pages.words(each.name, reverse("admin:merchant", args=[each.id])),
            pages.words(each.kind),
            pages.words(each.verification),
            pages.words(each.tier),
            pages.moment(each.payouts_frozen_at),
            pages.words(each.payouts_frozen_reason),
            pages.moment(each.payouts_frozen_until),
            pages.moment(each.created_at),
        )
        for each in page.object_list
    ]
    head = ("Name", "Kind", "Verification", "Tier", "Frozen", "Because", "Until", "Since")
    return pages.listed(
        request,
        site,
        title="Merchants",
        form=form,
        page=page,
        table=Table(head, rows, "No merchant is found."),
    )


def _merchant(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, merchant_id: UUID
) -> HttpResponse:
    merchant = Merchant.objects.filter(id=merchant_id).first()
    if merchant is None:
        raise Http404
    return pages.sheet(
        request,
        site,
        title=merchant.name,
        up=("Merchants", reverse("admin:merchants")),
        sections=[
            _facts(merchant, operator),
            _wallet(merchant),
            questions([f"merchant/{merchant.id}", *_in_trouble(merchant)]),
            _doings(merchant, operator),
            _limits(merchant),
            _members(merchant),
            _accounts(merchant),
        ],
    )


def _facts(merchant: Merchant, operator: Caller) -> Section:
    is_frozen = merchant.payouts_frozen_at is not None
    facts = [
        ("Id", pages.name(merchant.id)),
        ("Kind", pages.words(merchant.kind)),
        ("Stands", pages.words(merchant.state)),
        ("Verification", pages.words(merchant.verification)),
        ("Tier", pages.words(merchant.tier)),
        ("Since", pages.moment(merchant.created_at)),
        ("Frozen since", pages.moment(merchant.payouts_frozen_at)),
        ("Because", pages.words(merchant.payouts_frozen_reason)),
        ("Until", _until(merchant)),
    ]
    if may(operator, FREEZERS):
        named = "unfreeze" if is_frozen else "freeze"
        what = "Propose to lift it" if is_frozen else "Let no money leave"
        place = reverse(f"admin:propose_{named}")
        facts.append(("Freeze", pages.words(what, f"{place}?merchant={merchant.id}")))
        if merchant.payouts_frozen_until is not None:
            longer = f"{reverse('admin:propose_freeze')}?merchant={merchant.id}"
            facts.append(("Or", pages.words("Freeze it for longer", longer)))
    return Section("The merchant", facts=facts)


def _until(merchant: Merchant) -> Cell:
    if merchant.payouts_frozen_at is None:
        return Cell("–")
    until = merchant.payouts_frozen_until
    return Cell("it is lifted") if until is None else pages.moment(until)


def _wallet(merchant: Merchant) -> Section:
    held = wallets.balance_of(merchant.id)
    doubt = rupees(payouts.in_doubt_minor(merchant.id))
    return Section(
        "Wallet",
        facts=[
            ("Available", Cell(pages.money_text(held.available))),
            ("Held for payouts", Cell(pages.money_text(held.held))),
            ("Of that in doubt at the bank", Cell(pages.money_text(doubt))),
            ("Pending", Cell(pages.money_text(held.pending))),
            ("Owed to the platform", Cell(pages.money_text(held.owed))),
            ("Transfers to it go to", pages.name(wallets.virtual_account_of(merchant.id))),
        ],
    )


def _in_trouble(merchant: Merchant) -> list[str]:
    """Its payouts that somebody has been asked about."""
    asked = Payout.objects.filter(merchant=merchant, has_case=True, state="processing")
    return [f"payout/{each}" for each in asked.values_list("id", flat=True)[: pages.ROWS]]


def _doings(merchant: Merchant, operator: Caller) -> Section:
    """Where what it does is looked at."""
    by_id = f"?q={merchant.id}"
    found = [
        ("Payouts", "payouts", by_id),
        ("Deposits", "deposits", by_id),
        ("Deals", "deals", by_id),
        ("Cases", "cases", f"?merchant={merchant.id}"),
    ]
    if operator.operator_role in MAY_SEARCH:
        found.append(("Audit log", "audit_search", f"?merchant={merchant.id}"))
    if may(operator, LOOKERS):
        found.append(("Ledger", "ledger", f"?subject=merchant%2F{merchant.id}"))
    facts = [(what, pages.words("Look", reverse(f"admin:{page}") + by)) for what, page, by in found]
    if operator.operator_role in MAY_DECIDE:
        asked = VerificationAsked.objects.filter(merchant=merchant).first()
        place = "" if asked is None else reverse("admin:verification", args=[merchant.id])
        facts.append(("Verification", pages.words("Look" if asked else "–", place)))
    return Section("What it does", facts=facts)


def _limits(merchant: Merchant) -> Section:
    """What its tier allows now."""
    found = limits.limits_for([(merchant.tier, kind) for kind in LimitKind], at=db.clock())
    rows = [
        (
            pages.words(kind.replace("_", " ").capitalize()),
            *(_at_most(found[merchant.tier, kind].of(window)) for window in Window),
        )
        for kind in LimitKind
    ]
    head = ("What moves", "At once", "In a day", "In a month")
    return Section(f"What the tier {merchant.tier} allows", table=Table(head, rows))


def _at_most(maximum: Money | None) -> Cell:
    return Cell("no limit" if maximum is None else pages.money_text(maximum), is_number=True)


def _members(merchant: Merchant) -> Section:
    found = Membership.objects.filter(merchant=merchant).select_related("user").order_by("id")
    rows = [
        (
            pages.words(each.user.name or each.user.email, place_of(f"user/{each.user_id}")),
            pages.words(each.role),
            pages.words("yes" if each.user.is_active else "deactivated"),
            pages.moment(each.created_at),
        )
        for each in found[: pages.ROWS]
    ]
    head = ("Person", "Role", "Signs in", "Since")
    return Section("People", table=Table(head, rows, "Nobody."))


def _accounts(merchant: Merchant) -> Section:
    found = BankAccount.objects.filter(merchant=merchant).order_by("-created_at")
    rows = [
        (
            pages.words(each.holder_name),
            pages.name(each.number_masked),
            pages.words(each.ifsc),
            pages.words(each.state),
            pages.words(each.verification),
            pages.words(each.registered_name),
            pages.moment(each.created_at),
        )
        for each in found[: pages.ROWS]
    ]
    head = ("Holder", "Number", "IFSC", "Stands", "Checked", "The bank knows", "Since")
    return Section("Bank accounts", table=Table(head, rows, "None."))
