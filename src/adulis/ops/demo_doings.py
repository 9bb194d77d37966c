"""What people of the demo world are in the middle of: money coming in, a transfer, questions.

Made by the verbs people use, some of it against the simulated gateway; whatever has to wait is left
waiting, and the worker goes on with it. Malabar Spice Exports is left as it is, for whoever follows
the tour.
"""

from __future__ import annotations

from uuid import UUID

from adulis.deposits import actions as deposits
from adulis.deposits import tasks as following
from adulis.deposits.tasks_back import fetch_rates
from adulis.deposits.values import DepositOrder
from adulis.gateways import simulator
from adulis.identity import actions as identity
from adulis.identity import queries as people
from adulis.identity.values import Caller, MemberRole, MerchantKind, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import Money, rupees
from adulis.ops.demo_papers import TEA_HOUSE, hand_in
from adulis.oversight import actions as oversight
from adulis.payouts import actions as payouts
from adulis.payouts.values import PayoutOrder
from adulis.transfers import actions as transfers
from adulis.transfers.values import TransferOrder
from adulis.wallets import actions as wallets

# RBI's purpose code of business and management consultancy and the like (services exported).
TRANSLATION = "P1006"


def viewing(user_id: UUID, merchant_id: UUID) -> Viewer:
    """An owner, looking at their merchant as if they had signed in."""
    standing = people.standing(merchant_id)
    actor = Actor(ActorKind.USER, str(user_id), str(user_id))
    role = MemberRole.OWNER
    caller = Caller(actor, user_id, db.clock(), {merchant_id: role}, {merchant_id: standing})
    return Viewer(caller, merchant_id, role, standing)


def money_comes_in(seller: Viewer) -> None:
    """A card payment on its way to being available, one from abroad, and a page nobody paid yet."""
    fetch_rates()
    card = DepositOrder(
        amount=rupees(1_250_000), description="Invoice 2026-114, Lotus Press", reference="2026-114"
    )
    with db.transaction():
        quote = deposits.create_quote(
            merchant_id=seller.merchant_id,
            paid=Money(48_000, "EUR"),
            actor=seller.actor,
            at=db.clock(),
        )
    abroad = DepositOrder(
        amount=Money(48_000, "EUR"),
        description="Translation of the spring catalogue",
        reference="VAH-0311",
        payer_name="Verlag am Hafen",
        quote_id=quote.id,
        purpose_code=TRANSLATION,
    )
    unpaid = DepositOrder(amount=rupees(300_000), description="Retainer for December")
    for order in (card, abroad):
        simulator.ask_gateway("POST", f"/intents/{_opened(seller, order)}/pay", {})
    _opened(seller, unpaid)


def _opened(seller: Viewer, order: DepositOrder) -> str:
    """Create a deposit; the gateway's name for what is to be paid."""
    with db.transaction():
        made = deposits.create_deposit(
            viewer=seller, order=order, actor=seller.actor, at=db.clock()
        )
    following.open_at_once(made.id)
    made.refresh_from_db()
    return made.intent_id


def a_payer_pays_too_little(seller: Viewer) -> None:
    """People have to say what becomes of it: there is an open case."""
    order = DepositOrder(amount=rupees(840_000), description="Invoice 2026-109, Lotus Press")
    paid = {"behaviour": "wrong_amount"}
    simulator.ask_gateway("POST", f"/intents/{_opened(seller, order)}/pay", paid)


def a_payout_stays_in_doubt(payer: Viewer, account_id: UUID) -> None:
    """Its answer was lost, and the bank never says what became of it, however often it is asked."""
    _paid_out(payer, account_id, 318_250, "timeout_after+lost_hooks+stuck")


def a_payout_comes_back(payer: Viewer, account_id: UUID) -> None:
    """It arrives, and the beneficiary's bank returns it."""
    _paid_out(payer, account_id, 274_900, "returned")


def _paid_out(payer: Viewer, account_id: UUID, paise: int, behaviour: str) -> None:
    """The worker sends it; the bank lives through ``behaviour`` with what has this amount."""
    match = {"amount_paise": paise, "next": 1}
    simulator.ask("POST", "/scenarios", {"match": match, "behaviour": behaviour})
    with db.transaction():
        payouts.create_payout(
            viewer=payer,
            order=PayoutOrder(amount=rupees(paise), bank_account_id=account_id),
            actor=payer.actor,
            at=db.clock(),
        )


def one_pays_another(buyer: Viewer, seller: Viewer) -> None:
    """A transfer between two merchants, and one that wants a second owner's consent."""
    to = str(seller.merchant_id)
    with db.transaction():
        transfers.set_approval_threshold(
            merchant_id=buyer.merchant_id, above=rupees(5_000_000), actor=buyer.actor, at=db.clock()
        )
    for paise, note in ((1_800_000, "Brochure, French"), (7_500_000, "Website, three languages")):
        with db.transaction():
            transfers.create_transfer(
                viewer=buyer,
                order=TransferOrder(to=to, amount=rupees(paise), note=note),
                actor=buyer.actor,
                at=db.clock(),
            )


def somebody_asks_to_be_verified(owner_id: UUID) -> UUID:
    """A business that handed in what it is; an operator finds it in the queue."""
    owner = Actor(ActorKind.USER, str(owner_id), str(owner_id))
    with db.transaction():
        merchant_id = identity.found_merchant(
            name=TEA_HOUSE.name,
            kind=MerchantKind.BUSINESS,
            owner_id=owner_id,
            actor=owner,
            at=db.clock(),
        )
        wallets.open_virtual_account(merchant_id=merchant_id, actor=owner, at=db.clock())
    hand_in(merchant_id, TEA_HOUSE, owner=owner, at=db.clock())
    return merchant_id


def something_costs(operator_ids: tuple[UUID, UUID]) -> None:
    """What the platform lives on: one operator proposed each price, another agreed."""
    maker, other = (Actor(ActorKind.OPERATOR, str(each), str(each)) for each in operator_ids)
    for service, basis_points, why in (
        ("deposit", 200, "Cards and UPI, as agreed with the gateway"),
        ("escrow", 100, "What looking after a deal costs us"),
    ):
        with db.transaction():
            proposed = oversight.propose_fee(
                service=service,
                flat_minor=0,
                basis_points=basis_points,
                starts_at=None,
                reason=why,
                actor=maker,
                at=db.clock(),
            )
        with db.transaction():
            oversight.approve(approval=proposed, actor=other, at=db.clock())


def an_operator_proposes(operator_id: UUID) -> None:
    """A price that waits for a second operator."""
    operator = Actor(ActorKind.OPERATOR, str(operator_id), str(operator_id))
    with db.transaction():
        oversight.propose_fee(
            service="transfer",
            flat_minor=500,
            basis_points=0,
            starts_at=None,
            reason="What a transfer costs us",
            actor=operator,
            at=db.clock(),
        )
