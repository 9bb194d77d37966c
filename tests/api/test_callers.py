"""Every endpoint, asked by every kind of caller about its own, somebody else's and absent things.

Who may is written here by hand, from DESIGN §4, before anything is asked. An operation without a
line fails, so that no endpoint ships undecided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import override_settings

from adulis.approvals import queries as approvals
from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind
from adulis.identity import actions as identity
from adulis.identity.models import ApiKey, Membership
from adulis.identity.values import PAYOUTS_WRITE, READ, SCOPES, Device, MemberRole, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from adulis.payouts.models import PayoutBatch
from adulis.transfers import actions as transfers
from adulis.transfers.values import TransferOrder
from tests.asking import key_made_by, keyed, order
from tests.bank import hang_up
from tests.doors import Api, problem_of
from tests.files import folder
from tests.giving_back import asked
from tests.openapi import Operation, operations
from tests.rows import changed_since, everything
from tests.verifying import a_document
from tests.world import BANK, PASSWORD, Shop, a_member, a_person, a_shop

VIEWER, FINANCE, OWNER = MemberRole.VIEWER, MemberRole.FINANCE, MemberRole.OWNER
READS = "read"
PAYS, TRANSFERS, DEPOSITS = "payouts:write", "transfers:write", "deposits:write"


@dataclass(frozen=True)
class Rule:
    """The lowest role, the scope a key needs; people only; or operators only."""

    role: MemberRole | None = None
    scope: str = READS
    people_only: bool = False
    operators_only: bool = False
    desk: str = "finance operator"  # several are joined by " or "


LOOKS = Rule(VIEWER)
SENDS = Rule(FINANCE, PAYS)
RULES_ = Rule(OWNER, PAYS)
DECIDERS = Rule(operators_only=True, desk="finance operator or compliance operator")
COMPLIES = Rule(operators_only=True, desk="compliance operator")
POLICY: dict[str, Rule] = {
    "list_merchants": LOOKS,
    "get_balance": LOOKS,
    "list_ledger_lines": LOOKS,
    "get_statement": LOOKS,
    "list_invoices": LOOKS,
    "quote_fee": LOOKS,
    "get_overview": LOOKS,
    "list_events": LOOKS,
    "list_payouts": LOOKS,
    "get_payout": LOOKS,
    "get_payout_timeline": LOOKS,
    "export_payouts": LOOKS,
    "list_audit_records": Rule(OWNER),
    "export_audit_records": Rule(OWNER),
    "list_bank_accounts": LOOKS,
    "get_bank_account": LOOKS,
    "list_payout_batches": LOOKS,
    "get_payout_batch": LOOKS,
    "list_payout_batch_rows": LOOKS,
    "list_deposits": LOOKS,
    "get_deposit": LOOKS,
    "get_deposit_timeline": LOOKS,
    "create_deposit": Rule(FINANCE, DEPOSITS),
    "cancel_deposit": Rule(FINANCE, DEPOSITS),
    "list_cases": LOOKS,
    "get_case": LOOKS,
    "get_clock": LOOKS,
    "list_behaviours": LOOKS,
    "get_payout_truth": LOOKS,
    "create_payout": SENDS,
    "preview_payout": SENDS,
    "cancel_payout": SENDS,
    "create_payout_batch": SENDS,
    "cancel_payout_batch": SENDS,
    # Below the limit whoever pays runs it; above it a second owner has to, which the action asks.
    "approve_payout_batch": SENDS,
    "advance_clock": SENDS,
    "simulate_credit": SENDS,
    "script_next_payout": SENDS,
    "approve_payout": RULES_,
    "refuse_payout": RULES_,
    "add_bank_account": RULES_,
    "rename_bank_account": RULES_,
    "verify_bank_account": RULES_,
    "archive_bank_account": RULES_,
    # Names, prefixes and last uses; the secret is shown once, to whoever made the key.
    "list_api_keys": LOOKS,
    "create_api_key": Rule(OWNER, people_only=True),
    "revoke_api_key": Rule(OWNER, people_only=True),
    "rotate_api_key": Rule(OWNER, people_only=True),
    # Everybody on a team sees who is on it; whom the owners ask is the owners' business.
    "list_members": LOOKS,
    "change_member_role": Rule(OWNER, people_only=True),
    "remove_member": Rule(OWNER, people_only=True),
    "list_invitations": Rule(OWNER, people_only=True),
    "invite_member": Rule(OWNER, people_only=True),
    "resend_invitation": Rule(OWNER, people_only=True),
    "revoke_invitation": Rule(OWNER, people_only=True),
    "propose_case_decision": Rule(operators_only=True),
    "withdraw_case_decision": Rule(operators_only=True),
    "close_case": Rule(operators_only=True),
    # Who a merchant is, its owners say and show in person; compliance looks at it and decides.
    "get_verification": Rule(OWNER, people_only=True),
    "save_verification": Rule(OWNER, people_only=True),
    "submit_verification": Rule(OWNER, people_only=True),
    "list_verification_documents": Rule(OWNER, people_only=True),
    "upload_verification_document": Rule(OWNER, people_only=True),
    "remove_verification_document": Rule(OWNER, people_only=True),
    "link_verification_document": Rule(OWNER, people_only=True),
    "list_verifications": COMPLIES,
    "get_verification_review": COMPLIES,
    "reveal_verification_numbers": COMPLIES,
    "link_verification_document_for_review": COMPLIES,
    "verify_merchant": COMPLIES,
    "refuse_verification": COMPLIES,
    "downgrade_merchant": COMPLIES,
    "revoke_verification": COMPLIES,
    "list_bank_days": Rule(operators_only=True),
    "import_statement": Rule(operators_only=True),
    "list_transfers": LOOKS,
    "get_transfer": LOOKS,
    "get_transfer_recipient": Rule(FINANCE),
    "create_transfer": Rule(FINANCE, TRANSFERS),
    "get_limits": LOOKS,
    "list_approvals": LOOKS,
    "get_approval": LOOKS,
    "get_approval_settings": LOOKS,
    # Four eyes are eyes: no key decides.
    "approve_approval": Rule(OWNER, people_only=True),
    "refuse_approval": Rule(OWNER, people_only=True),
    "set_approval_settings": Rule(OWNER, people_only=True),
    "list_operator_approvals": DECIDERS,
    "get_operator_approval": DECIDERS,
    "approve_operator_approval": DECIDERS,
    "refuse_operator_approval": DECIDERS,
    "withdraw_operator_approval": DECIDERS,
    "propose_fee": Rule(operators_only=True),
    "propose_limit": Rule(operators_only=True),
    "propose_adjustment": Rule(operators_only=True),
    "freeze_merchant": COMPLIES,
    "propose_unfreeze": COMPLIES,
}
# About the caller alone, or for anybody; tried elsewhere.
ELSEWHERE = {
    "sign_in", "sign_out", "refresh_tokens", "change_password", "read_me", "get_installation",
    "register", "confirm_email", "resend_confirmation", "request_password_reset", "reset_password",
    "get_second_factor", "begin_second_factor", "confirm_second_factor", "disable_second_factor",
    "make_recovery_codes", "list_sessions", "revoke_session", "revoke_other_sessions",
    "create_merchant", "rename_merchant", "leave_merchant", "look_up_invitation",
    "accept_invitation", "receive_bank_callback", "receive_gateway_callback", "stream_events",
    "list_fees",
    # Only whoever asked may, whatever their role.
    "withdraw_approval",
    # They take a month to come by.
    "get_invoice", "list_invoice_items", "print_invoice", "download_file",
}  # fmt: skip
ASKED = [each for each in operations() if each.name in POLICY]
# A page of several merchants, or none of any merchant's business.
ABOUT_NO_MERCHANT = {"list_merchants", "list_verifications", "list_bank_days", "import_statement"}


@dataclass
class World:
    shop: Shop
    other: Shop
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    callers: dict[str, str] = field(default_factory=dict)


def things_of(shop: Shop) -> dict[str, Any]:
    """One of each, for the places in paths."""
    payout = shop.pay_out(10_000)
    shop.api_key()
    with db.transaction():
        case_id = cases.open_case(
            kind=CaseKind.IN_DOUBT, key=f"payout/{payout.id}/in_doubt",
            subject=f"payout/{payout.id}", merchant_id=shop.id, evidence={},
            actor=system("tests"), at=db.clock(),
        )  # fmt: skip
    account = shop.accounts[0].id
    rows = [{"row_key": "1", "amount_paise": 1_000, "bank_account_id": str(account)}]
    Api(shop.api_key()).post("/payout-batches/", {"rows": rows}, keyed())
    batch = PayoutBatch.objects.filter(merchant_id=shop.id).first()
    return {
        "payout_id": payout.id,
        "deposit_id": asked(shop, rupees(10_000)).id,
        "account_id": account,
        "case_id": case_id,
        "batch_id": uuid4() if batch is None else batch.id,
        "key_id": ApiKey.objects.filter(merchant_id=shop.id).values_list("id", flat=True)[0],
        "member_id": membership_of(shop, a_member(shop, VIEWER, "Chitra")[0]),
        "invitation_id": an_invitation(shop),
        "document_id": a_document(shop),
        "merchant_id": shop.id,
        "bank": BANK,
        **a_waiting_transfer(shop),
    }


def a_waiting_transfer(shop: Shop) -> dict[str, Any]:
    """Asked for by another owner, so that the owner may decide it."""
    other_owner, _ = a_member(shop, OWNER)
    viewer = shop.seen_by(other_owner)
    order = TransferOrder(to=str(a_shop("Receiver").id), amount=rupees(1_000))
    told: dict[str, Any] = {"actor": viewer.actor, "at": db.clock()}
    with db.transaction():
        transfers.set_approval_threshold(merchant_id=shop.id, above=rupees(1), **told)
        transfer = transfers.create_transfer(viewer=viewer, order=order, **told)
        transfers.set_approval_threshold(merchant_id=shop.id, above=None, **told)
    waiting = approvals.waiting_about(f"transfer/{transfer.id}")
    assert waiting is not None
    return {"transfer_id": transfer.id, "approval_id": waiting.id, "merchant_id": shop.id}


def membership_of(shop: Shop, user_id: UUID) -> UUID:
    return Membership.objects.get(merchant_id=shop.id, user_id=user_id).id


def an_invitation(shop: Shop) -> UUID:
    with db.transaction():
        return identity.invite_member(
            merchant_id=shop.id, email="somebody@example.com", role=VIEWER,
            invited_by=shop.owner_id, actor=shop.actor, at=db.clock(),
        )  # fmt: skip


def signed_in(email: str) -> str:
    with db.transaction():
        return identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        ).access  # fmt: skip


@pytest.fixture(scope="module")
def world(shared_database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two merchants with one of everything, and everybody who might ask."""
    # Nobody is at that address: what a bank would have to answer is answered 503.
    with override_settings(
        ALLOWED_HOSTS=["testserver"],
        BANK_BASE_URL="http://127.0.0.1:9",
        STORAGES=folder(tmp_path_factory.mktemp("files")),
    ):
        yield _world()
    hang_up()


