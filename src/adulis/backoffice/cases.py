"""Cases: the queue, one of them with what both sides say, and two operators who decide.

A decision is asked for twice: the first time its effect is said in numbers, the second time it is
proposed, or confirmed by another operator, which does it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from adulis.approvals.errors import ApprovedThingChanged
from adulis.backoffice import pages
from adulis.backoffice.case_sheets import evidence, facts, history, merchant_cell, names_of, word
from adulis.backoffice.desks import WhoseForm, desk_of, of_whom, owner_cells
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Table, Verb
from adulis.backoffice.places import place_of
from adulis.cases import queries
from adulis.cases.errors import CaseNotFound
from adulis.cases.machine import CaseState
from adulis.cases.models import Case
from adulis.cases.values import QUESTIONS, CaseKind, Decision
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.oversight import actions
from adulis.oversight.foreseeing import effect_of_decision
from adulis.oversight.values import MONEY, WorkKind

_QUEUE, _CLOSED = "waiting", "closed"
_DONE = {"propose": "Proposed: another operator confirms it.", "withdraw": "Taken back."}


class FilterForm(WhoseForm):
    status = forms.ChoiceField(
        required=False,
        choices=[
            (_QUEUE, "Waiting"), (CaseState.OPEN, "Open"), (CaseState.PROPOSED, "Proposed"),
            (_CLOSED, "Closed"),
        ],
    )  # fmt: skip
    kind = forms.ChoiceField(
        required=False,
        choices=[("", "All"), *((each, each.replace("_", " ").capitalize()) for each in CaseKind)],
    )
    merchant = forms.UUIDField(required=False, label="Merchant's id")
    subject = forms.CharField(required=False, max_length=120, label="Subject (payout/<id> …)")

    def rows(self) -> QuerySet[Case]:
        given = self.cleaned_data if self.is_valid() else {}
        status = given.get("status") or _QUEUE
        rows = queries.for_operators()
        if status == _CLOSED:
            rows = rows.filter(state=CaseState.CLOSED).order_by("-id")
        else:
            # As the index of what waits has it.
            rows = rows.exclude(state=CaseState.CLOSED)
            rows = rows if status == _QUEUE else rows.filter(state=status)
        for column, value in (
            ("kind", given.get("kind")),
            ("merchant_id", given.get("merchant")),
            ("subject", given.get("subject")),
        ):
            rows = rows.filter(**{column: value}) if value else rows
        return rows


class DecisionForm(forms.Form):
    """What belongs to a decision; ``utr`` and to whom only where it needs them."""

    note = forms.CharField(max_length=200, required=False, help_text="Why; kept with the case.")
    utr = forms.CharField(max_length=60, required=False, label="UTR", help_text="The bank's.")
    merchant_id = forms.UUIDField(required=False, label="Merchant", help_text="Its id.")
    payout_id = forms.UUIDField(
        required=False, label="Or payout", help_text="The id of one that was paid, or came back."
    )

    def __init__(self, case: Case, decision: Decision, *args: Any, **kwargs: Any) -> None:
        kwargs["prefix"] = decision
        super().__init__(*args, **kwargs)
        if decision is not Decision.PAID:
            del self.fields["utr"]
        if decision is not Decision.ASSIGN:
            del self.fields["merchant_id"]
        # Only what the bank's statement shows can be a payout.
        of_bank = case.subject.startswith(("credit/", "statement-line/"))
        if decision is not Decision.ASSIGN or not of_bank:
            del self.fields["payout_id"]

    @property
    def details(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "cases/<uuid:case_id>/"
    return [
        pages.door(site, "cases/", _queue, "cases", pages.EVERYBODY),
        pages.door(site, one, _one, "case", pages.EVERYBODY),
        pages.door(site, f"{one}propose/<slug:decision>/", _propose, "case_propose", MONEY),
        pages.door(site, f"{one}confirm/", _confirm, "case_confirm", MONEY),
        pages.door(site, f"{one}withdraw/", _withdraw, "case_withdraw", MONEY),
    ]


def _queue(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = FilterForm(request.GET)
    page = pages.paged(request, of_whom(form.rows(), WorkKind.CASE, request, operator))
    found, now = list(page.object_list), db.clock()
    on_it = owner_cells(WorkKind.CASE, [each.id for each in found], operator)
    names = names_of(each.proposed_by for each in found)
    merchants = identity.standings([each.merchant_id for each in found if each.merchant_id])
    rows = [
        (
            pages.words(word(each.kind), reverse("admin:case", args=[each.id])),
            pages.words(each.state),
            pages.age(each.opened_at, now) if each.closed_at is None else Cell(at=each.closed_at),
            on_it(each.id),
            pages.name(each.subject, place_of(each.subject)),
            merchant_cell(each.merchant_id, merchants),
            pages.words(word(each.proposed_decision or each.decision)),
            pages.words(names.get(each.proposed_by, each.proposed_by)),
        )
        for each in found
    ]
    head = ("Question", "Stands", "Age", "On it", "About", "Merchant", "Decision", "Proposed by")
    return pages.listed(
        request,
        site,
        title="Cases",
        note="What only people may decide: one proposes, another confirms.",
        form=form,
        page=page,
        table=Table(head, rows, "No case waits here."),
    )


def _one(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, case_id: UUID, error: str = ""
) -> HttpResponse:
    case, now = _found(case_id), db.clock()
    return pages.sheet(
        request,
        site,
        title=word(case.kind),
        up=("Cases", reverse("admin:cases")),
        note=QUESTIONS[CaseKind(case.kind)].asks,
        sections=[facts(case, now), *evidence(case), *history(case)],
        verbs=_verbs(case, operator, now) if may(operator, MONEY) else (),
        error=error,
        desk=desk_of(operator, WorkKind.CASE, case.id, now),
    )


# --- what may be done -----------------------------------------------------------------------------


def _verbs(case: Case, operator: Caller, now: datetime) -> list[Verb]:
    if case.state == CaseState.OPEN:
        return [
            Verb(
                f"Propose: {word(decision).lower()}",
                effect_of_decision(case, decision, {}, at=now),
                reverse("admin:case_propose", args=[case.id, decision]),
                DecisionForm(case, decision),
            )
            for decision in QUESTIONS[CaseKind(case.kind)].decisions
        ]
    if case.state != CaseState.PROPOSED:
        return []
    back = Verb(
        "Withdraw the proposal",
        "Nothing is done; another decision can be proposed.",
        reverse("admin:case_withdraw", args=[case.id]),
    )
    if case.proposed_by == str(operator.user_id):
        return [back]
    return [
        Verb(
            f"Confirm: {word(case.proposed_decision).lower()}",
            _effect(case, now),
            reverse("admin:case_confirm", args=[case.id]),
            sent={"proposal": _proposal(case)},
        ),
        back,
    ]


def _propose(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, case_id: UUID, decision: str
) -> HttpResponse:
    """Once to say what it will do, and once more, ``confirmed``, to propose it."""
    case = _found(case_id)
    offered = QUESTIONS[CaseKind(case.kind)].decisions
    if request.method != "POST" or decision not in offered:
        return _back(case_id)
    chosen = Decision(decision)
    form = DecisionForm(case, chosen, request.POST)
    if not form.is_valid():
        return _one(request, site, operator, case_id, error=pages.wrong_with(form))
    if not pages.is_confirmed(request):
        effect = effect_of_decision(case, chosen, form.details, at=db.clock())
        return pages.confirm(
            request,
            site,
            title=f"Propose: {word(decision).lower()}?",
            meaning=f"If another operator confirms it: {effect}",
            told=[(word(name), value) for name, value in form.details.items()],
            sent={f"{decision}-{name}": value for name, value in form.details.items()},
            back=_place(case_id),
            button="Propose it",
        )
    given: dict[str, Any] = {"decision": chosen, "details": form.details}
    return _done(request, site, operator, case_id, "propose", **given)


def _confirm(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, case_id: UUID
) -> HttpResponse:
    """The second of two: what it will do is shown, and what was shown is what is done."""
    case = _found(case_id)
    if request.method != "POST" or case.state != CaseState.PROPOSED:
        return _back(case_id)
    effect, proposal = _effect(case, db.clock()), _proposal(case)
    seen = (request.POST.get("effect", effect), request.POST.get("proposal", ""))
    if not pages.is_confirmed(request) or seen != (effect, proposal):
        is_other = seen != (effect, proposal)
        return pages.confirm(
            request,
            site,
            title=f"Confirm: {word(case.proposed_decision).lower()}?",
            meaning=effect,
            told=[(word(name), str(value)) for name, value in case.proposed_details.items()],
            sent={"effect": effect, "proposal": proposal},
            back=_place(case_id),
            button="Yes, do it",
            warning="It is not what it was when you looked; read it again." if is_other else "",
        )
    given: dict[str, Any] = {
        "decision": Decision(case.proposed_decision), "details": case.proposed_details,
    }  # fmt: skip
    return _done(request, site, operator, case_id, "confirm", proposal=proposal, **given)


def _withdraw(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, case_id: UUID
) -> HttpResponse:
    case = _found(case_id)
    if request.method != "POST":
        return _back(case_id)
    if not pages.is_confirmed(request):
        return pages.confirm(
            request,
            site,
            title="Withdraw the proposal?",
            meaning="Nothing is done; another decision can be proposed.",
            told=[("Proposed", word(case.proposed_decision))],
            sent={},
            back=_place(case_id),
            button="Withdraw it",
        )
    return _done(request, site, operator, case_id, "withdraw")


def _done(
    request: HttpRequest,
    site: admin.AdminSite,
    operator: Caller,
    case_id: UUID,
    verb: str,
    proposal: str = "",
    **given: Any,
) -> HttpResponse:
    """Do it, or say why not on the page of the case."""
    verbs: dict[str, Callable[..., None]] = {
        "propose": actions.propose_decision,
        "confirm": actions.decide_case,
        "withdraw": actions.withdraw_decision,
    }
    try:
        with db.transaction():
            verbs[verb](case_id=case_id, **given, actor=operator.actor, at=db.clock())
            if proposal and _proposal(queries.case_for_operator(case_id)) != proposal:
                # Somebody else proposed the same anew, for another merchant, in this very moment.
                raise ApprovedThingChanged
    except Refusal as refusal:
        return _one(request, site, operator, case_id, error=pages.told_of(refusal))
    messages.success(request, _DONE.get(verb, "Done, as it was said."))
    return _back(case_id)


# --- words ----------------------------------------------------------------------------------------


def _effect(case: Case, now: datetime) -> str:
    decision = Decision(case.proposed_decision)
    return effect_of_decision(case, decision, case.proposed_details, at=now)


def _proposal(case: Case) -> str:
    """What was proposed, by whom: what somebody who confirms has looked at."""
    told = orjson.dumps(case.proposed_details, option=orjson.OPT_SORT_KEYS).decode()
    return f"{case.proposed_by} {told}"


def _found(case_id: UUID) -> Case:
    try:
        return queries.case_for_operator(case_id)
    except CaseNotFound as absent:
        raise Http404 from absent


def _place(case_id: UUID) -> str:
    return reverse("admin:case", args=[case_id])


def _back(case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(_place(case_id))
