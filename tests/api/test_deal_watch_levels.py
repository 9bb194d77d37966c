"""How much of a deal one is told, over HTTP: a person's own, of a deal that they may see."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from adulis.deals.models import Deal
from adulis.identity.values import MemberRole
from tests.callers.cast import signed_in
from tests.dealing import proposed
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def seller() -> Shop:
    return a_shop("Binu")


@pytest.fixture
def deal(seller: Shop) -> Deal:
    return proposed(a_shop("Asha", paise=2_000_000), seller, title="Pumps")


def place(deal: Deal) -> str:
    return f"/deals/{deal.id}/watch-level/"


def put(api: Api, deal: Deal, body: Any) -> Any:
    return api.put(place(deal), body)


def told(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_everything_until_somebody_chooses(seller: Shop, deal: Deal) -> None:
    api = Api(signed_in(seller.owner_email).access, seller.id)
    assert told(api.get(place(deal))) == {"level": "all"}
    for level in ("muted", "money", "my_turn", "all"):
        assert told(put(api, deal, {"level": level})) == {"level": level}
        assert told(api.get(place(deal))) == {"level": level}


def test_a_viewer_chooses_for_themselves_alone(seller: Shop, deal: Deal) -> None:
    _, email = a_member(seller, MemberRole.VIEWER)
    viewer = Api(signed_in(email).access, seller.id)
    owner = Api(signed_in(seller.owner_email).access, seller.id)
    assert told(put(viewer, deal, {"level": "muted"})) == {"level": "muted"}
    assert told(owner.get(place(deal))) == {"level": "all"}


def test_what_is_refused_changes_nothing(seller: Shop, deal: Deal) -> None:
    stranger = a_shop("Chitra")
    outside = Api(signed_in(stranger.owner_email).access, stranger.id)
    owner = Api(signed_in(seller.owner_email).access, seller.id)
    program = Api(seller.api_key(), seller.id)
    before = everything()
    assert problem_of(put(outside, deal, {"level": "muted"})) == (404, "deal_not_found")
    assert problem_of(outside.get(place(deal))) == (404, "deal_not_found")
    assert problem_of(put(program, deal, {"level": "muted"})) == (403, "person_required")
    for body in ({"level": "loud"}, {"level": None}, {}, {"level": "all", "more": 1}):
        assert problem_of(put(owner, deal, body))[0] in {400, 422}
    assert changed_since(before, "identity_api_key") == {}