def _world() -> World:
    shop, other = a_shop(paise=100_000), a_shop("Other", paise=100_000)
    made = World(shop, other)
    made.things = {"own": things_of(shop), "foreign": things_of(other)}
    made.things["absent"] = {name: uuid4() for name in made.things["own"]} | {"bank": BANK}
    finance, finance_email = a_member(shop, FINANCE)
    viewer, viewer_email = a_member(shop, VIEWER)
    made.callers = {
        "nobody": "",
        "somebody with a wrong key": "sk_test_nobody_nothing",
        "owner": signed_in(shop.owner_email),
        "finance": signed_in(finance_email),
        "viewer": signed_in(viewer_email),
        "owner's key": shop.api_key(*SCOPES),
        "finance's key": key_made_by(shop, finance),
        "viewer's key": key_made_by(shop, viewer),
        "key that reads": shop.api_key(READ),
        "key that pays": shop.api_key(PAYOUTS_WRITE),
        "owner of another": signed_in(other.owner_email),
        "key of another": other.api_key(),
        "support": signed_in(a_person("Sita", operator_role=OperatorRole.SUPPORT)[1]),
        "compliance operator": signed_in(
            a_person("Kiran", operator_role=OperatorRole.COMPLIANCE)[1]
        ),
        "finance operator": signed_in(a_person("Farah", operator_role=OperatorRole.FINANCE)[1]),
    }
    return made


