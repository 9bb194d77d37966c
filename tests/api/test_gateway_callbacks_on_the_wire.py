"""A real server and a real socket at the door for payment gateways: what no test client sends."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

import pytest
from pytest_django import Settings

from adulis.gateways.models import Callback
from tests.api.test_gateway_callbacks import PATH, SECRET, headers, message
from tests.bank import door


@pytest.fixture
def address(fresh_database: Any, settings: Settings) -> Iterator[SplitResult]:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS = [SECRET]
    with door() as url:
        yield urlsplit(url)


def knock(address: SplitResult, body: bytes, *more: tuple[str, str], missing: int = 0) -> int:
    """Post ``body``, of which the last ``missing`` bytes never come; the status of the answer."""
    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        given = [*headers(body, "evt_1").items(), *more]
        told = "".join(f"{name}: {value}\r\n" for name, value in given)
        line.sendall(
            f"POST /api/v1{PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n{told}"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
        )
        line.sendall(body[: len(body) - missing])
        line.shutdown(socket.SHUT_WR)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status


def test_a_message_as_it_should_be(address: SplitResult) -> None:
    body = message()
    assert knock(address, body) == 200
    assert Callback.objects.count() == 1


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp"])
def test_a_header_that_comes_twice_is_believed_no_more(address: SplitResult, name: str) -> None:
    body = message()
    assert knock(address, body, (name, "1")) == 401
    assert Callback.objects.count() == 0


def test_a_body_that_was_cut_off_is_not_what_was_signed(address: SplitResult) -> None:
    body = message()
    assert knock(address, body, missing=1) == 401
    assert Callback.objects.count() == 0
