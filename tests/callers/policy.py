"""Who may: the table, written from the roles and scopes of the design before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass

from adulis.identity.values import SCOPES, MemberRole

VIEWER, FINANCE, OWNER = MemberRole.VIEWER, MemberRole.FINANCE, MemberRole.OWNER
READS, PAYS = "read", "payouts:write"
TRANSFERS, DEPOSITS = "transfers:write", "deposits:write"
DEALS = "deals:write"
ESCROW, CONDITIONS = "escrow:write", "conditions:write"
BIDS = "bids:write"
WEBHOOKS = "webhooks:write"


@dataclass(frozen=True)
class Of:
    """Something of a merchant: the lowest role, and the scope a key needs; or no key at all.

    ``of_members``: an operator who is no member has no such thing.
    """

    role: MemberRole
    scope: str = READS
    people_only: bool = False
    of_members: bool = False


@dataclass(frozen=True)
class Desk:
    """Something of the platform: the operators who may. A key never is one."""

    roles: frozenset[str]


@dataclass(frozen=True)
class Mine:
    """Something about the caller alone: everybody known; people only; or keys of a scope too."""

    people_only: bool = True
    scope: str = ""


@dataclass(frozen=True)
class Anybody:
    """Nobody is asked who they are: all are answered alike."""


Rule = Of | Desk | Mine | Anybody

LOOKS = Of(VIEWER)
SENDS = Of(FINANCE, PAYS)
STEERS = Of(OWNER, PAYS)
GIVES = Of(FINANCE, TRANSFERS)
COLLECTS = Of(FINANCE, DEPOSITS)
HOLDS, ENDS = Of(FINANCE, ESCROW), Of(OWNER, ESCROW)
OFFERS, CHOOSES = Of(FINANCE, BIDS), Of(OWNER, BIDS)
RULES = Of(OWNER, people_only=True)
PREPARES, BINDS = Of(FINANCE, DEALS), Of(OWNER, DEALS)
TELLS = Of(OWNER, WEBHOOKS)
MARKS = Of(VIEWER, DEALS, of_members=True)
HEARS = Of(VIEWER, people_only=True, of_members=True)
IN_PERSON, KNOWN, EVERYBODY = Mine(), Mine(people_only=False), Anybody()
MONEY = Desk(frozenset({"finance", "admin"}))
COMPLIES = Desk(frozenset({"compliance", "admin"}))
DECIDES = Desk(frozenset({"finance", "compliance", "admin"}))

POLICY: dict[str, Rule] = {
    # --- money of a merchant: everybody on its team looks ---
    "get_balance": LOOKS,
    "list_ledger_lines": LOOKS,
    "get_entry_proof": LOOKS,
    "get_statement": LOOKS,
    "list_invoices": LOOKS,
    "get_invoice": LOOKS,
    "list_invoice_items": LOOKS,
    "print_invoice": LOOKS,
    "list_reports": LOOKS,
    "get_report": LOOKS,
    "get_report_row": LOOKS,
    # Asking changes nothing of theirs: whoever may look at the books may.
    "ask_report": LOOKS,
    "quote_fee": LOOKS,
    "get_overview": LOOKS,
    "get_limits": LOOKS,
    "list_events": LOOKS,
    "stream_events": LOOKS,
    "list_cases": LOOKS,
    "get_case": LOOKS,
    "list_audit_records": RULES,
    "export_audit_records": RULES,
    # --- payouts ---
    "list_payouts": LOOKS,
    "get_payout": LOOKS,
    "get_payout_timeline": LOOKS,
    "export_payouts": LOOKS,
    "list_payout_batches": LOOKS,
    "get_payout_batch": LOOKS,
    "list_payout_batch_rows": LOOKS,
    "create_payout": SENDS,
    "preview_payout": SENDS,
    "cancel_payout": SENDS,
    "create_payout_batch": SENDS,
    "cancel_payout_batch": SENDS,
    # Below the limit whoever pays runs it; above it a second owner has to, which the action asks.
    "approve_payout_batch": SENDS,
    "approve_payout": RULES,
    "refuse_payout": RULES,
    "list_bank_accounts": LOOKS,
    "get_bank_account": LOOKS,
    # Where money may go is the owners' business; their keys do it for them, as part of paying out.
    "add_bank_account": STEERS,
    "rename_bank_account": STEERS,
    "verify_bank_account": STEERS,
    "archive_bank_account": STEERS,
    # --- transfers, and what waits for a second owner ---
    "list_transfers": LOOKS,
    "get_transfer": LOOKS,
    # A name behind an account number is told to those who could send money there.
    "get_transfer_recipient": Of(FINANCE),
    "create_transfer": GIVES,
    "list_approvals": LOOKS,
    "get_approval": LOOKS,
    "get_approval_settings": LOOKS,
    # Four eyes are eyes: no key decides.
    "approve_approval": RULES,
    "refuse_approval": RULES,
    "set_approval_settings": RULES,
    # By whoever asked, and those who may ask are finance.
    "withdraw_approval": Of(FINANCE, people_only=True),
    # --- deposits ---
    "list_deposits": LOOKS,
    "get_deposit": LOOKS,
    "get_deposit_timeline": LOOKS,
    "get_remittance_advice": LOOKS,
    "list_refunds": LOOKS,
    "get_refund": LOOKS,
    "list_chargebacks": LOOKS,
    "get_chargeback": LOOKS,
    "create_deposit": COLLECTS,
    "cancel_deposit": COLLECTS,
    "declare_payer": COLLECTS,
    "create_deposit_quote": COLLECTS,
    "create_refund": COLLECTS,
    "accept_chargeback": COLLECTS,
    "contest_chargeback": COLLECTS,
    # --- escrow ---
    "list_agreements": LOOKS,
    "get_agreement": LOOKS,
    "list_milestones": LOOKS,
    "get_milestone": LOOKS,
    "preview_milestone": LOOKS,
    "get_milestone_timeline": LOOKS,
    "list_milestone_evidence": LOOKS,
    "list_escrow_proposals": LOOKS,
    "fund_milestone": HOLDS,
    "submit_milestone": HOLDS,
    "upload_milestone_evidence": HOLDS,
    "request_changes": HOLDS,
    "approve_milestone": HOLDS,
    "refund_milestone": HOLDS,
    "cancel_milestone": HOLDS,
    "propose_split": HOLDS,
    "accept_escrow_proposal": HOLDS,
    "refuse_escrow_proposal": HOLDS,
    "withdraw_escrow_proposal": HOLDS,
    # What was accepted by an owner is given up by one.
    "propose_cancellation": ENDS,
    "accept_cancellation": ENDS,
    "refuse_cancellation": ENDS,
    "withdraw_cancellation": ENDS,
    # A third party that the terms name, by a key that may do nothing else.
    "signal_milestone": Of(FINANCE, CONDITIONS),
    # A link is made for one person of the two sides.
    "link_milestone_evidence": Of(VIEWER, people_only=True),
    # --- disputes: owners bind their side, and whoever brings files may not ---
    "list_disputes": LOOKS,
    "get_dispute": LOOKS,
    "preview_dispute": LOOKS,
    "get_dispute_timeline": LOOKS,
    "list_dispute_offers": LOOKS,
    "list_dispute_evidence": LOOKS,
    "link_dispute_evidence": Of(VIEWER, people_only=True),
    "upload_dispute_evidence": HOLDS,
    "open_dispute": ENDS,
    "respond_to_dispute": ENDS,
    "withdraw_dispute": ENDS,
    "escalate_dispute": ENDS,
    "make_dispute_offer": ENDS,
    "accept_dispute_offer": ENDS,
    "refuse_dispute_offer": ENDS,
    "accept_ruling": ENDS,
    "appeal_ruling": ENDS,
    # --- auctions ---
    "get_auction": LOOKS,
    "list_bids": LOOKS,
    "get_auto_bid": LOOKS,
    "get_auction_ranking": LOOKS,
    "get_auction_hashes": LOOKS,
    # The hidden reserve is in it.
    "get_auction_plan": Of(FINANCE),
    "plan_auction": OFFERS,
    "place_bid": OFFERS,
    "set_auto_bid": OFFERS,
    "cancel_auto_bid": OFFERS,
    "retract_bid": OFFERS,
    "reconfirm_bid": OFFERS,
    "withdraw_sealed_bid": OFFERS,
    "award_auction": CHOOSES,
    "confirm_award": CHOOSES,
    "decline_award": CHOOSES,
    # --- deals: finance writes them and speaks about them, an owner binds ---
    "list_deals": LOOKS,
    "get_deal": LOOKS,
    "list_deal_terms": LOOKS,
    "diff_deal_terms": LOOKS,
    "get_deal_cancellation": LOOKS,
    "get_deal_timeline": LOOKS,
    "list_deal_messages": LOOKS,
    "list_deal_threads": LOOKS,
    "list_deal_attachments": LOOKS,
    "list_deal_reviews": LOOKS,
    "get_reputation": LOOKS,
    # Addresses of people, for those who write to them.
    "list_deal_invitations": Of(FINANCE),
    # An inbox is a person's; a program has none.
    "list_notifications": IN_PERSON,
    "get_notification_summary": IN_PERSON,
    "read_notification": IN_PERSON,
    "read_notifications": IN_PERSON,
    "get_notification_preferences": IN_PERSON,
    "set_notification_preferences": IN_PERSON,
    "get_letter_hours": IN_PERSON,
    "set_letter_hours": IN_PERSON,
    "list_system_alerts": KNOWN,
    "dismiss_system_alert": IN_PERSON,
    # A link is made for one person, who comes in person.
    "link_deal_attachment": Of(VIEWER, people_only=True),
    "create_deal": PREPARES,
    "edit_deal": PREPARES,
    "delete_deal": PREPARES,
    "withdraw_deal": PREPARES,
    "write_deal_message": PREPARES,
    "attach_to_deal": PREPARES,
    "remove_deal_attachment": PREPARES,
    "invite_to_deal": PREPARES,
    "revoke_deal_invitation": PREPARES,
    "review_deal": PREPARES,
    "join_deal": PREPARES,
    "publish_deal": BINDS,
    "propose_deal": BINDS,
    "amend_deal": BINDS,
    "reopen_deal": BINDS,
    "counter_deal": BINDS,
    "accept_deal": BINDS,
    "reject_deal": BINDS,
    "cancel_deal": BINDS,
    # A bookmark is a person's own, whatever they may do besides.
    "watch_deal": MARKS,
    "unwatch_deal": MARKS,
    "get_deal_watch_level": HEARS,
    "set_deal_watch_level": HEARS,
    "look_up_deal_invitation": EVERYBODY,
    # --- sandbox: as the real thing would be ---
    "get_clock": LOOKS,
    "list_behaviours": LOOKS,
    "get_payout_truth": LOOKS,
    "advance_clock": SENDS,
    "simulate_credit": SENDS,
    "script_next_payout": SENDS,
    # --- webhooks: everybody looks at what was sent; where to is the owners' business ---
    "list_webhook_endpoints": LOOKS,
    "get_webhook_endpoint": LOOKS,
    "list_webhook_deliveries": LOOKS,
    "get_webhook_delivery": LOOKS,
    "create_webhook_endpoint": TELLS,
    "update_webhook_endpoint": TELLS,
    "rotate_webhook_secret": TELLS,
    "disable_webhook_endpoint": TELLS,
    "enable_webhook_endpoint": TELLS,
    "archive_webhook_endpoint": TELLS,
    "test_webhook_endpoint": TELLS,
    "replay_webhooks": TELLS,
    "replay_webhook_delivery": TELLS,
    # --- the merchant itself, its keys and its people ---
    "list_merchants": Mine(people_only=False, scope=READS),
    "create_merchant": IN_PERSON,
    "rename_merchant": RULES,
    # Names, prefixes and last uses; the secret is shown once, to whoever made the key.
    "list_api_keys": LOOKS,
    "create_api_key": RULES,
    "revoke_api_key": RULES,
    "rotate_api_key": RULES,
    # Everybody on a team sees who is on it; whom the owners ask is the owners' business.
    "list_members": LOOKS,
    "leave_merchant": Of(VIEWER, people_only=True, of_members=True),
    "change_member_role": RULES,
    "remove_member": RULES,
    "list_invitations": RULES,
    "invite_member": RULES,
    "resend_invitation": RULES,
    "revoke_invitation": RULES,
    "look_up_invitation": EVERYBODY,
    "accept_invitation": IN_PERSON,
    # Who a merchant is, its owners say and show in person; compliance looks at it and decides.
    "get_verification": RULES,
    "save_verification": RULES,
    "submit_verification": RULES,
    "list_verification_documents": RULES,
    "upload_verification_document": RULES,
    "remove_verification_document": RULES,
    "link_verification_document": RULES,
    "list_verifications": COMPLIES,
    "get_verification_review": COMPLIES,
    "reveal_verification_numbers": COMPLIES,
    "link_verification_document_for_review": COMPLIES,
    "verify_merchant": COMPLIES,
    "refuse_verification": COMPLIES,
    "downgrade_merchant": COMPLIES,
    "revoke_verification": COMPLIES,
    # --- the platform ---
    "propose_case_decision": MONEY,
    "withdraw_case_decision": MONEY,
    "close_case": MONEY,
    "list_bank_days": MONEY,
    "import_statement": MONEY,
    "list_fx_positions": MONEY,
    "propose_fee": MONEY,
    "propose_limit": MONEY,
    "propose_adjustment": MONEY,
    "freeze_merchant": COMPLIES,
    "propose_unfreeze": COMPLIES,
    "list_operator_approvals": DECIDES,
    "get_operator_approval": DECIDES,
    # What is asked about is an adjustment, which is a matter of money.
    "approve_operator_approval": MONEY,
    "refuse_operator_approval": MONEY,
    "withdraw_operator_approval": MONEY,
    # --- whoever is asking ---
    "list_fees": Mine(people_only=False, scope=READS),
    "list_deal_categories": Mine(people_only=False, scope=READS),
    "read_me": KNOWN,
    "change_password": IN_PERSON,
    "get_second_factor": IN_PERSON,
    "begin_second_factor": IN_PERSON,
    "confirm_second_factor": IN_PERSON,
    "disable_second_factor": IN_PERSON,
    "make_recovery_codes": IN_PERSON,
    "list_sessions": IN_PERSON,
    "revoke_session": IN_PERSON,
    "revoke_other_sessions": IN_PERSON,
    # A link is made for one person, who comes in person.
    "download_file": IN_PERSON,
    # --- nobody is asked who they are: a password, a letter's link or a signature says it ---
    "get_installation": EVERYBODY,
    "get_proof_verifier": EVERYBODY,
    "list_public_system_alerts": EVERYBODY,
    "sign_in": EVERYBODY,
    "sign_out": EVERYBODY,
    "refresh_tokens": EVERYBODY,
    "register": EVERYBODY,
    "confirm_email": EVERYBODY,
    "resend_confirmation": EVERYBODY,
    "request_password_reset": EVERYBODY,
    "reset_password": EVERYBODY,
    "receive_bank_callback": EVERYBODY,
    "receive_gateway_callback": EVERYBODY,
}

# Nobody by these names is known (any more): 401, wherever somebody has to be.
STRANGERS = frozenset({
    "nobody", "wrong key", "garbage token", "revoked key", "expired key", "rotated key",
    "deactivated person", "key of deactivated person", "key of removed member",
    "ended session", "signed out everywhere",
})  # fmt: skip
# Somebody, and nothing to this merchant.
OUTSIDERS = frozenset({"owner of another", "key of another", "removed member", "newcomer"})
TEAM = {"owner": OWNER, "finance": FINANCE, "viewer": VIEWER}
OPERATORS = frozenset({"support", "compliance", "finance", "admin"})


def expected(rule: Rule, caller: str) -> int | None:
    """The refusal, or None: whoever may is not refused for who they are."""
    if isinstance(rule, Anybody):
        return None
    if caller in STRANGERS:
        return 401
    if caller == "key from elsewhere":
        return 403  # a good key, and not from where it may be used
    desk = caller.removesuffix(" operator")
    is_operator = desk != caller
    is_key = "key" in caller
    match rule:
        case Desk():
            return None if is_operator and desk in rule.roles else 403
        case Mine():
            if not is_key:
                return None
            return 403 if rule.people_only or not _has_scope(caller, rule.scope) else None
        case Of():
            if is_operator:
                # Who names the merchant looks at it as a viewer does, and does nothing for it.
                return 404 if rule.of_members else None if rule == LOOKS else 403
            if caller in OUTSIDERS:
                return 404
            role = TEAM.get(caller.removesuffix("'s key"), OWNER)
            may = role.rank >= rule.role.rank and _has_scope(caller, rule.scope)
            return None if may and not (is_key and rule.people_only) else 403
    raise AssertionError(rule)


def _has_scope(caller: str, scope: str) -> bool:
    """A key named after its scope has that one only; every other key has them all."""
    named = caller.removeprefix("key with ")
    return not scope or named not in SCOPES or named == scope