ROLES = {"owner": OWNER, "finance": FINANCE, "viewer": VIEWER}
KEY_SCOPES = {"key that reads": {READS}, "key that pays": {PAYS}}


def expected(rule: Rule, caller: str, operation: Operation) -> int | None:
    """The refusal, or None: whoever may is not refused for who they are."""
    if caller in {"nobody", "somebody with a wrong key"}:
        return 401
    is_operator = caller in {"support", "finance operator", "compliance operator"}
    if rule.operators_only:
        return None if caller in rule.desk.split(" or ") else 403
    if operation.name == "list_merchants":
        return 403 if caller == "key that pays" else None
    if is_operator:
        # An operator who names the merchant looks as a viewer does, and does nothing for it.
        looks = rule.role is VIEWER
        return None if looks and not rule.people_only else 403
    if caller in {"owner of another", "key of another"}:
        return 404
    person = caller.removesuffix("'s key")
    role = ROLES.get(person, OWNER)
    scopes = KEY_SCOPES.get(caller, {READS, PAYS, TRANSFERS, DEPOSITS})
    is_key = "key" in caller
    if rule.people_only and is_key:
        return 403
    assert rule.role is not None
    if role.rank < rule.role.rank or (is_key and rule.scope not in scopes):
        return 403
    return None


