"""``/verification/``: drafts, documents and decisions, as clients see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from adulis.identity import actions as identity
from adulis.identity.models import Membership
from adulis.identity.values import Device, MemberRole, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import actions as timers
from tests.doors import problem_of
from tests.files import a_jpeg, a_pdf, folder
from tests.openapi import CheckedApi
from tests.rows import changed_since, everything
from tests.verifying import BUSINESS_DOCUMENTS, GSTIN, PAN, a_sole_trader, an_unverified_shop
from tests.world import PASSWORD, Shop, a_member, a_person

pytestmark = pytest.mark.django_db

DETAILS: dict[str, Any] = {
    "legal_name": "Asha Exports LLP",
    "constitution": "llp",
    "pan": PAN,
    "gstin": GSTIN,
    "address": {
        "line1": "12 MG Road", "line2": "", "city": "Bengaluru", "state": "KA",
        "postal_code": "560001",
    },
    "director_names": ["Asha Rao", "Binu Mathew"],
}  # fmt: skip
MASKED = {**DETAILS, "pan": "••••••939F", "gstin": "•••••••••••F1ZV", "date_of_birth": None}
REASON = {"code": "document_unreadable", "name": "identity_proof", "note": "The lower half is cut."}


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = folder(tmp_path)


@pytest.fixture
def shop() -> Shop:
    return an_unverified_shop()


def signed_in(email: str) -> CheckedApi:
    with db.transaction():
        token = identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        ).access  # fmt: skip
    return CheckedApi(token)


@pytest.fixture
def owner(shop: Shop) -> CheckedApi:
    return signed_in(shop.owner_email)


@pytest.fixture
def operator() -> CheckedApi:
    return signed_in(a_person("Kiran", operator_role=OperatorRole.COMPLIANCE)[1])


def upload(api: CheckedApi, purpose: str, content: bytes = b"", **more: str) -> Any:
    asked = "&".join(f"{name}={value}" for name, value in {"purpose": purpose, **more}.items())
    return api.raw(
        f"/verification/documents/?{asked}", content or a_pdf(purpose), content_type="text/html"
    )


def complete(api: CheckedApi) -> dict[str, Any]:
    """Everything said and shown; returns what ``submit`` answers."""
    assert api.put("/verification/", DETAILS).status_code == 200
    for purpose in BUSINESS_DOCUMENTS:
        assert upload(api, purpose).status_code == 201
    answer = api.post("/verification/submit/")
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def names(told: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in told]


class TestDraft:
    def test_begins_empty_and_says_what_is_missing(self, owner: CheckedApi, shop: Shop) -> None:
        told = owner.get("/verification/").json()
        assert (told["merchant_id"], told["kind"], told["status"]) == (
            str(shop.id), "business", "unverified",
        )  # fmt: skip
        assert (told["editable"], told["allowed_moves"], told["waiting"]) == (
            True, ["submit"], None,
        )  # fmt: skip
        assert names(told["missing"]) == [
            "legal_name", "constitution", "pan", "address", "director_names",
            "registration_certificate", "identity_proof", "address_proof",
        ]  # fmt: skip
        assert (told["submission_id"], told["submission_number"]) == (None, 0)

    def test_is_saved_and_its_numbers_are_shown_masked(self, owner: CheckedApi) -> None:
        assert owner.put("/verification/", DETAILS).json()["details"] == MASKED
        without = {name: DETAILS[name] for name in DETAILS if name not in {"pan", "gstin"}}
        assert owner.put("/verification/", without).json()["details"] == MASKED
        told = owner.put("/verification/", {**without, "gstin": ""}).json()["details"]
        assert (told["pan"], told["gstin"]) == (MASKED["pan"], "")
        assert owner.put("/verification/", {}).json()["details"]["legal_name"] == ""

    @pytest.mark.parametrize(
        ("change", "status", "code", "pointer"),
        [
            ({"pan": "AAPFU0939"}, 422, "pan_invalid", "/pan"),
            ({"pan": "ACUPA7085R"}, 422, "pan_of_another_kind", "/pan"),
            ({"gstin": GSTIN[:-1] + "X"}, 422, "gstin_invalid", "/gstin"),
            ({"pan": "AAPFU0939G"}, 422, "gstin_of_another_pan", "/gstin"),
            ({"date_of_birth": "1987-03-21"}, 422, "detail_not_for_kind", "/date_of_birth"),
            ({"date_of_birth": "21.3.1987"}, 400, "malformed", "/date_of_birth"),
            ({"date_of_birth": "1987-02-30"}, 400, "malformed", "/date_of_birth"),
            ({"legal_name": "<b>Asha</b>"}, 400, "malformed", "/legal_name"),
            ({"director_names": "Asha"}, 400, "malformed", "/director_names"),
            ({"director_names": ["x"] * 21}, 400, "malformed", "/director_names"),
            ({"address": {"line1": "x"}}, 400, "malformed", "/address/city"),
            ({"constitution": "gang"}, 400, "malformed", "/constitution"),
            ({"verified": True}, 400, "malformed", "/verified"),
        ],
    )
    def test_what_is_wrong_is_said_of_its_field_and_not_kept(
        self, owner: CheckedApi, change: dict[str, Any], status: int, code: str, pointer: str
    ) -> None:
        before = everything()
        answer = owner.put("/verification/", {**DETAILS, **change})
        assert problem_of(answer) == (status, code)
        assert pointer in [each["pointer"] for each in answer.json()["errors"]]
        assert PAN not in answer.content.decode()
        assert changed_since(before) == {}

    def test_of_a_person(self) -> None:
        api = signed_in(a_sole_trader().owner_email)
        details = {
            "legal_name": "Asha Rao", "date_of_birth": "1950-03-21", "pan": "ACUPA7085R",
            "address": DETAILS["address"],
        }  # fmt: skip
        told = api.put("/verification/", details).json()
        assert told["details"]["date_of_birth"] == "1950-03-21"
        assert names(told["missing"]) == ["identity_proof", "address_proof"]
        young = api.put("/verification/", {"date_of_birth": "2015-01-01"})
        assert problem_of(young) == (422, "birthday_not_possible")


class TestDocuments:
    def test_are_what_they_are_whatever_they_are_called(self, owner: CheckedApi) -> None:
        answer = upload(owner, "identity_proof", a_jpeg(), name="passport.pdf")
        told = answer.json()
        assert (answer.status_code, told["media_type"], told["name"]) == (
            201, "image/jpeg", "passport.pdf",
        )  # fmt: skip
        assert told["size_bytes"] == len(a_jpeg())
        listed = owner.get("/verification/documents/").json()["results"]
        assert listed == owner.get("/verification/").json()["documents"] == [told]

    @pytest.mark.parametrize(
        ("purpose", "content", "status", "code"),
        [
            ("identity_proof", b"<html>", 422, "file_type_not_allowed"),
            ("identity_proof", a_pdf()[:-9], 422, "file_malformed"),
            ("identity_proof", a_pdf(extra=b"/Encrypt 4 0 R"), 422, "file_locked"),
            ("identity_proof", b"x" * (10 * 1_048_576 + 1), 413, "body_too_large"),
            ("identity_proof", b"x" * (13 * 1_048_576), 413, "body_too_large"),
            ("selfie", a_pdf(), 400, "malformed"),
        ],
    )
    def test_that_are_no_documents_leave_nothing(
        self, owner: CheckedApi, purpose: str, content: bytes, status: int, code: str,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        before = everything()
        assert problem_of(upload(owner, purpose, content)) == (status, code)
        assert changed_since(before) == {}
        assert list(tmp_path.iterdir()) == []

    def test_an_empty_body_is_no_document(self, owner: CheckedApi) -> None:
        answer = owner.raw("/verification/documents/?purpose=identity_proof", b"")
        assert problem_of(answer) == (422, "file_empty")

    def test_are_uploaded_so_many_times_a_minute(
        self, owner: CheckedApi, settings: Settings
    ) -> None:
        settings.THROTTLES = {**settings.THROTTLES, "uploads_per_merchant": (0.001, 2)}
        statuses = [upload(owner, "identity_proof").status_code for _ in range(3)]
        assert statuses == [201, 201, 429]

    def test_are_read_by_a_link_for_five_minutes_by_whoever_asked(
        self, owner: CheckedApi, shop: Shop
    ) -> None:
        content = a_pdf("my passport")
        document = upload(owner, "identity_proof", content).json()["id"]
        link = owner.post(f"/verification/documents/{document}/link/").json()
        address = link["url"].removeprefix("/api/v1")
        sent = owner.get(address)
        assert sent.content == content
        assert sent.headers["Content-Type"] == "application/pdf"
        assert sent.headers["Content-Disposition"].startswith("attachment; filename=")
        assert sent.headers["X-Content-Type-Options"] == "nosniff"
        assert sent.headers["Cache-Control"] == "no-store"
        policy = "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert sent.headers["Content-Security-Policy"] == policy
        other = signed_in(a_member(shop, MemberRole.OWNER)[1])
        assert problem_of(other.get(address)) == (404, "file_link_invalid")
        assert problem_of(CheckedApi().get(address)) == (401, "unauthenticated")
        assert problem_of(CheckedApi(shop.api_key()).get(address)) == (403, "person_required")
        tampered = address.replace(address[-5:], "AAAAA")
        assert problem_of(owner.get(tampered)) == (404, "file_link_invalid")
        assert problem_of(owner.get(address.partition("?")[0])) == (400, "malformed")
        with db.transaction():
            timers.advance_clock(seconds=300, actor=system("tests"), at=db.clock())
        assert problem_of(owner.get(address)) == (404, "file_link_invalid")

    def test_are_read_no_more_by_whoever_is_not_an_owner_any_more(
        self, owner: CheckedApi, shop: Shop
    ) -> None:
        document = upload(owner, "identity_proof", a_pdf("my passport")).json()["id"]
        user_id, email = a_member(shop, MemberRole.OWNER)
        second = signed_in(email)
        link = second.post(f"/verification/documents/{document}/link/").json()
        address = link["url"].removeprefix("/api/v1")
        assert second.get(address).status_code == 200
        with db.transaction():
            identity.change_role(
                merchant_id=shop.id,
                member_id=Membership.objects.get(user_id=user_id).id,
                role=MemberRole.VIEWER,
                actor=system("tests"),
                at=db.clock(),
            )
        assert problem_of(second.get(address)) == (404, "file_link_invalid")

    def test_of_another_merchant_are_absent(self, owner: CheckedApi) -> None:
        stranger = signed_in(an_unverified_shop().owner_email)
        document = upload(stranger, "identity_proof").json()["id"]
        for verb in ("link", "remove"):
            for which in (document, uuid4()):
                answer = owner.post(f"/verification/documents/{which}/{verb}/")
                assert problem_of(answer) == (404, "document_not_found")

    def test_are_taken_out(self, owner: CheckedApi) -> None:
        document = upload(owner, "identity_proof").json()["id"]
        told = owner.post(f"/verification/documents/{document}/remove/").json()
        assert told["documents"] == []
        again = owner.post(f"/verification/documents/{document}/remove/")
        assert problem_of(again) == (404, "document_not_found")


class TestDeciding:
    def test_from_draft_to_verified_and_back(
        self, shop: Shop, owner: CheckedApi, operator: CheckedApi
    ) -> None:
        told = complete(owner)
        assert (told["status"], told["editable"], told["allowed_moves"]) == (
            "submitted", False, [],
        )  # fmt: skip
        assert told["waiting"]["for"] == "review"
        assert problem_of(owner.put("/verification/", {})) == (409, "verification_locked")
        assert problem_of(owner.post("/verification/submit/")) == (409, "illegal_move")

        (queued,) = operator.get("/operator/verifications/", status="submitted").json()["results"]
        assert (queued["merchant_id"], queued["merchant_name"], queued["waiting_seconds"]) == (
            str(shop.id), "Asha Exports", 0,
        )  # fmt: skip
        one = f"/operator/verifications/{shop.id}"
        review = operator.get(f"{one}/").json()
        assert review["details"] == MASKED
        assert review["allowed_moves"] == ["verify", "refuse"]
        assert operator.post(f"{one}/reveal/").json() == {"pan": PAN, "gstin": GSTIN}
        document = review["documents"][0]["id"]
        link = operator.post(f"{one}/documents/{document}/link/").json()["url"]
        sent = operator.get(link.removeprefix("/api/v1"))
        assert sent.content == a_pdf("registration_certificate")

        looked_at = {"submission_id": review["submission_id"]}
        refused = operator.post(f"{one}/refuse/", {**looked_at, "reasons": [REASON]}).json()
        assert (refused["status"], refused["history"][0]["outcome"]) == ("refused", "refused")
        told = owner.get("/verification/").json()
        assert told["action_required"] == [
            {**REASON, "kind": "document", "text": "The document cannot be read; scan it again."}
        ]
        assert owner.post("/verification/submit/").json()["action_required"] == []
        late = operator.post(f"{one}/verify/", looked_at)
        assert problem_of(late) == (409, "submission_outdated")
        now = {"submission_id": late.json()["submission_id"], "tier": "premium"}
        verified = operator.post(f"{one}/verify/", now).json()
        assert (verified["status"], verified["tier"]) == ("verified", "premium")
        assert owner.get("/merchants/").json()["results"][0]["verification"] == "verified"

        changed = {"reasons": [{"code": "details_changed", "name": "address"}]}
        downgraded = operator.post(f"{one}/downgrade/", changed).json()
        assert (downgraded["status"], downgraded["allowed_moves"]) == ("unverified", [])
        assert owner.get("/verification/").json()["action_required"][0]["name"] == "address"

    @pytest.mark.parametrize(
        ("verb", "body", "status", "code"),
        [
            ("refuse", {"reasons": []}, 422, "reasons_not_fitting"),
            ("refuse", {"reasons": [{"code": "pan_invalid"}]}, 422, "reasons_not_fitting"),
            ("refuse", {"reasons": [{"code": "bad_mood"}]}, 400, "malformed"),
            ("refuse", {"reasons": ["document_expired"]}, 400, "malformed"),
            ("refuse", {}, 400, "malformed"),
            ("verify", {"tier": "gold"}, 400, "malformed"),
            ("downgrade", {"reasons": [{"code": "not_eligible"}]}, 409, "illegal_move"),
            ("revoke", {"reasons": [{"code": "not_eligible"}]}, 409, "illegal_move"),
        ],
    )
    def test_refusals_change_nothing(
        self, shop: Shop, owner: CheckedApi, operator: CheckedApi, verb: str,
        body: dict[str, Any], status: int, code: str,
    ) -> None:  # fmt: skip
        submission = complete(owner)["submission_id"]
        named = {} if verb in {"downgrade", "revoke"} else {"submission_id": submission}
        before = everything()
        answer = operator.post(f"/operator/verifications/{shop.id}/{verb}/", {**named, **body})
        assert problem_of(answer) == (status, code)
        assert changed_since(before) == {}

    def test_of_a_merchant_that_is_not_there(self, operator: CheckedApi) -> None:
        nowhere = f"/operator/verifications/{uuid4()}"
        assert problem_of(operator.get(f"{nowhere}/")) == (404, "verification_not_found")
        body = {"submission_id": str(UUID(int=1))}
        assert problem_of(operator.post(f"{nowhere}/verify/", body)) == (404, "merchant_not_found")

    def test_an_incomplete_draft_is_not_handed_in(self, owner: CheckedApi) -> None:
        answer = owner.post("/verification/submit/")
        assert problem_of(answer) == (409, "verification_incomplete")
        assert {"kind": "field", "name": "pan"} in answer.json()["missing"]
