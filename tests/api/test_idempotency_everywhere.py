"""Every POST that moves money stands behind the same door, and no new one is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from django.conf import settings as django_settings
from pytest_django import Settings

from adulis.deals import actions as deals
from adulis.deals.values import DealFormat
from adulis.escrow import actions as escrow
from adulis.gateways.collected import Payer
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.payouts import actions as payouts
from adulis.payouts.models import PayoutSettings
from adulis.payouts.values import RowGiven
from tests.asking import REPLAYED, keyed, order
from tests.auctions import Hall, a_hall
from tests.auctions import hear as auctions_hear
from tests.callers.cast import signed_in
from tests.callers.deal_things import DEAL
from tests.dealing import agreed, last_terms, proposed, shares
from tests.disputing import Quarrel, a_judge, a_quarrel, opened_by
from tests.doors import Api, problem_of
from tests.escrowing import DAY, Deal, a_deal, act
from tests.giving_back import a_deposit, asked, dispute_of, hear, paid
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db

# Every other POST, and why a repetition of it needs no key.
WITHOUT = {
    "sign_in": "moves no money; a second session is another session",
    "refresh_tokens": "a token is exchanged once; asked again at once, a browser gets the same",
    "sign_out": "twice is once",
    "change_password": "the old password works no more",
    "create_api_key": "moves no money; the secret must not be kept for a replay",
    "revoke_api_key": "twice is once",
    "preview_payout": "is undone before it is answered",
    "verify_bank_account": "asks the bank, and moves no money of the merchant",
    "import_statement": "the same file again changes nothing, and no line is booked twice",
    "receive_bank_callback": "a bank's event id is its key",
    "receive_gateway_callback": "a gateway's event id is its key",
    "propose_case_decision": "moves nothing",
    "withdraw_case_decision": "moves nothing",
    "close_case": "a case closes once, and its decision is carried out in the same transaction",
    "approve_approval": "an approval is decided once, and carried out in the same transaction",
    "refuse_approval": "an approval is decided once",
    "withdraw_approval": "an approval is decided once",
    "approve_operator_approval": "as approve_approval",
    "refuse_operator_approval": "as refuse_approval",
    "withdraw_operator_approval": "as withdraw_approval",
    "propose_fee": "moves nothing; the same question waits once",
    "propose_limit": "moves nothing; the same question waits once",
    "propose_adjustment": "moves nothing before another operator has read it",
    "propose_unfreeze": "moves nothing; the same question waits once",
    "freeze_merchant": "twice is once",
    "quote_fee": "moves no money; a quote is honoured once",
    "create_deposit_quote": "moves no money; a quote is honoured once",
    "rotate_api_key": "a key is rotated once; the secret must not be kept for a replay",
    # What is divided is divided by an acceptance; what is handed in leaves a state.
    "submit_milestone": "a milestone is handed in once a round",
    "request_changes": "changes are requested once a round",
    "upload_milestone_evidence": "moves nothing; what is not handed in nobody sees",
    "link_milestone_evidence": "only looks",
    "signal_milestone": "twice is once, and a milestone is released once",
    "propose_split": "moves nothing; the same proposal again replaces itself",
    "refuse_escrow_proposal": "a proposal ends once",
    "withdraw_escrow_proposal": "a proposal ends once",
    "propose_cancellation": "moves nothing; one waits at a time",
    "refuse_cancellation": "a proposal ends once",
    "withdraw_cancellation": "a proposal ends once",
    # Deals: who does what, once, from a state it leaves; and what only looks.
    "respond_to_dispute": "a dispute is answered once",
    "withdraw_dispute": "a dispute is taken back once",
    "escalate_dispute": "each side asks for a ruling once",
    "make_dispute_offer": "passes the turn, so a second one is refused",
    "refuse_dispute_offer": "an offer ends once",
    "appeal_ruling": "there is one appeal",
    "upload_dispute_evidence": "moves nothing; the same file twice is the same evidence",
    "link_dispute_evidence": "only looks",
    "delete_deal": "a draft is deleted once",
    "publish_deal": "a draft is published once",
    "withdraw_deal": "what waits for approval is taken back once",
    "amend_deal": "the same terms again are refused",
    "reopen_deal": "a deal is reopened once, and is open then",
    "cancel_deal": "a deal is called off once",
    "propose_deal": "a draft is proposed once",
    "counter_deal": "names the terms it answers, and they are answered once",
    "reject_deal": "names the terms it answers, and they are answered once",
    "attach_to_deal": "moves nothing; one too many is removed again",
    "remove_deal_attachment": "an attachment is removed once",
    "link_deal_attachment": "only looks",
    "invite_to_deal": "an address is invited once",
    "revoke_deal_invitation": "an invitation ends once",
    "look_up_deal_invitation": "only looks",
    "join_deal": "a letter's link works exactly once",
    "watch_deal": "twice is once",
    "unwatch_deal": "twice is once",
    "review_deal": "each side reviews once",
    # Letters and their links: each opens once, and strangers are told the same every time.
    "register": "an address is registered once, and the answer does not say so",
    "confirm_email": "a letter's link works exactly once",
    "resend_confirmation": "moves nothing; letters are counted",
    "request_password_reset": "moves nothing; letters are counted",
    "reset_password": "a letter's link works exactly once",
    "look_up_invitation": "only looks",
    "accept_invitation": "a letter's link works exactly once",
    "invite_member": "an address is invited once",
    "resend_invitation": "moves nothing; letters are counted",
    "revoke_invitation": "an invitation ends once",
    # One's own login.
    "begin_second_factor": "beginning again gives another secret, and the first is worth nothing",
    "confirm_second_factor": "a code works exactly once",
    "disable_second_factor": "a code works exactly once",
    "make_recovery_codes": "a code works exactly once; codes must not be kept for a replay",
    "revoke_session": "twice is once",
    "revoke_other_sessions": "twice is once",
    "read_notification": "twice is once",
    "dismiss_system_alert": "twice is once",
    "read_notifications": "twice is once",
    # The merchant and its people.
    "create_merchant": "a person's merchants have different names",
    "rename_merchant": "twice is once",
    "change_member_role": "twice is once",
    "remove_member": "a member is removed once",
    "leave_merchant": "a member leaves once",
    # Who a merchant is: states that are left once.
    "upload_verification_document": "moves nothing; one too many is removed again",
    "remove_verification_document": "a document is removed once",
    "link_verification_document": "only looks",
    "submit_verification": "what is submitted cannot be submitted",
    "link_verification_document_for_review": "only looks",
    "reveal_verification_numbers": "only looks",
    "verify_merchant": "names the submission, which is decided once",
    "refuse_verification": "names the submission, which is decided once",
    "downgrade_merchant": "only who is verified can be downgraded",
    "revoke_verification": "only who is verified can lose it",
    # Webhooks: moves no money; whoever is told twice knows the event by its id.
    "create_webhook_endpoint": "moves no money; the secret must not be kept for a replay",
    "rotate_webhook_secret": "once a day; the secret must not be kept for a replay",
    "disable_webhook_endpoint": "is disabled once",
    "enable_webhook_endpoint": "is enabled once",
    "archive_webhook_endpoint": "is archived once",
    "test_webhook_endpoint": "moves nothing; another test is another event",
    "replay_webhooks": "moves nothing; what waits already is left to wait",
    "replay_webhook_delivery": "what waits already cannot be replayed",
    "advance_clock": "sandbox only",
    "simulate_credit": "sandbox only",
    "script_next_payout": "sandbox only",
}

Ask = tuple[str, dict[str, Any]]


def _pending(shop: Shop) -> str:
    return f"/payouts/{shop.pay_out(60_000).id}"


def _chargeback(shop: Shop) -> str:
    deposit = a_deposit(shop, 60_000)
    taken = hear(dispute_of(deposit, 10_000))
    assert taken is not None
    return f"/deposits/{deposit.id}/chargebacks/{taken.id}"


def _new_account(_shop: Shop) -> Ask:
    details = {"account_number": "50100200300", "ifsc": "HDFC0CAACOB"}
    return "/bank-accounts/", {"holder_name": "Asha Rao", **details}


def _awaiting_approval(shop: Shop) -> str:
    PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
    return _pending(shop)


def _batch(shop: Shop) -> str:
    row = RowGiven(line=1, row_key="a", amount_minor=60_000, bank_account_id=shop.accounts[0].id)
    with db.transaction():
        batch = payouts.validate_batch(
            viewer=shop.viewer, name="", rows=[row], actor=shop.actor, at=db.clock()
        )
    return f"/payout-batches/{batch.id}"


def _funded(shop: Shop, **more: Any) -> Deal:
    deal = a_deal(60_000, buyer=shop, **more)
    deal.fund()
    return deal


def _approval(shop: Shop) -> Ask:
    deal = _funded(shop)
    body = {"expected_payee_id": str(deal.seller.id), "amount_paise": 60_000}
    return f"/milestones/{deal.id()}/approve/", body


def _offer(shop: Shop) -> Ask:
    deal = _funded(shop)
    offer = deal.propose(deal.seller, 60_000, 0)
    body = {"to_seller_paise": 60_000, "to_buyer_paise": 0}
    return f"/milestones/{deal.id()}/proposals/{offer.id}/accept/", body


def _cancellation(shop: Shop) -> Ask:
    deal = _funded(shop)
    told = {"agreement_id": deal.agreement_id}
    made = act(escrow.propose_cancellation, deal.seller, **told)
    return f"/agreements/{deal.agreement_id}/cancellation/{made.id}/accept/", {}


def _quarrel(shop: Shop) -> Quarrel:
    return a_quarrel(60_000, deal=_funded(shop))


def _claim(shop: Shop) -> tuple[str, Any]:
    deal = _funded(shop)
    found = opened_by(deal.seller, deal, 60_000)
    body = {"to_seller_paise": 60_000, "to_buyer_paise": 0}
    return f"/disputes/{found.id}/offers/{found.offer.id}/accept/", body


def _ruled(shop: Shop) -> tuple[str, Any]:
    found = _quarrel(shop).escalated()
    found.rule(a_judge(), 30_000)
    return f"/disputes/{found.id}/accept-ruling/", {}


def _sold(shop: Shop) -> str:
    deal = a_deal(60_000, buyer=a_shop("Customer", paise=60_000), seller=shop)
    deal.fund()
    return f"/milestones/{deal.id()}"


def _undeclared(shop: Shop) -> UUID:
    deposit = asked(shop, rupees(60_000), payer_name="Nordic Foods")
    return paid(deposit, payer=Payer(name="Baltic Timber")).id


def _incoming(shop: Shop) -> Ask:
    deal = proposed(a_shop("Seller"), shop)
    body = {"version": 1, "terms_hash": last_terms(deal).hash}
    return f"/deals/{deal.id}/accept/", body


def _auction(shop: Shop | None = None, **more: Any) -> Hall:
    """It ends in two minutes, so that nobody's token does before."""
    plan = {"window": timedelta(0), "extension": timedelta(0)}
    return a_hall(shop, hours=1 / 30, plan=plan, **more)


