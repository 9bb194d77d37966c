"""What a good request to each endpoint looks like: past who is asking, there is nothing wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from adulis.files import queries as files
from adulis.identity import actions as identity
from adulis.kernel import db
from adulis.kernel.actors import system
from tests.asking import keyed, order
from tests.calendar_days import today
from tests.callers.cast import World
from tests.callers.deal_things import DEAL, DEALS_INSTEAD, PRICED, TERMS, consent
from tests.callers.dispute_things import ruled
from tests.callers.escrow_things import withdraw_cancellation
from tests.callers.policy import POLICY, Of
from tests.callers.things import a_rate
from tests.doors import Api
from tests.files import a_pdf
from tests.openapi import Operation
from tests.verifying import (
    BUSINESS,
    BUSINESS_DOCUMENTS,
    GSTIN,
    PAN,
    an_operator,
    downgrade,
    save,
    submit,
    upload,
)
from tests.world import PASSWORD

WHY = "It has to be so."
REASONS = [{"code": "document_unreadable", "name": "identity_proof", "note": "Half is cut."}]
FOR_DRAFTS = {
    "legal_name": "Asha Exports LLP", "constitution": "llp", "pan": PAN, "gstin": GSTIN,
    "address": {"line1": "12 MG Road", "line2": "", "city": "Bengaluru", "state": "KA",
                "postal_code": "560001"},
    "director_names": ["Asha Rao", "Binu Mathew"],
}  # fmt: skip

# Which of the merchant's things an operation is about, where it is not the first of its kind.
INSTEAD: dict[str, dict[str, str]] = {
    **DEALS_INSTEAD,
    "approve_payout": {"payout_id": "awaiting_payout_id"},
    "approve_milestone": {"milestone_id": "submitted_milestone_id"},
    "preview_milestone": {"milestone_id": "submitted_milestone_id"},
    "request_changes": {"milestone_id": "submitted_milestone_id"},
    "cancel_milestone": {"milestone_id": "overdue_milestone_id"},
    "propose_split": {"milestone_id": "submitted_milestone_id"},
    "accept_escrow_proposal": {"milestone_id": "submitted_milestone_id"},
    "refuse_escrow_proposal": {"milestone_id": "submitted_milestone_id"},
    "open_dispute": {"milestone_id": "submitted_milestone_id"},
    "withdraw_dispute": {"dispute_id": "own_dispute_id"},
    "escalate_dispute": {"dispute_id": "talking_dispute_id"},
    "make_dispute_offer": {"dispute_id": "talking_dispute_id"},
    "refuse_dispute_offer": {"dispute_id": "talking_dispute_id", "offer_id": "talking_offer_id"},
    "accept_ruling": {"dispute_id": "ruled_dispute_id"},
    "appeal_ruling": {"dispute_id": "ruled_dispute_id"},
    "link_dispute_evidence": {"file_id": "brought_file_id"},
    "withdraw_escrow_proposal": {
        "milestone_id": "overdue_milestone_id",
        "proposal_id": "own_proposal_id",
    },
    "submit_milestone": {"milestone_id": "selling_milestone_id"},
    "upload_milestone_evidence": {"milestone_id": "selling_milestone_id"},
    "refund_milestone": {"milestone_id": "selling_milestone_id"},
    "list_milestone_evidence": {"milestone_id": "delivered_milestone_id"},
    "link_milestone_evidence": {
        "milestone_id": "delivered_milestone_id",
        "file_id": "delivered_file_id",
    },
    "accept_cancellation": {"proposal_id": "cancellation_id"},
    "refuse_cancellation": {"proposal_id": "cancellation_id"},
    "withdraw_cancellation": {
        "agreement_id": "selling_agreement_id",
        "proposal_id": "own_cancellation_id",
    },
    **{
        name: {"deal_id": "bidding_deal_id"}
        for name in (
            "get_auction",
            "list_bids",
            "get_auto_bid",
            "place_bid",
            "set_auto_bid",
            "cancel_auto_bid",
            "retract_bid",
        )
    },
    **{name: {"deal_id": "planned_deal_id"} for name in ("get_auction_plan", "plan_auction")},
    "get_auction_ranking": {"deal_id": "ranked_deal_id"},
    "get_auction_hashes": {"deal_id": "ranked_deal_id"},
    "award_auction": {"deal_id": "ranked_deal_id"},
    "reconfirm_bid": {"deal_id": "amended_deal_id"},
    "withdraw_sealed_bid": {"deal_id": "sealed_deal_id"},
    "confirm_award": {"deal_id": "chosen_deal_id"},
    "decline_award": {"deal_id": "chosen_deal_id"},
    "refuse_payout": {"payout_id": "awaiting_payout_id"},
    "cancel_deposit": {"deposit_id": "unpaid_id"},
    "declare_payer": {"deposit_id": "undeclared_id"},
    "get_remittance_advice": {"deposit_id": "foreign_money_id"},
    "get_chargeback": {"deposit_id": "disputed_id"},
    "accept_chargeback": {"deposit_id": "disputed_id"},
    "contest_chargeback": {"deposit_id": "disputed_id"},
    "withdraw_case_decision": {"case_id": "proposed_case_id"},
    "close_case": {"case_id": "proposed_case_id"},
    "withdraw_approval": {"approval_id": "own_approval_id"},
    "enable_webhook_endpoint": {"endpoint_id": "disabled_endpoint_id"},
    "get_operator_approval": {"approval_id": "operator_approval_id"},
    "approve_operator_approval": {"approval_id": "operator_approval_id"},
    "refuse_operator_approval": {"approval_id": "operator_approval_id"},
    "withdraw_operator_approval": {"approval_id": "operator_own_approval_id"},
}

# What a body is made of; operations not named here take none.
BODIES: dict[str, Callable[[World], Any]] = {
    "create_payout": lambda world: order(world.shop),
    "preview_payout": lambda world: order(world.shop),
    "create_payout_batch": lambda world: {"rows": [order(world.shop)]},
    "add_bank_account": lambda _: {
        "holder_name": "Asha Rao", "account_number": "50100200300", "ifsc": "HDFC0CAACOB",
    },
    "rename_bank_account": lambda _: {"nickname": "Rent"},
    "create_webhook_endpoint": lambda _: {"url": "https://hooks.example.com/in"},
    "update_webhook_endpoint": lambda _: {"description": "Moved"},
    "replay_webhooks": lambda _: {},
    "rotate_webhook_secret": lambda _: {},
    "ask_report": lambda _: {
        "kind": "volumes", "from": today().isoformat(), "to": today().isoformat(),
    },
    "create_transfer": lambda world: {
        "to": str(world.things["own"]["receiver_id"]), "amount_paise": 1_000,
    },
    "approve_approval": lambda _: {"note": "Good"},
    "refuse_approval": lambda _: {"note": "Bad"},
    "withdraw_approval": lambda _: {"note": "Never mind"},
    "set_approval_settings": lambda _: {
        "payouts_above_paise": 5_000, "transfers_above_paise": None,
    },
    "read_notifications": lambda world: {
        "up_to": str(world.things["own"]["notification_id"]),
    },
    "set_deal_watch_level": lambda _: {"level": "my_turn"},
    "set_letter_hours": lambda _: {
        "time_zone": "Asia/Kolkata", "quiet_from": "22:00", "quiet_until": "07:00",
        "digest_hour": 8,
    },
    "set_notification_preferences": lambda _: {
        "cells": [{"group": "deals", "channel": "email", "is_on": False}],
    },
    "create_deposit": lambda _: {"amount_minor": 60_000},
    "declare_payer": lambda _: {"explanation": "Their parent company paid."},
    "create_deposit_quote": lambda _: {"amount_minor": 60_000, "currency": "USD"},
    "create_refund": lambda _: {"amount_paise": 1_000},
    "accept_chargeback": lambda _: {},
    "plan_auction": lambda _: {"reserve_paise": 50_000},
    "place_bid": lambda _: {"amount_paise": 60_000, "terms_version": 1},
    "set_auto_bid": lambda _: {"limit_paise": 60_000, "terms_version": 1},
    "retract_bid": lambda _: {"accept_forfeit": True},
    "reconfirm_bid": lambda _: {"terms_version": 2},
    "withdraw_sealed_bid": lambda _: {},
    "award_auction": lambda _: {"bidder": 1},
    "confirm_award": lambda _: {"price_paise": 90_000},
    "decline_award": lambda _: {},
    "contest_chargeback": lambda _: {"text": "It was delivered."},
    "fund_milestone": lambda _: {"amount_paise": 1_000},
    "submit_milestone": lambda _: {"note": "Done."},
    "request_changes": lambda _: {"reason": "Not quite."},
    "approve_milestone": lambda world: {
        "expected_payee_id": str(world.things["own"]["supplier_id"]), "amount_paise": 1_000,
    },
    "refund_milestone": lambda _: {"amount_paise": 1_000},
    "cancel_milestone": lambda _: {},
    "signal_milestone": lambda _: {"name": "arrived"},
    "propose_split": lambda _: {"to_seller_paise": 1_000, "to_buyer_paise": 0},
    "accept_escrow_proposal": lambda _: {"to_seller_paise": 10_000, "to_buyer_paise": 0},
    "open_dispute": lambda _: {
        "reason": "defective", "amount_paise": 1_000, "statement": "It does not pump.",
    },
    "respond_to_dispute": lambda _: {"claimed_paise": 1_000, "statement": "It does not."},
    "make_dispute_offer": lambda _: {"to_seller_paise": 4_000, "to_buyer_paise": 6_000},
    "accept_dispute_offer": lambda _: {"to_seller_paise": 10_000, "to_buyer_paise": 0},
    "accept_ruling": lambda _: {},
    "appeal_ruling": lambda _: {"statement": "The photo shows it."},
    "propose_cancellation": lambda _: {"note": "We cannot."},
    "accept_cancellation": lambda _: {},
    "create_deal": lambda _: DEAL,
    "edit_deal": lambda _: DEAL,
    "amend_deal": lambda _: {"terms": TERMS},
    "reopen_deal": lambda _: {"deadline": (db.clock() + timedelta(days=9)).isoformat()},
    "cancel_deal": lambda _: {"note": "Never mind"},
    "counter_deal": lambda world: {**consent(world), "terms": PRICED},
    "accept_deal": consent,
    "reject_deal": lambda _: {"note": "Too dear"},
    "write_deal_message": lambda _: {"text": "Hello"},
    "invite_to_deal": lambda _: {"email": "dev@example.com"},
    "look_up_deal_invitation": lambda _: {"token": "x" * 43},
    "join_deal": lambda _: {"token": "x" * 43},
    "review_deal": lambda _: {"stars": 4},
    "quote_fee": lambda _: {"service": "payout", "amount_paise": 1_000},
    "advance_clock": lambda _: {"seconds": 1},
    "simulate_credit": lambda _: {"amount_paise": 1_000},
    "script_next_payout": lambda _: {"behaviour": "reject"},
    "create_merchant": lambda _: {"name": "Another Business", "kind": "business"},
    "rename_merchant": lambda _: {"name": "Asha Imports"},
    "create_api_key": lambda _: {"name": "another", "scopes": ["read"]},
    "rotate_api_key": lambda _: {"overlap_hours": 1},
    "change_member_role": lambda _: {"role": "finance"},
    "invite_member": lambda _: {"role": "viewer", "email": "dev@example.com"},
    "look_up_invitation": lambda _: {"token": "x" * 43},
    "accept_invitation": lambda _: {"token": "x" * 43},
    "save_verification": lambda _: FOR_DRAFTS,
    "verify_merchant": lambda world: {"submission_id": str(world.things["own"]["submission_id"])},
    "refuse_verification": lambda world: {
        "submission_id": str(world.things["own"]["submission_id"]), "reasons": REASONS,
    },
    "downgrade_merchant": lambda _: {"reasons": REASONS},
    "revoke_verification": lambda _: {"reasons": REASONS},
    "propose_case_decision": lambda _: {"decision": "keep_asking"},
    "close_case": lambda _: {"decision": "keep_asking"},
    "propose_fee": lambda _: {
        "service": "transfer", "flat_paise": 100, "basis_points": 0, "reason": WHY,
    },
    "propose_limit": lambda _: {
        "tier": "basic", "kind": "payout", "window": "day", "maximum_paise": 1_234, "reason": WHY,
    },
    "propose_adjustment": lambda world: {
        "merchant_id": str(world.shop.id), "direction": "credit", "against": "losses",
        "amount_paise": 1_000, "reason": WHY, "evidence": "A letter",
    },
    "freeze_merchant": lambda _: {"reason": WHY},
    "propose_unfreeze": lambda _: {"reason": WHY},
    "approve_operator_approval": lambda _: {"note": "Good"},
    "refuse_operator_approval": lambda _: {"note": "Bad"},
    "withdraw_operator_approval": lambda _: {"note": "Never mind"},
    "change_password": lambda _: {
        "current_password": PASSWORD, "new_password": f"{PASSWORD} or another",
    },
    "begin_second_factor": lambda _: {"current_password": PASSWORD},
    "confirm_second_factor": lambda _: {"code": "123456"},
    "disable_second_factor": lambda _: {"current_password": PASSWORD, "code": "123456"},
    "make_recovery_codes": lambda _: {"current_password": PASSWORD, "code": "123456"},
    "sign_in": lambda world: {"email": world.shop.owner_email, "password": PASSWORD},
    "sign_out": lambda _: {"refresh": "x"},
    "refresh_tokens": lambda _: {"refresh": "x"},
    "register": lambda _: {
        "email": "new@example.com", "name": "New", "password": "kettle Harbour 92 lantern",
    },
    "confirm_email": lambda _: {"token": "x" * 43, "password": PASSWORD},
    "resend_confirmation": lambda _: {"email": "new@example.com"},
    "request_password_reset": lambda _: {"email": "new@example.com"},
    "reset_password": lambda _: {"token": "x" * 43, "new_password": f"{PASSWORD} or another"},
}  # fmt: skip

# What whoever may is answered, where it is not that it was done; by caller, or all alike.
OUTCOMES: dict[str, dict[str, int]] = {
    # Nobody is at the bank's address.
    **{
        name: {"*": 503}
        for name in ("verify_bank_account", "list_behaviours", "advance_clock", "simulate_credit",
                     "script_next_payout")
    },
    # A letter's link that nobody sent, a code of no app, a token of no session.
    "confirm_email": {"*": 422},
    "reset_password": {"*": 422},
    "look_up_invitation": {"*": 422},
    "look_up_deal_invitation": {"*": 422},
    "join_deal": {"*": 422},
    "accept_invitation": {"*": 422},
    "confirm_second_factor": {"*": 409},
    "disable_second_factor": {"*": 409},
    "make_recovery_codes": {"*": 409},
    "sign_out": {"*": 401},
    "refresh_tokens": {"*": 401},
    # Nothing is signed; no statement.
    "receive_bank_callback": {"*": 401},
    "receive_gateway_callback": {"*": 401},
    "import_statement": {"*": 400},
    # One's own only: the session and the link are the owner's, and were asked for by others.
    "revoke_session": {"owner": 200, "*": 404},
    "read_notification": {"owner": 200, "*": 404},
    "dismiss_system_alert": {"owner": 200, "finance": 200, "viewer": 200, "*": 404},
    "download_file": {"owner": 200, "*": 404},
    "withdraw_approval": {"owner": 200, "*": 403},
    "withdraw_operator_approval": {"finance operator": 200, "*": 403},
    "rename_merchant": {"*": 409},  # its name is verified
}  # fmt: skip

QUERIES: dict[str, Callable[[World], dict[str, str]]] = {
    "diff_deal_terms": lambda _: {"before": "1", "after": "1"},
    "get_report_row": lambda _: {"row": "1"},
    "get_transfer_recipient": lambda world: {"to": str(world.shop.id)},
    "download_file": lambda world: {"link": _link(world)},
    "preview_milestone": lambda _: {"to_seller_paise": "1000"},
    "preview_dispute": lambda _: {"to_seller_paise": "4000", "to_buyer_paise": "6000"},
    "get_statement": lambda _: {"from": str(today()), "to": str(today())},
}


def prepared(world: World, name: str) -> None:
    """What has to be so before an operation can succeed. Undone by whoever asks."""
    own = world.things["own"]
    if name in {"save_verification", "submit_verification", "upload_verification_document",
                "remove_verification_document", "verify_merchant", "refuse_verification",
                }:  # fmt: skip
        downgrade(world.shop, an_operator("Kamla"))
        if name != "save_verification":
            save(world.shop, BUSINESS)
    if name in {"submit_verification", "verify_merchant", "refuse_verification"}:
        for purpose in BUSINESS_DOCUMENTS:
            upload(world.shop, purpose)
    if name in {"verify_merchant", "refuse_verification"}:
        own["submission_id"] = submit(world.shop)
    if name == "propose_cancellation":
        withdraw_cancellation(own["agreement_id"], own["cancellation_id"])
    if name in {"accept_ruling", "appeal_ruling"}:
        ruled(own["ruled_dispute_id"])
    if name == "propose_unfreeze":
        with db.transaction():
            identity.freeze_payouts(
                merchant_id=world.shop.id, reason="A look", actor=system("tests"), at=db.clock()
            )
    if name == "create_deposit_quote":
        a_rate()


def path_of(world: World, operation: Operation, whose: str | Mapping[str, str]) -> str:
    """Its address; ``whose`` all its things are, or which of them is whose."""
    instead = INSTEAD.get(operation.name, {})
    path = operation.template
    for name in world.things["own"]:
        if f"{{{name}}}" in path:
            owner = whose if isinstance(whose, str) else whose.get(name, "own")
            found = world.things[owner].get(instead.get(name, name), uuid4())
            path = path.replace(f"{{{name}}}", str(found))
    return path


def ask(
    world: World,
    operation: Operation,
    caller: str,
    whose: str | Mapping[str, str] = "own",
    *,
    body: Any = None,
    query: Mapping[str, str] | None = None,
) -> Any:
    """Ask as somebody, in the name of the first merchant where the operation is about one."""
    merchant = world.shop.id if isinstance(POLICY[operation.name], Of) else None
    return send(
        Api(world.callers[caller], merchant), world, operation,
        path_of(world, operation, whose), body=body, query=query,
    )  # fmt: skip


def send(
    api: Api,
    world: World,
    operation: Operation,
    path: str,
    *,
    body: Any = None,
    query: Mapping[str, str] | None = None,
) -> Any:
    """The good request of an operation to ``path``; ``body`` or ``query`` instead of the good."""
    name = operation.name
    asked: dict[str, Any] = {}
    if query is not None:
        asked |= query
    elif name in QUERIES:
        asked |= QUERIES[name](world)
    if operation.method == "get":
        return api.get(path, **asked)
    if name in {"upload_milestone_evidence", "upload_dispute_evidence"}:
        return api.raw(path, a_pdf("another"), content_type="text/html")
    if name == "upload_verification_document":
        return api.raw(f"{path}?purpose=identity_proof", a_pdf("another"), content_type="text/html")
    if name == "attach_to_deal":
        return api.raw(path, a_pdf("another"), content_type="text/html")
    if name == "import_statement":
        return api.raw(path, b"no,statement\n", content_type="text/csv")
    sent = body if body is not None else (BODIES[name](world) if name in BODIES else None)
    if operation.method == "put":
        return api.put(path, sent, keyed() if operation.has_key else None)
    if operation.method == "delete":
        return api.delete(path)
    if operation.method == "patch":
        return api.client.patch(
            f"/api/v1{path}", data=sent, content_type="application/json", headers=api.headers
        )
    return api.post(path, sent, keyed() if operation.has_key else None)


def _link(world: World) -> str:
    """To a file of the first merchant's, made for its owner."""
    file_id = world.things["own"]["file_id"]
    seen = files.files_of(world.shop.id, [file_id])[file_id]
    return files.link_to(seen, reader=world.shop.actor, at=db.clock()).token
