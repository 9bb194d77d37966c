"""Somebody signs up, follows the letter, founds a merchant, invites a colleague and parts again.

Every letter goes through the worker's queue to a real mail server, and every link is taken from
what arrived there.
"""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from tests.doors import problem_of
from tests.letters import grant_wishes
from tests.mail_server import post, running_mail_server
from tests.openapi import CheckedApi

ASHA, BINU = "asha@example.com", "binu@example.com"
PASSWORD = "kettle-Harbour-92-lantern"


def signed_in(email: str) -> CheckedApi:
    answer = CheckedApi().post("/auth/token/", {"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return CheckedApi(answer.json()["access"])


@pytest.mark.usefixtures("fresh_database")
def test_from_the_first_letter_to_the_last(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    with running_mail_server() as server:

        def sign_up(email: str, name: str) -> Any:
            body = {"email": email, "name": name, "password": PASSWORD}
            assert CheckedApi().post("/auth/register/", body).status_code == 202
            grant_wishes()
            post()
            token = server.newest(email).token
            return CheckedApi().post("/auth/confirm-email/", {"token": token, "password": PASSWORD})

        # The mail server is away at first, and nobody waits for it.
        server.mood = "refuses_for_now"
        body = {"email": ASHA, "name": "Asha", "password": PASSWORD}
        assert CheckedApi().post("/auth/register/", body).status_code == 202
        grant_wishes()
        post()
        assert server.letters == []
        server.mood = "takes"
        assert sign_up(ASHA, "Asha").json() == {"email": ASHA}
        asha = signed_in(ASHA)
        made = asha.post("/merchants/", {"name": "Asha Exports", "kind": "business"}).json()
        assert made["verification"] == "unverified"

        invited = asha.post("/team/invitations/", {"email": BINU, "role": "finance"})
        assert invited.status_code == 201
        post()
        invitation = server.newest(BINU)
        assert invitation.subject == "Asha invites you to Asha Exports"
        assert sign_up(BINU, "Binu").json() == {"email": BINU}
        binu = signed_in(BINU)
        joined = binu.post("/invitations/accept/", {"token": invitation.token})
        assert joined.json() == {"merchant_id": made["id"], "role": "finance"}
        assert binu.get("/team/").json()["count"] == 2

        [member] = [each for each in binu.get("/team/").json()["results"] if each["is_you"]]
        assert asha.post(f"/team/{member['id']}/remove/").status_code == 200
        assert problem_of(binu.get("/team/")) == (400, "merchant_required")
        post()
        assert [each.subject for each in server.to(BINU)] == [
            "Asha invites you to Asha Exports",
            "Confirm your e-mail address",
            "You no longer work for Asha Exports",
        ]
        assert [each.subject for each in server.to(ASHA)] == [
            "Confirm your e-mail address",
            "Binu has joined Asha Exports",
        ]