def _ranked(shop: Shop) -> Ask:
    hall, bidder = _auction(shop), a_shop("Bidder")
    hall.bid(bidder, 90_000)
    hall.at_end()
    return f"/deals/{hall.deal_id}/auction/award/", {"bidder": 1}


def _chosen(shop: Shop) -> str:
    hall = _auction()
    hall.bid(shop, 90_000)
    hall.at_end()
    hall.award(shop)
    return f"/deals/{hall.deal_id}/auction/award"


def _bidding(shop: Shop, **more: Any) -> str:
    hall = a_hall(**more)
    hall.bid(shop, 90_000)
    return f"/deals/{hall.deal_id}/auction"


def _amended(shop: Shop) -> str:
    hall = a_hall()
    hall.bid(shop, 90_000)
    act(deals.amend_deal, hall.poster, deal_id=hall.deal_id, body=shares(5_000, 5_000))
    auctions_hear()
    return f"/deals/{hall.deal_id}/auction"


# How to ask for each: the path and a body; who asks is another owner than the one who made it.
ASKING: dict[str, Callable[[Shop], Ask]] = {
    "create_payout": lambda shop: ("/payouts/", order(shop)),
    "create_transfer": lambda _: (
        "/transfers/",
        {"to": str(a_shop("Receiver").id), "amount_paise": 60_000},
    ),
    "create_deposit": lambda _: ("/deposits/", {"amount_minor": 60_000}),
    "ask_report": lambda _: (
        "/reports/",
        {"kind": "volumes", "from": "2026-11-01", "to": "2026-11-01"},
    ),
    "cancel_deposit": lambda shop: (f"/deposits/{asked(shop, rupees(60_000)).id}/cancel/", {}),
    "create_refund": lambda shop: (
        f"/deposits/{a_deposit(shop, 60_000).id}/refunds/",
        {"amount_paise": 10_000},
    ),
    "accept_chargeback": lambda shop: (f"{_chargeback(shop)}/accept/", {}),
    "contest_chargeback": lambda shop: (f"{_chargeback(shop)}/evidence/", {"text": "Delivered."}),
    "cancel_payout": lambda shop: (f"{_pending(shop)}/cancel/", {}),
    "approve_payout": lambda shop: (f"{_awaiting_approval(shop)}/approve/", {}),
    "refuse_payout": lambda shop: (f"{_awaiting_approval(shop)}/refuse/", {}),
    "add_bank_account": _new_account,
    "fund_milestone": lambda shop: (
        f"/milestones/{a_deal(60_000, buyer=shop).id()}/fund/",
        {"amount_paise": 10_000},
    ),
    "approve_milestone": _approval,
    "refund_milestone": lambda shop: (f"{_sold(shop)}/refund/", {"amount_paise": 10_000}),
    "cancel_milestone": lambda shop: (
        f"/milestones/{_funded(shop, deliver_by=db.clock() - 9 * DAY).id()}/cancel/",
        {},
    ),
    "accept_escrow_proposal": _offer,
    "open_dispute": lambda shop: (
        f"/milestones/{_funded(shop).id()}/dispute/",
        {"reason": "late", "amount_paise": 60_000, "statement": "Nothing came."},
    ),
    "accept_dispute_offer": _claim,
    "accept_ruling": _ruled,
    "accept_cancellation": _cancellation,
    "create_payout_batch": lambda shop: ("/payout-batches/", {"rows": [order(shop)]}),
    "approve_payout_batch": lambda shop: (f"{_batch(shop)}/approve/", {}),
    "cancel_payout_batch": lambda shop: (f"{_batch(shop)}/cancel/", {}),
    "declare_payer": lambda shop: (
        f"/deposits/{_undeclared(shop)}/declare-payer/",
        {"explanation": "Their parent company paid."},
    ),
    "create_deal": lambda _: ("/deals/", DEAL),
    "accept_deal": _incoming,
    "write_deal_message": lambda shop: (
        f"/deals/{agreed(a_shop('Seller'), shop).id}/messages/",
        {"text": "When do you deliver?"},
    ),
    "award_auction": _ranked,
    "confirm_award": lambda shop: (f"{_chosen(shop)}/confirm/", {"price_paise": 90_000}),
    "decline_award": lambda shop: (f"{_chosen(shop)}/decline/", {}),
    "place_bid": lambda _: (
        f"/deals/{a_hall().deal_id}/auction/bids/",
        {"amount_paise": 90_000, "terms_version": 1},
    ),
    "retract_bid": lambda shop: (f"{_bidding(shop)}/retract/", {"corrected_paise": 95_000}),
    "reconfirm_bid": lambda shop: (f"{_amended(shop)}/reconfirm/", {"terms_version": 2}),
    "withdraw_sealed_bid": lambda shop: (
        f"{_bidding(shop, how=DealFormat.SEALED)}/withdraw/",
        {},
    ),
    "archive_bank_account": lambda shop: (f"/bank-accounts/{shop.accounts[0].id}/archive/", {}),
}


