"""Webhook endpoints and deliveries over the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from adulis.kernel import db
from tests.doors import Api, problem_of
from tests.facts import happened
from tests.hooking import a_quiet_shop, fan_out, tell
from tests.processes import REPOSITORY
from tests.webhook_receiver import Receiver, running_receiver
from tests.world import Shop

ENDPOINTS, DELIVERIES = "/webhook-endpoints/", "/webhook-deliveries/"


@pytest.fixture
def receiver(fresh_database: Any) -> Iterator[Receiver]:
    with running_receiver() as running:
        fan_out()
        yield running


@pytest.fixture
def shop(receiver: Receiver) -> Shop:
    return a_quiet_shop()


@pytest.fixture
def api(shop: Shop) -> Api:
    found = Api(shop.api_key("read", "webhooks:write"))
    fan_out()
    return found


def made(api: Api, receiver: Receiver, **more: Any) -> Any:
    answer = api.post(ENDPOINTS, {"url": receiver.url(), **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def patch(api: Api, path: str, body: Any) -> Any:
    return api.client.patch(
        f"/api/v1{path}", data=body, content_type="application/json", headers=api.headers
    )


def test_an_endpoint_from_its_making_to_its_end(api: Api, receiver: Receiver) -> None:
    first = made(api, receiver, types=["payout.*"], description="Ours")
    secret, path = first.pop("secret"), f"{ENDPOINTS}{first['id']}/"
    assert secret.startswith("whsec_")
    assert first == {
        "id": first["id"], "url": receiver.url(), "description": "Ours", "types": ["payout.*"],
        "state": "enabled", "disabled_reason": None, "disabled_at": None,
        "created_at": first["created_at"], "last_delivered_at": None, "failing_since": None,
        "old_secret_until": None, "allowed_moves": ["disable", "archive"],
    }  # fmt: skip
    assert api.get(path).json() == first
    assert api.get(ENDPOINTS).json()["results"] == [first]
    changed = patch(api, path, {"description": "Theirs"}).json()
    assert changed == {**first, "description": "Theirs"}
    rotated = api.post(f"{path}rotate-secret/")
    assert rotated.status_code == 201
    assert rotated.json()["secret"] != secret
    assert rotated.json()["old_secret_until"] is not None
    assert problem_of(api.post(f"{path}rotate-secret/")) == (409, "webhook_secret_just_rotated")
    replaced = api.post(f"{path}rotate-secret/", {"lost": True}).json()
    assert replaced["secret"] not in {secret, rotated.json()["secret"]}
    assert replaced["old_secret_until"] == rotated.json()["old_secret_until"]
    disabled = api.post(f"{path}disable/").json()
    assert (disabled["state"], disabled["disabled_reason"]) == ("disabled", "by_merchant")
    assert disabled["allowed_moves"] == ["enable", "archive"]
    assert problem_of(api.post(f"{path}disable/")) == (409, "illegal_move")
    assert problem_of(api.post(f"{path}test/")) == (409, "webhook_endpoint_disabled")
    assert api.post(f"{path}enable/").json()["state"] == "enabled"
    assert api.post(f"{path}archive/").json()["allowed_moves"] == []
    assert problem_of(api.post(f"{path}archive/")) == (404, "webhook_endpoint_not_found")
    assert api.get(ENDPOINTS).json()["count"] == 0
    assert api.get(path).json()["state"] == "archived"


@pytest.mark.parametrize(
    ("body", "problem", "pointer"),
    [
        ({"url": "https://127.0.0.1/"}, (422, "webhook_address_refused"), "/url"),
        ({"url": "https://x.example/", "types": ["no.such"]}, (422, "webhook_types_invalid"),
         "/types/0"),
        ({"url": 1}, (400, "malformed"), "/url"),
        ({"url": "https://x.example/", "types": "payout.*"}, (400, "malformed"), "/types"),
        ({}, (400, "malformed"), "/url"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(
    body: Any, problem: tuple[int, str], pointer: str, api: Api
) -> None:
    answer = api.post(ENDPOINTS, body)
    assert problem_of(answer) == problem
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_a_delivery_and_its_attempts(api: Api, receiver: Receiver) -> None:
    endpoint = made(api, receiver)
    receiver.moods["/in"] = "refuses"
    tell()
    [listed] = api.get(DELIVERIES, state="pending").json()["results"]
    found = api.get(f"{DELIVERIES}{listed['id']}/").json()
    body, attempts = found.pop("body"), found.pop("attempts")
    assert found == listed
    assert listed["endpoint_id"] == endpoint["id"]
    assert listed["event_id"] == f"webhook-endpoint/{endpoint['id']}/1" == body["data"]["id"]
    assert (listed["subject_sequence"], listed["allowed_moves"]) == (1, [])
    assert listed["next_attempt_at"] is not None
    assert receiver.heard()[0].verified(endpoint["secret"]) == body
    assert attempts == [
        {"number": 1, "at": attempts[0]["at"], "duration_ms": attempts[0]["duration_ms"],
         "failure": "refused", "status": 500, "answer": '{"mood": "refuses"}'},
    ]  # fmt: skip
    assert problem_of(api.post(f"{DELIVERIES}{listed['id']}/replay/")) == (409, "illegal_move")


def test_deliveries_are_found_by_what_they_are(api: Api, receiver: Receiver, shop: Shop) -> None:
    first, second = made(api, receiver), made(api, receiver, types=["webhook_endpoint.*"])
    happened("one", merchant_id=shop.id)
    tell()
    everything = api.get(DELIVERIES).json()

    def ids(**query: Any) -> set[str]:
        return {each["event_id"] for each in api.get(DELIVERIES, **query).json()["results"]}

    created = [f"webhook-endpoint/{each['id']}/1" for each in (first, second)]
    assert everything["count"] == 5
    assert ids(endpoint_id=second["id"]) == set(created)
    assert len(ids(endpoint_id=first["id"])) == 3
    assert len(ids(type="thing.happened")) == 1
    assert ids(subject=f"webhook-endpoint/{first['id']}") == {created[0]}
    assert ids(state="failed") == set()
    assert problem_of(api.get(DELIVERIES, state="lost"))[0] == 400
    page = api.get(DELIVERIES, limit=2).json()
    assert len(page["results"]) == 2
    assert page["next"] is not None


def test_replays(api: Api, receiver: Receiver, shop: Shop) -> None:
    endpoint = made(api, receiver)
    path = f"{ENDPOINTS}{endpoint['id']}/"
    since = db.clock() + timedelta(microseconds=1)
    happened("one", merchant_id=shop.id)
    tell()
    [listed] = api.get(DELIVERIES, type="thing.happened").json()["results"]
    again = api.post(f"{DELIVERIES}{listed['id']}/replay/").json()
    assert (again["state"], again["attempt_count"]) == ("pending", 1)
    tell()
    assert api.post(f"{path}replay/").json() == {"replayed": 0, "looked_until": None}
    assert api.post(f"{path}replay/", {"since": since.isoformat()}).json()["replayed"] == 1
    tell()
    assert receiver.ids().count(listed["event_id"]) == 3
    api.post(f"{path}test/")
    tell()
    assert receiver.heard()[-1].verified(endpoint["secret"])["type"] == "webhook_endpoint.tested"
    assert problem_of(api.post(f"{path}replay/", {"since": "yesterday"}))[0] == 400


def test_the_receiver_in_the_documentation_works(api: Api, receiver: Receiver) -> None:
    page = (REPOSITORY / "docs" / "webhooks.md").read_text()
    [example] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - what the page says is what is tried
    secret = made(api, receiver)["secret"]
    tell()
    [heard] = receiver.heard()
    seen: set[str] = set()
    for _ in range(2):
        assert names["receive"](dict(heard.headers), heard.body, secret, seen) == 204
        assert seen == {heard.id}
    with pytest.raises(WebhookVerificationError):
        names["receive"](dict(heard.headers), heard.body + b" ", secret, seen)
