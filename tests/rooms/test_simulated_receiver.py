"""The simulated server of a merchant's: what arrives, is answered, and is told of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from standardwebhooks import Webhook

from simulators.receiver.inboxes import MOST_IDS, MOST_INBOXES, MOST_KEPT, Inbox, Inboxes
from simulators.receiver.server import ReceiverServer
from tests.serving import PATIENCE_SECONDS, served
from tests.waiting import until

SOURCE = Path(__file__).resolve().parents[2] / "src"
SECRET, OLD = "whsec_dGhlIHNlY3JldCBvZiB0aGlzIHRlc3Q=", "whsec_dGhlIG9uZSBiZWZvcmUgdGhpcyBvbmU="
PUBLIC = "http://127.0.0.1:8000/receiver"
BODY = b'{"type": "payout.completed", "data": {"amount": 1}}'
# A sandbox may have lived into another month.
AHEAD = datetime(2027, 3, 1, tzinfo=UTC)


class Page:
    """One address, as its page and its senders see it."""

    def __init__(self, url: str) -> None:
        self.name = str(uuid4())
        self.http = httpx2.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False)

    def send(self, event_id: str = "payout/1/1", *, secret: str = SECRET, **headers: str) -> int:
        signed = {
            "webhook-id": event_id,
            "webhook-timestamp": str(int(AHEAD.timestamp())),
            "webhook-signature": Webhook(secret).sign(event_id, AHEAD, BODY.decode()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.http.post(f"/in/{self.name}", content=BODY, headers=signed).status_code

    def choose(self, **said: str) -> httpx2.Response:
        return self.http.put(f"/inboxes/{self.name}", json=said)

    def shown(self, **query: str) -> dict[str, Any]:
        shown: dict[str, Any] = self.http.get(f"/inboxes/{self.name}", params=query).json()
        return shown

    def received(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.shown()["received"]
        return found


@pytest.fixture
def page() -> Iterator[Page]:
    with served(lambda _: ReceiverServer(PUBLIC, slow_seconds=2), "receiver") as url:
        page = Page(url)
        yield page
        page.http.close()


def test_it_says_where_it_is_found(page: Page) -> None:
    assert page.http.get("/").json() == {"address": f"{PUBLIC}/in/"}


def test_what_arrives_is_shown_as_it_came_the_newest_first(page: Page) -> None:
    assert page.shown() == {
        "answer": "takes", "knows_secret": False, "arrived_count": 0, "received": [],
    }  # fmt: skip
    page.choose(secret=SECRET)
    assert page.send(x_forwarded_for="10.0.0.1", via="caddy") == 200
    assert page.send("payout/1/2") == 200
    newest, first = page.received()
    assert (newest["number"], first["number"]) == (2, 1)
    assert first["body"] == BODY.decode()
    assert first["headers"]["webhook-id"] == "payout/1/1"
    assert not {"x-forwarded-for", "via"} & set(first["headers"])
    assert page.shown(after="1")["received"] == [newest]
    assert "whsec" not in page.http.get(f"/inboxes/{page.name}").text


@pytest.mark.parametrize(
    ("known", "signed_with", "headers", "says"),
    [
        (SECRET, SECRET, {}, "holds"),
        (SECRET, OLD, {}, "broken"),
        (SECRET, SECRET, {"webhook_id": "payout/1/9"}, "broken"),
        (SECRET, SECRET, {"webhook_timestamp": "1764150000"}, "broken"),
        (SECRET, SECRET, {"webhook_timestamp": "now"}, "broken"),
        (SECRET, SECRET, {"webhook_signature": "nonsense"}, "broken"),
        ("", SECRET, {}, "unchecked"),
    ],
)
def test_whether_the_signature_holds_is_said(
    page: Page, known: str, signed_with: str, headers: dict[str, str], says: str
) -> None:
    if known:
        assert page.choose(secret=known).status_code == 200
    page.send(secret=signed_with, **headers)
    assert [each["signature"] for each in page.received()] == [says]


def test_what_came_before_the_secret_is_verified_once_it_is_known(page: Page) -> None:
    page.send("payout/1/1")
    page.send("payout/1/2", secret=OLD)
    page.choose(secret=SECRET)
    assert [each["signature"] for each in page.received()] == ["broken", "holds"]
    page.choose(secret=OLD)
    assert [each["signature"] for each in page.received()] == ["broken", "holds"]


def test_one_of_two_signatures_is_enough_while_a_secret_is_rotated(page: Page) -> None:
    page.choose(secret=SECRET)
    both = [Webhook(each).sign("e", AHEAD, BODY.decode()) for each in (OLD, SECRET)]
    page.send("e", webhook_signature=" ".join(both))
    assert page.received()[0]["signature"] == "holds"


def test_what_came_before_is_marked_also_after_it_was_cleared_away(page: Page) -> None:
    page.send("payout/1/1")
    page.send("payout/1/2")
    page.send("payout/1/1")
    assert [each["is_repeat"] for each in page.received()] == [True, False, False]
    assert page.http.delete(f"/inboxes/{page.name}/received").json()["received"] == []
    page.send("payout/1/2")
    assert [(each["number"], each["is_repeat"]) for each in page.received()] == [(4, True)]


@pytest.mark.parametrize(("answer", "status"), [("takes", 200), ("fails", 500), ("gone", 410)])
def test_it_answers_what_was_chosen(page: Page, answer: str, status: int) -> None:
    assert page.choose(answer=answer).json()["answer"] == answer
    assert page.send() == status
    assert page.received()[0]["answered"] == answer


def test_a_slow_answer_keeps_the_sender_waiting_and_nobody_else(page: Page) -> None:
    page.choose(answer="slow")
    with pytest.raises(httpx2.ReadTimeout):
        page.http.post(f"/in/{page.name}", content=BODY, timeout=0.5)
    until(page.received, "what was hung up on to be written down")
    assert page.received()[0]["answered"] == "slow"
    assert page.send() == 200


@pytest.mark.parametrize(
    "said", [{"answer": "laughs"}, {"secret": "hunter2"}, {"secret": "whsec_"}, {"answer": 1}]
)
def test_what_cannot_be_is_refused_and_changes_nothing(page: Page, said: dict[str, Any]) -> None:
    page.choose(answer="fails", secret=SECRET)
    refused = page.http.put(f"/inboxes/{page.name}", json={"answer": "gone"} | said)
    assert refused.status_code == 400
    assert page.send() == 500
    assert page.received()[0]["signature"] == "holds"


def test_nobody_reads_another_address_and_none_can_be_guessed(page: Page) -> None:
    page.send()
    other = page.http.get(f"/inboxes/{uuid4()}").json()
    assert other["received"] == []
    for name in ("1", "a" * 36, str(uuid4()).upper()):
        assert page.http.get(f"/inboxes/{name}").status_code == 404
        assert page.http.post(f"/in/{name}", content=BODY).status_code == 404


def test_what_is_too_long_is_not_kept(page: Page) -> None:
    assert page.http.post(f"/in/{page.name}", content=b"x" * 65_537).status_code == 413
    assert page.received() == []


def test_it_keeps_little() -> None:
    inbox = Inbox()
    for number in range(MOST_IDS + 1):
        inbox.receive({"webhook-id": str(number)}, b"", at="")
    assert (len(inbox.received), len(inbox.ids)) == (MOST_KEPT, MOST_IDS)
    inboxes = Inboxes()
    first = inboxes.at("first")
    for number in range(MOST_INBOXES):
        inboxes.at(str(number))
    assert inboxes.at("first") is not first


def test_it_listens_at_a_socket_and_says_so_when_it_cannot(tmp_path: Path) -> None:
    uds = tmp_path / "receiver.sock"
    command = [sys.executable, "-m", "simulators.receiver", "--uds", str(uds)]
    command += ["--public-url", PUBLIC]
    found = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=found) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"receiver: listening on {uds} ({PUBLIC})\n"
        with httpx2.Client(transport=httpx2.HTTPTransport(uds=str(uds)), timeout=60) as http:
            assert http.get("http://receiver/").json() == {"address": f"{PUBLIC}/in/"}
        running.terminate()
        assert running.wait(PATIENCE_SECONDS) == 0
    with socket.socket(socket.AF_UNIX) as taken:
        taken.bind(str(tmp_path / "taken"))
        second = [*command[:4], str(tmp_path / "taken"), *command[5:]]
        ended = subprocess.run(second, capture_output=True, text=True, check=False, env=found)
    assert (ended.returncode, "Address already in use" in ended.stderr) == (2, True)