def ask(world: World, operation: Operation, caller: str, whose: str) -> Any:
    """Send a request that is good enough to get past the question of who is asking."""
    path = operation.template
    for name, value in world.things[whose].items():
        path = path.replace(f"{{{name}}}", str(value))
    merchant = None if operation.name in ABOUT_NO_MERCHANT else world.shop.id
    api = Api(world.callers[caller], merchant)
    if operation.method == "get":
        return api.get(path)
    if operation.method == "put":
        return api.put(path, {})
    if operation.method == "put":
        return api.put(path, {})
    if operation.method == "patch":
        return api.client.patch(
            f"/api/v1{path}", data={"nickname": "Rent"}, content_type="application/json",
            headers=api.headers,
        )  # fmt: skip
    body = order(world.shop) if operation.name in {"create_payout", "preview_payout"} else {}
    if operation.name == "change_member_role":
        body = {"role": VIEWER}
    return api.post(path, body, keyed() if operation.has_key else None)


def test_every_operation_is_decided() -> None:
    names = {each.name for each in operations()}
    assert names == set(POLICY) | ELSEWHERE
    assert not set(POLICY) & ELSEWHERE


def test_nothing_decided_here_is_for_anybody() -> None:
    assert [each.name for each in ASKED if each.is_public] == []


