"""Secrets that are put into the platform in every way it has, and looked for where none may be.

Whoever builds a place for a secret adds a plant here: a function that puts one there through the
platform's own doors or verbs, and returns it as it would read in clear. The test in
``tests/story/test_nothing_secret_lies_in_the_open.py`` looks for all of them in a dump of the
database, in what web and worker wrote into their logs, and in the folder of files.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx2
import pyotp
from django.conf import settings
from standardwebhooks import Webhook

from adulis.backoffice.session_store import SessionStore
from adulis.deposits import actions as deposits
from adulis.deposits.values import DepositOrder
from adulis.files import actions as files
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.gateways import actions as gateways
from adulis.gateways.models import Callback
from adulis.identity import actions as identity
from adulis.identity.values import Code, MemberRole, MerchantKind, Verification
from adulis.kernel import db
from adulis.kernel.encryption import open_sealed
from adulis.kernel.money import rupees
from adulis.mail.models import CONTENT, Letter
from adulis.reconciliation import actions as reconciliation
from adulis.verification import actions as verification
from adulis.verification.values import Constitution, Details, DocumentPurpose
from adulis.webhooks import actions as hooks
from tests.files import a_pdf
from tests.hooking import an_endpoint, do
from tests.letters import letters_to
from tests.reconciling import today
from tests.statements import Sheet, Told
from tests.words import message, started
from tests.world import BANK, BUILDER, PASSWORD, Shop, a_person


@dataclass
class Stage:
    """An installation that is running: its web at ``url``, a shop in it."""

    url: str
    shop: Shop
    callback_secret: str
    client: httpx2.Client

    def send(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """Knock at the web, whatever it answers."""
        headers = {"X-Merchant-Id": str(self.shop.id), **more.pop("headers", {})}
        return self.client.request(method, f"{self.url}/api/v1{path}", headers=headers, **more)

    def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """The same as the shop's own program; it has to succeed."""
        headers = {
            "Authorization": f"Bearer {self.shop.api_key()}",
            "Idempotency-Key": str(uuid4()),
            **more.pop("headers", {}),
        }
        answer = self.send(method, path, headers=headers, **more)
        assert answer.is_success, answer.text
        return answer


Plant = Callable[[Stage], list[str]]
PLANTS: dict[str, Plant] = {}


def plant(what: str) -> Callable[[Plant], Plant]:
    """Put a function among the plants. It returns its secrets, each at least eight characters."""

    def add(function: Plant) -> Plant:
        PLANTS[what] = function
        return function

    return add


