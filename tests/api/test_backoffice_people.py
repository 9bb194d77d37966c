"""People and letters in the back office: support looks, compliance and admin act, with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pyotp
import pytest
from django.test import Client

from adulis.audit.models import AuditRecord
from adulis.identity import actions
from adulis.identity.models import SecondFactor, User
from adulis.identity.values import Code, OperatorRole
from adulis.kernel.db import clock, network_clock, transaction
from adulis.mail import actions as mail
from adulis.mail.models import Letter
from adulis.mail.values import Outcome
from tests.backoffice import BUTTON, SAVED, done, hidden, operator, text_of
from tests.people import PASSWORD, WORLD, Person, a_merchant, a_person, an_api_key, signed_in
from tests.rows import changed_since, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
PEOPLE, LETTERS = "/admin/people/", "/admin/letters/"
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT


@pytest.fixture
def asha() -> Person:
    return a_person()


def place(person: Person, verb: str = "") -> str:
    return f"{PEOPLE}{person.id}/{verb}"


def with_app(person: Person) -> None:
    """They set up an authenticator app."""
    with transaction():
        secret = actions.begin_second_factor(
            user_id=person.id, current_password=PASSWORD, actor=WORLD, at=clock()
        ).secret
    now = network_clock()
    with transaction():
        code = Code(pyotp.TOTP(secret).at(now), now)
        actions.confirm_second_factor(user_id=person.id, code=code, actor=WORLD, at=clock())


class TestLooking:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_finds_people(self, asha: Person, role: OperatorRole) -> None:
        client, merchant_id = operator(role), a_merchant(asha)
        other = a_person("binu@example.com")
        for text in ("ASHA@example.com", str(asha.id), str(merchant_id), "ash"):
            page = text_of(client.get(PEOPLE, {"q": text}))
            assert (place(asha) in page, place(other) in page) == (True, False), text
        assert "Nobody is found." in text_of(client.get(PEOPLE, {"q": "sha"}))
        assert place(other) in text_of(client.get(PEOPLE))

    def test_a_person_with_all_that_is_theirs(self, asha: Person) -> None:
        merchant_id = a_merchant(asha)
        an_api_key(asha, merchant_id)
        signed_in(asha)
        signed_in(asha)
        with_app(asha)
        page = text_of(operator(SUPPORT).get(place(asha)))
        assert "asha@example.com, confirmed" in page
        assert f'href="/admin/merchants/{merchant_id}/"' in page
        assert '<th scope="row">Live sessions</th><td>2</td>' in page
        assert '<th scope="row">Second factor</th><td><time' in page
        assert "a program" in page
        assert "argon2" not in page
        assert BUTTON not in page

    def test_nobody_of_that_id(self, asha: Person) -> None:
        assert operator(SUPPORT).get(f"{PEOPLE}{UUID(int=7)}/").status_code == 404


class TestActing:
    @pytest.mark.parametrize("role", [COMPLIANCE, ADMIN])
    def test_somebody_is_shut_out_and_let_in_again(self, asha: Person, role: OperatorRole) -> None:
        client = operator(role)
        signed_in(asha)
        read = done(client, place(asha, "deactivate/"), {"reason": "Stolen phone"})
        assert "Every session ends" in read
        assert User.objects.get(id=asha.id).is_active is False
        page = text_of(client.get(place(asha)))
        assert "deactivated" in page
        assert '<th scope="row">Live sessions</th><td>0</td>' in page
        record = AuditRecord.objects.get(action="user.deactivate")
        assert (record.after["reason"], record.actor_kind) == ("Stolen phone", "operator")
        done(client, place(asha, "reactivate/"), {"reason": "Found"})
        assert User.objects.get(id=asha.id).is_active is True
        assert AuditRecord.objects.get(action="user.reactivate").after["reason"] == "Found"

    def test_a_lost_app_is_forgotten(self, asha: Person) -> None:
        with_app(asha)
        client = operator(ADMIN)
        assert "Reset second factor" in text_of(client.get(place(asha)))
        done(client, place(asha, "reset-second-factor/"), {"reason": "Showed a passport"})
        assert SecondFactor.objects.count() == 0
        again = {"reason": "Once more", "confirmed": "yes"}
        before = everything()
        page = client.post(place(asha, "reset-second-factor/"), again)
        assert (page.status_code, 'class="errornote"' in text_of(page)) == (400, True)
        assert changed_since(before, *SAVED) == {}

    @pytest.mark.parametrize("role", [SUPPORT, FINANCE])
    def test_others_of_the_staff_look_only(self, asha: Person, role: OperatorRole) -> None:
        client = operator(role)
        before = everything()
        for verb in ("deactivate/", "reactivate/", "reset-second-factor/"):
            sent = client.post(place(asha, verb), {"reason": "Because", "confirmed": "yes"})
            assert sent.status_code == 403
        assert changed_since(before, *SAVED) == {}

    @pytest.mark.parametrize("reason", ["", "no", "x" * 201])
    def test_a_reason_is_wanted(self, asha: Person, reason: str) -> None:
        client = operator(ADMIN)
        before = everything()
        sent = client.post(place(asha, "deactivate/"), {"reason": reason, "confirmed": "yes"})
        assert (sent.status_code, "Reason:" in text_of(sent)) == (400, True)
        assert changed_since(before, *SAVED) == {}

    def test_staff_is_for_admins_and_nobody_acts_about_themselves(self) -> None:
        compliance, admin = operator(COMPLIANCE), operator(ADMIN)
        of = {each.operator_role: Person(each.id, each.email) for each in User.objects.all()}
        given = {"reason": "Because", "confirmed": "yes"}
        before = everything()
        for client, whom in ((compliance, of[ADMIN]), (admin, of[ADMIN])):
            assert BUTTON not in text_of(client.get(place(whom)))
            assert client.post(place(whom, "deactivate/"), given).status_code == 400
        assert changed_since(before, *SAVED) == {}
        assert admin.post(place(of[COMPLIANCE], "deactivate/"), given).status_code == 302
        assert User.objects.get(id=of[COMPLIANCE].id).is_active is False
        # Whoever is shut out is out of here as well.
        assert compliance.get(PEOPLE).status_code == 302

    def test_looking_changes_nothing(self, asha: Person) -> None:
        client = operator(ADMIN)
        client.get("/admin/")
        before = everything()
        for verb in ("", "deactivate/", "reset-second-factor/", "burn/"):
            client.get(place(asha, verb), {"reason": "Because", "confirmed": "yes"})
        assert changed_since(before, *SAVED) == {}

    def test_a_form_of_another_site_is_refused(self, asha: Person) -> None:
        client = operator(ADMIN, enforce_csrf_checks=True)
        sent = client.post(place(asha, "deactivate/"), {"reason": "Because", "confirmed": "yes"})
        assert sent.status_code == 403
        assert User.objects.get(id=asha.id).is_active is True


class TestLetters:
    @pytest.fixture
    def letter(self, asha: Person) -> Letter:
        """The mail server would not have it."""
        with transaction():
            letter_id = mail.queue_letter(
                to=asha.email, template="identity/password_changed", context={"name": "Asha"},
                about=f"user/{asha.id}", merchant_id=None, actor=WORLD, at=clock(),
            )  # fmt: skip
        outcome = Outcome(error="550 no such user", is_final=True)
        with transaction():
            mail.note_outcome(
                letter_id=letter_id, fence=0, outcome=outcome, actor=WORLD, at=clock()
            )
        return Letter.objects.get(id=letter_id)

    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_sees_what_was_given_up(self, letter: Letter, role: OperatorRole) -> None:
        page = text_of(operator(role).get(LETTERS))
        assert f'href="{LETTERS}{letter.id}/"' in page
        assert f'href="/admin/people/{letter.about.partition("/")[2]}/"' in page
        assert "550 no such user" in page
        assert "asha@example.com" not in page

    def test_one_is_tried_again_with_a_reason(self, letter: Letter) -> None:
        client = operator(COMPLIANCE)
        done(client, f"{LETTERS}{letter.id}/retry/", {"reason": "The box was full"})
        letter.refresh_from_db()
        assert letter.state == "queued"
        assert AuditRecord.objects.get(action="letter.retry").after == {
            "reason": "The box was full"
        }
        assert "Every letter was sent, or waits." in text_of(client.get(LETTERS))
        again = {"reason": "And again", "confirmed": "yes"}
        before = everything()
        assert client.post(f"{LETTERS}{letter.id}/retry/", again).status_code == 400
        assert changed_since(before, *SAVED) == {}

    @pytest.mark.parametrize("role", [SUPPORT, FINANCE])
    def test_others_only_look(self, letter: Letter, role: OperatorRole) -> None:
        client = operator(role)
        assert BUTTON not in text_of(client.get(f"{LETTERS}{letter.id}/"))
        given: dict[str, Any] = {"reason": "Because", "confirmed": "yes"}
        assert client.post(f"{LETTERS}{letter.id}/retry/", given).status_code == 403
        letter.refresh_from_db()
        assert letter.state == "failed"

    def test_looking_changes_nothing(self, letter: Letter) -> None:
        client = operator(ADMIN)
        client.get("/admin/")
        before = everything()
        for place in ("", "retry/"):
            client.get(f"{LETTERS}{letter.id}/{place}", {"reason": "Because", "confirmed": "yes"})
        assert changed_since(before, *SAVED) == {}
        assert Client().get(LETTERS).status_code == 302
        assert hidden(client.get(LETTERS)) == {}
