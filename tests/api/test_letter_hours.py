"""When letters come, over HTTP: a person's own choice."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from tests.callers.cast import signed_in
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db
PLACE = "/notification-preferences/letters/"
NIGHT = {
    "time_zone": "Europe/Berlin", "quiet_from": "22:00", "quiet_until": "07:30", "digest_hour": 8,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop("Binu")


def told(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_as_things_happen_until_somebody_chooses(shop: Shop) -> None:
    api = Api(signed_in(shop.owner_email).access)
    none = {"quiet_from": None, "quiet_until": None, "digest_hour": None}
    assert told(api.get(PLACE)) == {"time_zone": "Asia/Kolkata", **none}
    assert told(api.put(PLACE, NIGHT)) == told(api.get(PLACE)) == NIGHT
    assert told(api.put(PLACE, NIGHT | none)) == {"time_zone": "Europe/Berlin", **none}


def test_what_is_refused_changes_nothing(shop: Shop) -> None:
    api, program = Api(signed_in(shop.owner_email).access), Api(shop.api_key(), shop.id)
    before = everything()
    assert problem_of(program.put(PLACE, NIGHT)) == (403, "person_required")
    for change in (
        {"time_zone": "Mars/Olympus"}, {"time_zone": "America"}, {"time_zone": "../etc/passwd"},
        {"time_zone": None}, {"quiet_from": "24:00"}, {"quiet_from": "7:00"}, {"digest_hour": 24},
        {"digest_hour": "8"}, {"more": 1},
    ):  # fmt: skip
        assert problem_of(api.put(PLACE, NIGHT | change))[0] == 400
    for change in ({"quiet_from": None}, {"quiet_until": "22:00"}):
        assert problem_of(api.put(PLACE, NIGHT | change)) == (422, "letter_hours_wrong")
    assert changed_since(before, "identity_api_key") == {}