def spellings(secret: str) -> Iterator[bytes]:
    """Every way a text may be written down without being sealed."""
    plain = secret.encode()
    yield plain
    yield plain.hex().encode()  # as pg_dump writes bytes
    yield quote(secret, safe="").encode()
    yield json.dumps(secret)[1:-1].encode()
    yield secret.encode("utf-16-le")
    for before in range(3):  # base64 looks different by where in it a text begins
        encoded = b64encode(b"\0" * before + plain)
        whole = encoded[4 if before else 0 : len(encoded) // 4 * 4 - 4]
        yield whole
        yield whole.replace(b"+", b"-").replace(b"/", b"_")


# --- Where money goes -----------------------------------------------------------------------------


@plant("bank account numbers and VPAs")
def bank_accounts(stage: Stage) -> list[str]:
    number, vpa = "50987600012345", "canary.bird@okcanary"
    stage.ask(
        "POST",
        "/bank-accounts/",
        json={"holder_name": "Asha Rao", "account_number": number, "ifsc": "HDFC0CAACOB"},
    )
    stage.ask("POST", "/bank-accounts/", json={"holder_name": "Asha Rao", "vpa": vpa})
    return [number, vpa]


@plant("account numbers where no account number is expected")
def misplaced(stage: Stage) -> list[str]:
    number = "50987600099999"
    key = {"Authorization": f"Bearer {stage.shop.api_key()}", "Idempotency-Key": str(uuid4())}
    for body in ({"amount_paise": number, "bank_account_id": number}, {number: number}, [number]):
        assert stage.send("POST", "/payouts/", headers=key, json=body).status_code == 400
    assert stage.send("GET", f"/payouts/?search={number}", headers=key).status_code == 200
    assert stage.send("GET", f"/payouts/{number}/", headers=key).status_code == 404
    return [number]


@plant("the details in a batch of payouts")
def batches(stage: Stage) -> list[str]:
    number = "50987600077777"
    rows = [
        {
            "amount_paise": 5_000, "holder_name": "Binu", "account_number": number,
            "ifsc": "HDFC0CAACOB",
        }
    ]  # fmt: skip
    stage.ask("POST", "/payout-batches/", json={"rows": rows})
    return [number]


@plant("the bytes of an answer that is kept to be given again")
def answers(stage: Stage) -> list[str]:
    account = stage.shop.accounts[0].id
    body = {"amount_paise": 5_000, "bank_account_id": str(account)}
    answer = stage.ask("POST", "/payouts/", json=body)
    assert '"bank_account_label":' in answer.text
    return ['"bank_account_label":']


# --- What the outside world says ------------------------------------------------------------------


def _told(stage: Stage, kind: str, data: dict[str, Any]) -> None:
    body = json.dumps({"id": "evt", "type": kind, "data": data})
    event_id, now = f"evt_{uuid4().hex}", db.network_clock()
    signature = Webhook(stage.callback_secret).sign(event_id, now, body)
    headers = {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
        "Content-Type": "application/json",
    }
    answer = stage.client.post(
        f"{stage.url}/api/v1/bank/callbacks/{BANK}/", content=body, headers=headers
    )
    assert answer.status_code == 200, answer.text


@plant("the raw body of a bank's callback")
def callbacks(stage: Stage) -> list[str]:
    payer = "50987600055555"
    _told(
        stage,
        "credit.received",
        {
            "credit_reference": "CANARYCREDIT1", "utr": "UTRCANARY1", "amount_paise": 700,
            "virtual_account": "ADULNOBODY", "payer_name": "A Customer",
            "payer_account": payer, "remark": "canary-in-a-callback",
        },
    )  # fmt: skip
    _told(
        stage,
        "payment.completed",
        {
            "client_reference": "NOBODYS", "amount_paise": 100, "utr": "U", "status": "completed",
            "beneficiary_account": payer, "remark": "canary-in-a-payment",
        },
    )  # fmt: skip
    return [payer, "canary-in-a-callback", "canary-in-a-payment"]


@plant("account numbers in a bank's own words")
def words(stage: Stage) -> list[str]:
    number = "50987600033333"
    attempt = started(stage.shop.pay_out(10_000))
    body = json.loads(message(attempt.reference, "rejected", amount_paise=10_000))
    _told(stage, body["type"], body["data"] | {"message": f"account {number} is closed"})
    return [number]


@plant("the raw body of a gateway's webhook")
def webhooks(stage: Stage) -> list[str]:
    said = {"id": "pay_canary", "intent_id": None, "status": "captured", "amount_minor": 100}
    data = {**said, "currency": "INR", "payer": {"vpa": "hook.bird@okcanary"}}
    body = json.dumps({"type": "payment.captured", "timestamp": "2026-01-01", "data": data})
    with db.transaction():
        gateways.store_webhook(
            gateway="simgate", event_id="evt_canary", body=body.encode(), at=db.clock()
        )
    assert Callback.objects.filter(event_id="evt_canary").exists()
    return ["hook.bird@okcanary"]


@plant("a statement, and what its lines say")
def statements(stage: Stage) -> list[str]:
    asked = Told(
        "LCANARY1", "inward", 900, utr="UTRCANARY2",
        counterparty="Somebody 50987600066666", narration="Somebody from 50987600044444",
    )  # fmt: skip
    charged = Told("LCANARY2", "charge", 100, narration="canary-in-a-statement")
    with db.transaction():
        reconciliation.take_statement(
            bank=BANK,
            body=Sheet(today(), [asked, charged]).csv(),
            day=None,
            actor=BUILDER,
            at=db.clock(),
        )
    return ["canary-in-a-statement", "50987600044444", "50987600066666"]


@plant("who pays a deposit")
def deposit_payers(stage: Stage) -> list[str]:
    order = DepositOrder(
        amount=rupees(50_000),
        payer_name="Canary Payer Name",
        payer_email="canary.payer@example.org",
    )
    with db.transaction():
        deposits.create_deposit(
            viewer=stage.shop.viewer, order=order, actor=stage.shop.actor, at=db.clock()
        )
    return ["Canary Payer Name", "canary.payer@example.org"]


# --- Who people are -------------------------------------------------------------------------------


@plant("passwords, tokens and keys")
def credentials(stage: Stage) -> list[str]:
    wrong = "canary-wrong-password"
    bad = {"email": stage.shop.owner_email, "password": wrong}
    assert stage.send("POST", "/auth/token/", json=bad).status_code == 401
    good = {"email": stage.shop.owner_email, "password": PASSWORD}
    pair = stage.send("POST", "/auth/token/", json=good).json()
    key = stage.shop.api_key()
    for presented in (pair["access"], key, pair["access"][:-4] + "AAAA", key[:-4] + "AAAA"):
        stage.send("GET", "/payouts/", headers={"Authorization": f"Bearer {presented}"})
    refreshed = stage.send("POST", "/auth/token/refresh/", json={"refresh": pair["refresh"]})
    assert refreshed.status_code == 200
    secret = key.rpartition("_")[2]
    tokens = [each.rpartition(".")[2] for each in (pair["access"], pair["refresh"])]
    return [wrong, PASSWORD, secret, *tokens]


@plant("the secret of a second factor, and its recovery codes")
def second_factor(stage: Stage) -> list[str]:
    user_id, _ = a_person("Canary")
    with db.transaction():
        told = identity.begin_second_factor(
            user_id=user_id, current_password=PASSWORD, actor=BUILDER, at=db.clock()
        )
    now = db.network_clock()
    with db.transaction():
        codes = identity.confirm_second_factor(
            user_id=user_id,
            code=Code(pyotp.TOTP(told.secret).at(now), now),
            actor=BUILDER,
            at=db.clock(),
        )
    return [told.secret, *codes]


@plant("the cookies of the back office")
def back_office_sessions(stage: Stage) -> list[str]:
    session = SessionStore()
    session["canary"] = "began"
    session.save()
    assert session.session_key is not None
    assert SessionStore(session.session_key)["canary"] == "began"
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}
    assert stage.client.get(f"{stage.url}/admin/", headers=cookie).status_code == 302
    return [session.session_key]


