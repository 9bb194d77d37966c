"""News that nobody was told, in the back office: everybody looks, some tell it after all."""

from __future__ import annotations

import pytest
from django.test import Client

from adulis.events.models import Event
from adulis.identity.values import OperatorRole
from adulis.kernel.db import clock
from adulis.notifications.models import Unwritten
from tests.backoffice import BUTTON, SAVED, done, operator, text_of
from tests.dealing import proposed
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
UNTOLD = "/admin/untold/"
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT


@pytest.fixture
def seller() -> Shop:
    return a_shop("Binu")


@pytest.fixture
def untold(seller: Shop) -> Unwritten:
    proposed(a_shop("Asha"), seller, title="Pumps")
    row = Event.objects.get(type="deal.proposed", merchant_id=seller.id)
    return Unwritten.objects.create(
        type=row.type, subject=row.subject, subject_sequence=row.subject_sequence,
        merchant_id=seller.id, reason="KeyError: 'amount'", noted_at=clock(),
    )  # fmt: skip


@pytest.mark.parametrize("role", list(OperatorRole))
def test_every_role_sees_it(untold: Unwritten, role: OperatorRole) -> None:
    page = text_of(operator(role).get(UNTOLD))
    assert f'href="{UNTOLD}{untold.id}/"' in page
    assert f'href="/admin/deals/{untold.subject.partition("/")[2]}/"' in page
    assert "KeyError: 'amount'" in page


def test_it_is_told_after_all_with_a_reason(untold: Unwritten, seller: Shop) -> None:
    client = operator(COMPLIANCE)
    read = done(client, f"{UNTOLD}{untold.id}/tell/", {"reason": "Words mended"})
    assert "in the words that there are now" in read
    assert letters_to(seller.owner_email)[-1].subject == "Asha proposes a deal: Pumps"
    assert "Everybody was told of everything." in text_of(client.get(UNTOLD))
    before = everything()
    again = {"reason": "And again", "confirmed": "yes"}
    assert client.post(f"{UNTOLD}{untold.id}/tell/", again).status_code == 400
    assert client.post(f"{UNTOLD}{untold.id}/tell/", {"reason": ""}).status_code == 400
    assert changed_since(before, *SAVED) == {}


def test_others_only_look(untold: Unwritten) -> None:
    client, one_who_may = operator(SUPPORT), operator(COMPLIANCE)
    before = everything()
    assert BUTTON not in text_of(client.get(f"{UNTOLD}{untold.id}/"))
    given = {"reason": "Because", "confirmed": "yes"}
    assert client.post(f"{UNTOLD}{untold.id}/tell/", given).status_code == 403
    assert one_who_may.get(f"{UNTOLD}{untold.id}/tell/").status_code == 302
    assert changed_since(before, *SAVED) == {}
    assert Client().get(UNTOLD).status_code == 302


def test_nothing_of_that_id(untold: Unwritten) -> None:
    nowhere = f"{UNTOLD}01930000-0000-7000-8000-00000000dead/"
    assert operator(SUPPORT).get(nowhere).status_code == 404
