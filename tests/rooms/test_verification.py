"""Verification: what each verb changes, what it refuses, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.events.models import Event
from adulis.files.models import File
from adulis.identity import queries as people
from adulis.identity.actions import deactivate_user, leave_merchant
from adulis.identity.values import MemberRole, MerchantKind, OperatorRole, Verification
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.machines import IllegalMove
from adulis.verification import actions, errors, queries
from adulis.verification.checks import CHECKS
from adulis.verification.machine import VerificationState
from adulis.verification.models import Document, Submission
from adulis.verification.models import Verification as Row
from adulis.verification.values import (
    Details,
    DocumentPurpose,
    Field,
    Outcome,
    Reason,
    ReasonCode,
    Tier,
)
from tests.files import a_pdf, folder
from tests.letters import kinds_to, newest_to
from tests.rows import changed_since, everything
from tests.verifying import (
    BUSINESS,
    GSTIN,
    PAN,
    PERSON,
    STALE,
    a_sole_trader,
    an_operator,
    an_unverified_shop,
    downgrade,
    refuse,
    revoke,
    save,
    submit,
    submitted,
    upload,
    verify,
)
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
P = DocumentPurpose


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


@pytest.fixture
def shop() -> Shop:
    return an_unverified_shop()


@pytest.fixture
def operator() -> Actor:
    return an_operator()


def draft(shop: Shop, kind: MerchantKind = MerchantKind.BUSINESS) -> queries.Draft:
    return queries.draft_of(shop.id, kind, VerificationState.UNVERIFIED)


def standing(shop: Shop) -> tuple[Verification, str]:
    told = people.standing(shop.id)
    return told.verification, told.tier


def facts(shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    rows = Event.objects.filter(merchant_id=shop.id, type__startswith="verification.")
    return list(rows.order_by("id").values_list("type", "payload"))


def refused(refusal: type[Exception], verb: Callable[[], object]) -> Any:
    """That ``verb`` is refused so, and changed nothing."""
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert type(found.value) is refusal
    assert changed_since(before) == {}
    return found.value


def broken() -> list[str]:
    return [check.name for check in CHECKS if db.fetch_all(check.sql)]


class TestDrafts:
    def test_begin_empty_and_say_what_is_missing(self, shop: Shop) -> None:
        told = draft(shop)
        assert (told.state, told.details, told.documents) == ("unverified", Details(), [])
        assert [each.name for each in told.missing][:3] == ["legal_name", "constitution", "pan"]
        assert told.is_editable
        assert told.waiting is None
        assert told.latest is None

    def test_keep_what_is_said_where_nobody_can_read_it(self, shop: Shop) -> None:
        save(shop, BUSINESS)
        assert draft(shop).details == BUSINESS
        row = Row.objects.get(merchant_id=shop.id)
        assert row.details_sealed.startswith("v1.test.")
        told = str(list(AuditRecord.objects.filter(merchant_id=shop.id).values()))
        assert PAN not in told
        assert "Binu" not in told
        assert row.pan_index is None  # what is not handed in is nobody's to compare

    def test_are_replaced_but_for_what_is_kept(self, shop: Shop) -> None:
        save(shop, BUSINESS)
        save(shop, Details(legal_name="Asha LLP"), kept=(Field.PAN, Field.GSTIN))
        assert draft(shop).details == Details(legal_name="Asha LLP", pan=PAN, gstin=GSTIN)
        save(shop, Details(legal_name="Asha LLP"), kept=(Field.PAN,))
        assert draft(shop).details == Details(legal_name="Asha LLP", pan=PAN)

    def test_refuse_what_is_wrong(self, shop: Shop) -> None:
        save(shop, BUSINESS)
        wrong = Details(gstin="29AAGCB7383J1Z4")
        refused(errors.GstinOfAnotherPan, lambda: save(shop, wrong, kept=(Field.PAN,)))

    def test_are_closed_while_they_are_reviewed_and_when_verified(
        self, shop: Shop, operator: Actor
    ) -> None:
        submission = submitted(shop)
        document = draft(shop).documents[0].id

        def remove() -> None:
            with db.transaction():
                actions.remove_document(
                    merchant_id=shop.id, document_id=document, actor=shop.actor, at=db.clock()
                )

        for _ in range(2):
            refused(errors.VerificationLocked, lambda: save(shop, BUSINESS))
            refused(errors.VerificationLocked, lambda: upload(shop, P.PAN_CARD))
            refused(errors.VerificationLocked, remove)
            refused(IllegalMove, lambda: submit(shop))
            if standing(shop)[0] is Verification.SUBMITTED:
                verify(shop, submission, operator)


class TestDocuments:
    def test_are_part_of_the_draft_with_their_label(self, shop: Shop) -> None:
        document_id = upload(shop, P.IDENTITY_PROOF, name="../passport.pdf")
        (seen,) = draft(shop).documents
        assert (seen.id, seen.purpose, seen.file.name) == (
            document_id, P.IDENTITY_PROOF, "passport.pdf",
        )  # fmt: skip
        assert not seen.is_submitted
        assert queries.document_of(shop.id, document_id) == seen

    def test_of_another_merchant_are_not_there(self, shop: Shop) -> None:
        document_id = upload(shop, P.IDENTITY_PROOF)
        other = an_unverified_shop()
        for whose, which in ((other, document_id), (shop, uuid4())):
            with pytest.raises(errors.DocumentNotFound):
                queries.document_of(whose.id, which)

            def remove(whose: Shop = whose, which: UUID = which) -> None:
                with db.transaction():
                    actions.remove_document(
                        merchant_id=whose.id, document_id=which, actor=whose.actor, at=db.clock()
                    )

            save(whose, Details())
            refused(errors.DocumentNotFound, remove)

    def test_are_of_purposes_that_the_kind_has(self) -> None:
        trader = a_sole_trader()
        save(trader, Details())
        refused(errors.DetailNotForKind, lambda: upload(trader, P.GST_CERTIFICATE))

    def test_are_twelve_at_most(self, shop: Shop) -> None:
        for number in range(12):
            upload(shop, P.IDENTITY_PROOF, a_pdf(str(number)))
        refused(errors.TooManyDocuments, lambda: upload(shop, P.IDENTITY_PROOF))

    def test_removed_before_they_were_submitted_are_erased(self, shop: Shop) -> None:
        document_id = upload(shop, P.IDENTITY_PROOF)
        with db.transaction():
            actions.remove_document(
                merchant_id=shop.id, document_id=document_id, actor=shop.actor, at=db.clock()
            )
        assert draft(shop).documents == []
        assert File.objects.get().state == "removed"

    def test_removed_after_they_were_submitted_are_kept(self, shop: Shop, operator: Actor) -> None:
        refuse(shop, submitted(shop), operator)
        document = draft(shop).documents[1]
        with db.transaction():
            actions.remove_document(
                merchant_id=shop.id, document_id=document.id, actor=shop.actor, at=db.clock()
            )
        assert document.id not in [each.id for each in draft(shop).documents]
        review = queries.review_for_operator(shop.id)
        assert document.id in [each.id for each in review.documents]
        assert File.objects.get(id=document.file.id).state == "kept"
        assert broken() == []


class TestSubmitting:
    def test_hands_in_what_is_there_and_tells_the_other_rooms(self, shop: Shop) -> None:
        submission_id = submitted(shop)
        told = draft(shop)
        assert told.state == "submitted"
        assert told.waiting is not None
        row = Row.objects.get(merchant_id=shop.id)
        assert told.waiting.until == row.submitted_at + timedelta(days=2)  # type: ignore[operator]
        assert standing(shop) == (Verification.SUBMITTED, "standard")
        assert facts(shop) == [("verification.submitted", {"submission_number": 1})]
        submission = Submission.objects.get()
        assert submission.id == submission_id
        assert submission.document_ids == [each.id for each in told.documents]
        assert all(each.is_submitted for each in told.documents)
        assert queries.review_for_operator(shop.id).details == BUSINESS
        assert broken() == []

    def test_wants_everything(self, shop: Shop) -> None:
        save(shop, BUSINESS)
        upload(shop, P.IDENTITY_PROOF)
        refusal = refused(errors.VerificationIncomplete, lambda: submit(shop))
        assert [each["name"] for each in refusal.facts["missing"]] == [
            "registration_certificate", "address_proof", "gst_certificate",
        ]  # fmt: skip

    def test_what_was_submitted_never_changes(self, shop: Shop, operator: Actor) -> None:
        submission_id = submitted(shop)
        rows = Submission.objects.filter(id=submission_id)
        changes: list[dict[str, Any]] = [
            {"submitted_by": "x"}, {"document_ids": []}, {"number": 2}
        ]  # fmt: skip
        for change in changes:
            with pytest.raises(IntegrityError), db.transaction():
                rows.update(**change)
        with pytest.raises(IntegrityError), db.transaction():
            rows.delete()
        verify(shop, submission_id, operator)
        for decided in ({"tier": "premium"}, {"decided_by": "x"}, {"outcome": ""}):
            with pytest.raises(IntegrityError), db.transaction():
                rows.update(**decided)


class TestDeciding:
    def test_verifying_lets_money_move_within_a_tier(self, shop: Shop, operator: Actor) -> None:
        submission_id = submitted(shop)
        verify(shop, submission_id, operator, Tier.STARTER)
        assert standing(shop) == (Verification.VERIFIED, "starter")
        assert facts(shop)[1:] == [
            ("verification.verified", {"submission_number": 1, "tier": "starter"})
        ]
        (decision,) = queries.review_for_operator(shop.id).history
        assert (decision.submission_id, decision.outcome, decision.reasons) == (
            submission_id, Outcome.VERIFIED, (),
        )  # fmt: skip
        done = AuditRecord.objects.get(action="verification.verify")
        assert (done.actor_kind, done.user_id, done.before, done.after["tier"]) == (
            "operator", operator.user_id, {"state": "submitted"}, "starter",
        )  # fmt: skip
        assert broken() == []

    def test_refusing_says_why_and_the_merchant_comes_again(
        self, shop: Shop, operator: Actor
    ) -> None:
        refuse(shop, submitted(shop), operator)
        told = draft(shop)
        assert (told.state, told.reasons, told.is_editable) == ("refused", list(STALE), True)
        assert standing(shop)[0] is Verification.REFUSED
        upload(shop, P.IDENTITY_PROOF, a_pdf("a new passport"))
        again = submit(shop)
        assert draft(shop).reasons == []
        verify(shop, again, operator)
        outcomes = [(each.number, each.outcome) for each in
                    queries.review_for_operator(shop.id).history]  # fmt: skip
        assert outcomes == [(1, "refused"), (2, "verified")]
        assert [kind for kind, _ in facts(shop)] == [
            "verification.submitted", "verification.refused", "verification.submitted",
            "verification.verified",
        ]  # fmt: skip
        assert facts(shop)[1][1] == {"submission_number": 1, "reasons": ["document_expired"]}
        assert broken() == []

    def test_a_reason_has_to_fit(self, shop: Shop, operator: Actor) -> None:
        submission_id = submitted(shop)
        wrong = [Reason(ReasonCode.DOCUMENT_EXPIRED, Field.PAN)]
        for reasons in ([], wrong):
            refused(
                errors.ReasonsNotFitting,
                lambda reasons=reasons: refuse(shop, submission_id, operator, reasons),  # type: ignore[misc]
            )

    def test_a_decision_is_about_what_was_looked_at(self, shop: Shop, operator: Actor) -> None:
        """Somebody refused it, and the merchant came again, while this operator was reading."""
        first = submitted(shop)
        refuse(shop, first, operator)
        second = submit(shop)
        other = an_operator("Lata", OperatorRole.ADMIN)
        refusal = refused(errors.SubmissionOutdated, lambda: verify(shop, first, other))
        assert refusal.facts["submission_id"] == second
        refused(errors.SubmissionOutdated, lambda: refuse(shop, first, other))
        refused(errors.SubmissionOutdated, lambda: verify(shop, uuid4(), other))

    def test_is_done_once(self, shop: Shop, operator: Actor) -> None:
        submission_id = submitted(shop)
        verify(shop, submission_id, operator)
        refused(IllegalMove, lambda: verify(shop, submission_id, operator))
        refused(IllegalMove, lambda: refuse(shop, submission_id, operator))

    def test_nothing_is_decided_that_nobody_submitted(self, shop: Shop, operator: Actor) -> None:
        save(shop, BUSINESS)
        for verb in (verify, refuse):
            refused(IllegalMove, lambda verb=verb: verb(shop, uuid4(), operator))  # type: ignore[misc]
        for take_back in (downgrade, revoke):
            refused(IllegalMove, lambda verb=take_back: verb(shop, operator))  # type: ignore[misc]

    def test_a_member_never_decides_nor_who_submitted(self, shop: Shop) -> None:
        member, _ = a_member(shop, MemberRole.VIEWER)
        submission_id = submitted(shop)
        for who in (member, shop.owner_id):
            inside = Actor(ActorKind.OPERATOR, str(who), str(who))
            refused(
                errors.DecidingAboutOneself,
                lambda inside=inside: verify(shop, submission_id, inside),  # type: ignore[misc]
            )
            refused(
                errors.DecidingAboutOneself,
                lambda inside=inside: refuse(shop, submission_id, inside),  # type: ignore[misc]
            )
        verify(shop, submission_id, an_operator())
        inside = Actor(ActorKind.OPERATOR, str(member), str(member))
        refused(errors.DecidingAboutOneself, lambda: downgrade(shop, inside))
        refused(errors.DecidingAboutOneself, lambda: revoke(shop, inside))

    def test_nor_who_submitted_and_has_left_since(self, shop: Shop) -> None:
        owner, _ = a_member(shop, MemberRole.OWNER)
        submission_id = submitted(replace(shop, owner_id=owner))
        inside = Actor(ActorKind.OPERATOR, str(owner), str(owner))
        with db.transaction():
            leave_merchant(merchant_id=shop.id, user_id=owner, actor=inside, at=db.clock())
        for verb in (verify, refuse):
            refused(
                errors.DecidingAboutOneself,
                lambda verb=verb: verb(shop, submission_id, inside),  # type: ignore[misc]
            )

    def test_a_merchant_decides_nothing(self, shop: Shop) -> None:
        submission_id = submitted(shop)
        refused(IllegalMove, lambda: verify(shop, submission_id, shop.actor))


class TestTakingBack:
    @pytest.mark.parametrize(
        ("verb", "state", "fact"),
        [
            (downgrade, "unverified", "verification.downgraded"),
            (revoke, "refused", "verification.revoked"),
        ],
    )
    def test_counts_at_once_and_says_why(
        self, shop: Shop, operator: Actor, verb: Any, state: str, fact: str
    ) -> None:
        verify(shop, submitted(shop), operator, Tier.STANDARD)
        verb(shop, operator)
        assert standing(shop) == (Verification(state), "standard")
        told = draft(shop)
        assert (told.state, told.reasons, told.is_editable) == (state, list(STALE), True)
        assert facts(shop)[-1] == (fact, {"reasons": ["document_expired"]})
        assert broken() == []
        verify(shop, submit(shop), operator)
        assert standing(shop)[0] is Verification.VERIFIED

    def test_also_from_a_merchant_that_never_submitted(self, operator: Actor) -> None:
        """Those of the demo world are verified from the beginning."""
        shop = a_shop()
        downgrade(shop, operator)
        assert standing(shop)[0] is Verification.UNVERIFIED
        assert broken() == []


class TestLetters:
    def test_tell_those_who_own_it_and_can_sign_in_of_every_decision(
        self, shop: Shop, operator: Actor
    ) -> None:
        (gone, address_of_gone), (_, address_of_viewer) = (
            a_member(shop, MemberRole.OWNER, "Gita"), a_member(shop, MemberRole.VIEWER)
        )  # fmt: skip
        with db.transaction():
            deactivate_user(user_id=gone, reason="Left.", actor=operator, at=db.clock())
        before = [kinds_to(each) for each in (address_of_gone, address_of_viewer)]
        refuse(shop, submitted(shop), operator)
        verify(shop, submit(shop), operator)
        downgrade(shop, operator)
        verify(shop, submit(shop), operator)
        revoke(shop, operator)
        told = [each for each in kinds_to(shop.owner_email) if each.startswith("verification/")]
        assert [each.removeprefix("verification/") for each in told] == [
            "refused", "verified", "downgraded", "verified", "revoked"
        ]  # fmt: skip
        assert "It ended in May." in newest_to(shop.owner_email).text
        assert [kinds_to(each) for each in (address_of_gone, address_of_viewer)] == before


class TestNumbers:
    def test_equal_ones_meet_and_nothing_else_is_told(self, operator: Actor) -> None:
        one, same, other = an_unverified_shop(), an_unverified_shop(), a_sole_trader()
        submitted(one)
        assert not queries.share_pan(one.id, same.id)
        submitted(same)
        submitted(other, PERSON)
        assert queries.share_pan(one.id, same.id)
        assert not queries.share_pan(one.id, other.id)
        assert queries.review_for_operator(one.id).same_pan == [(same.id, "Asha Exports")]
        assert queries.review_for_operator(other.id).same_pan == []
        index = Row.objects.get(merchant_id=one.id).pan_index
        assert index is not None
        assert len(bytes(index)) == 32

    def test_are_revealed_on_the_record(self, shop: Shop, operator: Actor) -> None:
        def reveal() -> Details:
            with db.transaction():
                return actions.reveal_numbers(merchant_id=shop.id, actor=operator, at=db.clock())

        refused(errors.VerificationNotFound, reveal)
        save(shop, BUSINESS)
        refused(errors.VerificationNotFound, reveal)  # a draft is nobody else's business
        submitted(shop)
        assert reveal() == BUSINESS
        done = AuditRecord.objects.get(action="verification.reveal")
        # On record with the platform; the merchant's own log does not tell that somebody looks.
        assert (done.user_id, done.merchant_id) == (operator.user_id, None)
        assert done.after["merchant_id"] == str(shop.id)

    def test_a_detail_does_not_print_its_numbers(self) -> None:
        assert PAN not in repr(BUSINESS)
        assert GSTIN not in repr(replace(BUSINESS, pan=""))


class TestChecks:
    def test_find_what_they_are_for(self, shop: Shop) -> None:
        submitted(shop)
        assert broken() == []
        db.execute("UPDATE identity_merchant SET verification = 'verified'")
        assert broken() == ["verification.is_what_the_merchant_says"]
        db.execute("UPDATE files_file SET state = 'removed', due_at = adulis_clock()")
        db.execute("UPDATE identity_merchant SET verification = 'submitted'")
        assert broken() == ["verification.what_was_handed_in_is_kept"]
        db.execute("UPDATE files_file SET state = 'erased', due_at = NULL, key_id = ''")
        db.execute(
            "UPDATE verification_submission SET outcome = 'verified', tier = 'standard',"
            " decided_by = 'x', decided_at = adulis_clock()"
        )
        assert "verification.what_is_reviewed_was_handed_in" in broken()
        assert Document.objects.count() == 4