@plant("the secret that a webhook is signed with, and the one before it")
def signing_secrets(stage: Stage) -> list[str]:
    made = an_endpoint(stage.shop, "https://canary.example.com/hook")
    later = do(hooks.rotate_secret, stage.shop, endpoint_id=made.id)
    return [each.secret.removeprefix("whsec_") for each in (made, later)]


@plant("the link of an invitation")
def invitations(stage: Stage) -> list[str]:
    with db.transaction():
        identity.invite_member(
            merchant_id=stage.shop.id,
            email="canary.guest@example.org",
            role=MemberRole.VIEWER,
            invited_by=stage.shop.owner_id,
            actor=stage.shop.actor,
            at=db.clock(),
        )
    letter = letters_to("canary.guest@example.org")[-1]
    (token,) = re.findall(r"/invitation\?token=([A-Za-z0-9_-]+)", letter.text)
    assert stage.send("POST", "/invitations/look-up/", json={"token": token}).status_code == 200
    return [token]


@plant("letters, and the links in them")
def letters(stage: Stage) -> list[str]:
    with db.transaction():
        assert identity.request_password_reset(
            email=stage.shop.owner_email, actor=BUILDER, at=db.clock()
        )
    letter = Letter.objects.exclude(content_sealed="").latest("created_at")
    said = open_sealed(letter.content_sealed, place=CONTENT.place(letter.id))
    token = max(said.replace('"', " ").replace("/", " ").replace("=", " ").split(), key=len)
    return [token]


@plant("tax numbers, and the content and name of a document")
def verifying(stage: Stage) -> list[str]:
    owner_id, _ = a_person("Verma")
    with db.transaction():
        merchant_id = identity.create_merchant(
            name="Canary Traders", kind=MerchantKind.BUSINESS, owner_id=owner_id,
            verification=Verification.UNVERIFIED, actor=BUILDER, at=db.clock(),
        )  # fmt: skip
    given = Details(
        legal_name="Canary Traders", constitution=Constitution.PRIVATE_LIMITED,
        pan="AAPCC1234C", gstin="27AAPCC1234C1ZZ",
    )  # fmt: skip
    with db.transaction():
        verification.save_draft(
            merchant_id=merchant_id, given=given, kept=(), actor=BUILDER, at=db.clock()
        )
    content = a_pdf("canary-in-a-document")
    inspected = inspect(content, purpose=FilePurpose.VERIFICATION, name="canary-file-name.pdf")
    about: dict[str, Any] = {"merchant_id": merchant_id, "purpose": DocumentPurpose.PAN_CARD}
    with db.transaction():
        file_id = verification.begin_document(
            **about, given=inspected, actor=BUILDER, at=db.clock()
        )
    key_id = files.put_content(file_id=file_id, content=content, actor=BUILDER, at=db.clock())
    with db.transaction():
        verification.keep_document(
            **about, file_id=file_id, key_id=key_id, actor=BUILDER, at=db.clock()
        )
    return ["AAPCC1234C", "27AAPCC1234C1ZZ", "canary-in-a-document", "canary-file-name"]
