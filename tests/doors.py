"""Knocking at the API the way a client does."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler

_built: list[Any] = []


class Api:
    """A client with one credential and, where given, one merchant.

    Bodies are dumped as JSON; ``raw`` sends bytes as they are. Headers are spelt as on the wire.
    """

    def __init__(self, credential: str = "", merchant: object = None, **headers: str) -> None:
        self.client = Client()
        self.client.handler = _handler()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if credential:
            self.headers["Authorization"] = f"Bearer {credential}"
        if merchant is not None:
            self.headers["X-Merchant-Id"] = str(merchant)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self.client.get(
            f"/api/v1{path}", query_params=query or None, headers=self.headers | (headers or {})
        )

    def post(
        self, path: str, body: Any = None, headers: dict[str, str] | None = None, **extra: Any
    ) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        return self.raw(path, sent, headers=headers, **extra)

    def put(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        return self.client.put(
            f"/api/v1{path}",
            data=json.dumps(body),
            content_type="application/json",
            headers=self.headers | (headers or {}),
        )

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1{path}", headers=self.headers)

    def raw(
        self,
        path: str,
        sent: bytes,
        *,
        headers: dict[str, str] | None = None,
        content_type: str = "application/json",
    ) -> Any:
        return self.client.post(
            f"/api/v1{path}",
            data=sent,
            content_type=content_type,
            headers=self.headers | (headers or {}),
        )


def _handler() -> ClientHandler:
    """The stack of middleware, which looks through every static file while it is built: once for
    as long as the settings are the same.
    """
    wrapped = vars(settings)["_wrapped"]
    if not _built or _built[0] is not wrapped:
        _built[:] = [wrapped, ClientHandler(enforce_csrf_checks=False)]
    found: ClientHandler = _built[1]
    return found


def problem_of(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal, having checked that it is a proper problem."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"/problems/{body['code']}"
    assert body["request_id"] == answer.headers["X-Request-Id"]
    assert isinstance(body["retryable"], bool)
    assert body["title"]
    assert body["detail"]
    return answer.status_code, body["code"]