@pytest.mark.parametrize("operation", ASKED, ids=lambda each: each.name)
def test_about_its_own(world: World, operation: Operation) -> None:
    rule = POLICY[operation.name]
    wanted = {caller: expected(rule, caller, operation) for caller in world.callers}
    found: dict[str, int | None] = {}
    before = everything()
    # Those who may not come first: after all of them nothing is changed.
    for caller in sorted(wanted, key=lambda each: wanted[each] is None):
        if wanted[caller] is None and None not in found.values():
            assert changed_since(before, "identity_api_key") == {}
        answer = ask(world, operation, caller, "own")
        assert answer.status_code != 500, answer.content
        is_refused = answer.status_code in {401, 403} or answer.status_code == wanted[caller]
        found[caller] = answer.status_code if is_refused else None
        if is_refused:
            problem_of(answer)
    assert found == wanted


WITH_PLACES = [each for each in ASKED if "{" in each.template and "{bank}" not in each.template]


@pytest.mark.parametrize("operation", WITH_PLACES, ids=lambda each: each.name)
def test_somebody_elses_looks_like_an_absent_one(world: World, operation: Operation) -> None:
    """For each who would be let in, the two answers are the same but for the id asked for."""
    rule = POLICY[operation.name]
    secrets = [str(value) for name, value in world.things["foreign"].items() if name != "bank"]
    before = everything()
    for caller in ("owner", "viewer", "owner's key", "finance operator"):
        if expected(rule, caller, operation) is not None or rule.operators_only:
            continue
        told = []
        for whose in ("foreign", "absent"):
            answer = ask(world, operation, caller, whose)
            status, code = problem_of(answer)
            detail = answer.json()["detail"]
            told.append((status, code, detail))
            others = [each for each in secrets if each not in answer.json()["instance"]]
            assert not any(each in answer.content.decode() for each in others)
        assert told[0] == told[1], caller
        assert told[0][0] == 404, caller
    assert changed_since(before, "identity_api_key", "api_idempotency_key") == {}


LISTS = [each for each in ASKED if each.method == "get" and "{" not in each.template]


@pytest.mark.parametrize("operation", LISTS, ids=lambda each: each.name)
def test_no_list_shows_anything_of_another_merchant(world: World, operation: Operation) -> None:
    secrets = [
        str(world.other.id),
        *(str(value) for name, value in world.things["foreign"].items() if name != "bank"),
    ]
    for caller in ("owner", "finance", "viewer", "owner's key"):
        answer = ask(world, operation, caller, "own")
        told = answer.getvalue().decode()  # streamed or not
        assert not any(each in told for each in secrets), f"{caller}: {told[:300]}"


@pytest.mark.parametrize("operation", ASKED, ids=lambda each: each.name)
def test_another_merchant_cannot_be_named(world: World, operation: Operation) -> None:
    """By the header, or by the query, in place of one's own."""
    rule = POLICY[operation.name]
    if operation.name in ABOUT_NO_MERCHANT or rule.operators_only:
        return
    path = operation.template
    for name, value in world.things["foreign"].items():
        path = path.replace(f"{{{name}}}", str(value))
    before = everything()
    for merchant in (world.other.id, uuid4()):
        api = Api(world.callers["owner"], merchant)
        if operation.method == "get":
            answers = [api.get(path), Api(world.callers["owner"]).get(path, merchant_id=merchant)]
        elif operation.method in {"patch", "put"}:
            continue
        elif operation.method == "put":
            answers = [api.put(path, {})]
        else:
            answers = [api.post(path, {}, keyed())]
        assert [problem_of(each) for each in answers] == [(404, "merchant_not_found")] * len(
            answers
        )
    assert changed_since(before) == {}


def test_an_operator_may_look_at_any_case_without_naming_a_merchant(world: World) -> None:
    api = Api(world.callers["finance operator"])
    assert api.get("/cases/").json()["count"] == 2
    for whose in ("own", "foreign"):
        case_id = world.things[whose]["case_id"]
        assert api.get(f"/cases/{case_id}/").json()["id"] == str(case_id)
    assert problem_of(api.get(f"/cases/{uuid4()}/")) == (404, "case_not_found")
    assert Case.objects.count() == 2