def posts() -> dict[str, bool]:
    """Every POST of the published interface, and whether it takes an Idempotency-Key."""
    told = yaml.safe_load((django_settings.REPOSITORY / "openapi.yaml").read_text())
    return {
        methods["post"]["operationId"]: "Idempotency-Key"
        in [each["name"] for each in methods["post"].get("parameters", [])]
        for methods in told["paths"].values()
        if "post" in methods
    }


MONEY = sorted(name for name, has_key in posts().items() if has_key)


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def api(shop: Shop) -> Api:
    """A person: some of it no key may do."""
    return Api(signed_in(a_member(shop, MemberRole.OWNER)[1]).access)


def test_every_post_is_known_to_need_a_key_or_not_to() -> None:
    assert {name for name, has_key in posts().items() if not has_key} == set(WITHOUT)
    assert set(MONEY) == set(ASKING)


@pytest.mark.parametrize("name", MONEY)
class TestEveryOne:
    def test_is_refused_without_a_key(self, api: Api, shop: Shop, name: str) -> None:
        path, body = ASKING[name](shop)
        before = everything()
        answer = api.post(path, body)
        assert problem_of(answer) == (400, "idempotency_key_invalid")
        assert changed_since(before, "identity_api_key") == {}

    def test_happens_once(self, api: Api, shop: Shop, name: str) -> None:
        path, body = ASKING[name](shop)
        key = keyed()
        first = api.post(path, body, key)
        assert first.status_code in {200, 201}, first.content
        before = everything()
        again = api.post(path, body, key)
        assert (again.status_code, again.content) == (200, first.content)
        assert again.headers[REPLAYED] == "true"
        assert changed_since(before) == {}

    def test_is_a_conflict_when_the_key_belongs_to_another_request(
        self, api: Api, shop: Shop, name: str
    ) -> None:
        path, body = ASKING[name](shop)
        key = keyed()
        api.post(f"/payouts/{uuid4()}/cancel/", {}, key)
        before = everything()
        assert problem_of(api.post(path, body, key)) == (409, "idempotency_key_reused")
        assert changed_since(before) == {}

    def test_has_the_key_for_itself_under_another_merchant(
        self, api: Api, shop: Shop, name: str
    ) -> None:
        path, body = ASKING[name](shop)
        other = a_shop(paise=100_000)
        key = keyed()
        Api(other.api_key()).post(f"/payouts/{uuid4()}/cancel/", {}, key)
        first = api.post(path, body, key)
        assert first.status_code in {200, 201}
        assert REPLAYED not in first.headers
