"""``./adulis operators``: the first operator, and who is one from now on."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from adulis.audit.models import AuditRecord
from adulis.identity import actions
from adulis.identity.errors import UserNotFound
from adulis.identity.models import RefreshSession, User
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.ids import new_id
from tests.people import a_person, signed_in
from tests.rows import changed_since, everything

PASSWORD = "kettle-Harbour-92-lantern"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is piped into the command."""

    def pipe(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return pipe


def run(*words: str) -> str:
    said = io.StringIO()
    call_command("operators", *words, stdout=said)
    return said.getvalue()


@pytest.mark.usefixtures("fresh_database")
def test_the_first_operator_is_made_and_may_sign_in(typed: Any) -> None:
    typed(f"{PASSWORD}\nanother line\n")
    said = run("add", "Kiran@Example.com", "--name", "Kiran", "--role", "admin")

    user = User.objects.get()
    assert "signs in at /admin/ as admin" in said
    assert (user.email, user.operator_role) == ("kiran@example.com", "admin")
    assert user.check_password(PASSWORD)
    (written,) = AuditRecord.objects.filter(action="user.register")
    assert written.after["operator_role"] == "admin"
    assert PASSWORD not in str(written.after)


@pytest.mark.usefixtures("fresh_database")
@pytest.mark.parametrize(
    ("email", "password", "complaint"),
    [
        ("kiran@example.com", "short", "12 characters"),
        ("not an address", PASSWORD, "e-mail"),
        ("taken@example.com", PASSWORD, "e-mail"),
    ],
)
def test_what_is_refused_leaves_nothing(
    typed: Any, email: str, password: str, complaint: str
) -> None:
    a_person("taken@example.com")
    before = everything()
    typed(password)

    with pytest.raises(CommandError, match=f"(?i){complaint}"):
        run("add", email, "--name", "Kiran", "--role", "admin")
    assert changed_since(before) == {}


@pytest.mark.usefixtures("fresh_database")
def test_another_role_ends_sessions_and_is_kept_on_record() -> None:
    person = a_person("kiran@example.com", operator_role=OperatorRole.SUPPORT)
    signed_in(person)

    said = run("role", "kiran@example.com", "finance", "--reason", "Moved to the finance team.")

    assert "finance now. Their sessions have ended." in said
    user = User.objects.get(id=person.id)
    assert user.operator_role == "finance"
    assert not RefreshSession.objects.filter(user_id=person.id, revoked_at=None).exists()
    (written,) = AuditRecord.objects.filter(action="user.set_operator_role")
    assert written.before == {"operator_role": "support"}
    assert written.after["reason"] == "Moved to the finance team."
    before = everything()
    assert "already" in run("role", "kiran@example.com", "finance", "--reason", "Again.")
    assert changed_since(before) == {}


@pytest.mark.usefixtures("fresh_database")
def test_nobody_is_an_operator_for_ever() -> None:
    person = a_person("kiran@example.com", operator_role=OperatorRole.ADMIN)

    assert "no operator now" in run("role", person.email, "none", "--reason", "Left us.")
    assert User.objects.get(id=person.id).operator_role == ""


@pytest.mark.usefixtures("fresh_database")
def test_who_is_unknown_cannot_become_one() -> None:
    with pytest.raises(CommandError, match="Nobody signs in as nobody"):
        run("role", "nobody@example.com", "admin", "--reason", "Why not.")
    with pytest.raises(UserNotFound), db.transaction():
        actions.set_operator_role(
            user_id=new_id(), role=None, reason="x", actor=system("tests"), at=db.clock()
        )


@pytest.mark.usefixtures("fresh_database")
def test_they_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    a_person("kiran@example.com", operator_role=OperatorRole.ADMIN)
    a_person("asha@example.com")

    run("list")

    said = capsys.readouterr().out
    assert "kiran@example.com" in said
    assert "admin" in said
    assert "asha" not in said
