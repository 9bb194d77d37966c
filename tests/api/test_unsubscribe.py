"""Letters are switched off by the link in one of them: by a person's POST, and by nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.events.models import Event
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.mail import sealing
from adulis.mail.models import Letter
from adulis.notifications.links import GOOD_FOR
from adulis.notifications.models import Preference
from adulis.timers import actions as timers
from tests.dealing import proposed
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.telling import recorded, tell, tell_all
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def seller() -> Shop:
    return a_shop("Binu")


@pytest.fixture
def place(seller: Shop) -> str:
    """Where the letter's link leads."""
    proposed(a_shop("Asha"), seller, title="Pumps")
    tell_all("deal.proposed")
    letter = letters_to(seller.owner_email)[-1]
    found = re.search(r"https://adulis\.example(/unsubscribe/\S+)", letter.text)
    assert found, letter.text
    assert found[1] in letter.html
    return found[1]


def client() -> Client:
    """With the checks of a browser, and no cookie of ours."""
    return Client(enforce_csrf_checks=True)


def test_the_link_is_in_the_headers_of_the_letter_too(seller: Shop, place: str) -> None:
    row = Letter.objects.filter(recipient_index=sealing.index_of(seller.owner_email))
    parcel = sealing.opened(row.order_by("-id")[0])
    assert parcel.unsubscribe == f"https://adulis.example{place}"


def test_opening_it_changes_nothing_and_asks(place: str) -> None:
    before = everything()
    page = client().get(place)
    assert page.status_code == 200
    assert "No more letters about deals?" in page.content.decode()
    assert '<form method="post">' in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client().head(place).status_code == 200
    assert client().put(place).status_code == 405
    assert changed_since(before) == {}


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_a_post_switches_that_group_off_for_that_person(
    seller: Shop, place: str, body: dict[str, str]
) -> None:
    for _ in range(2):
        page = client().post(place, body)
        assert page.status_code == 200
        assert "No more letters about deals</h1>" in page.content.decode()
    row = Preference.objects.get()
    assert (row.user_id, row.group, row.channel, row.is_on) == (
        seller.owner_id, "deals", "email", False,
    )  # fmt: skip
    [record] = AuditRecord.objects.filter(action="preferences.unsubscribe")
    assert (record.subject, record.after) == (f"user/{seller.owner_id}", {"deals.email": False})
    proposed(a_shop("Asif"), seller, title="Valves")
    before = len(letters_to(seller.owner_email))
    newest = Event.objects.filter(type="deal.proposed", merchant_id=seller.id).order_by("-id")[0]
    tell(recorded(newest))
    assert len(letters_to(seller.owner_email)) == before


@pytest.mark.parametrize("change", ["cut", "forged", "nonsense", "long"])
def test_a_link_that_is_not_ours_says_so(place: str, change: str) -> None:
    before = everything()
    wrong = {
        "cut": place[:-2],
        "forged": place.replace("/unsubscribe/W", "/unsubscribe/X"),
        "nonsense": "/unsubscribe/nonsense",
        "long": f"{place}{'x' * 400}",
    }[change]
    assert wrong != place
    for page in (client().get(wrong), client().post(wrong)):
        assert page.status_code == 404
        assert "This link is not one of ours" in page.content.decode()
        assert "Nothing was switched off." in page.content.decode()
    assert changed_since(before) == {}


def test_an_old_link_says_so(place: str) -> None:
    with db.transaction():
        timers.advance_clock(
            seconds=int((GOOD_FOR + timedelta(days=1)).total_seconds()), actor=system("tests"),
            at=db.clock(),
        )  # fmt: skip
    before = everything()
    for page in (client().get(place), client().post(place)):
        assert page.status_code == 409
        assert "This link is too old." in page.content.decode()
    assert changed_since(before) == {}
