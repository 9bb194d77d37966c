"""The published interface, held against every answer of a test.

``CheckedApi`` knocks as ``Api`` does, and fails when an answer is not what ``openapi.yaml`` says:
an undocumented status or media type, a member too many or too few, a value of another kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from tests.doors import Api

_METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True)
class Operation:
    """One method of one path; ``template`` is as published, ``/payouts/{payout_id}/``."""

    name: str
    method: str
    template: str
    told: dict[str, Any]

    @property
    def has_key(self) -> bool:
        """Whether it takes an Idempotency-Key."""
        return "Idempotency-Key" in [each["name"] for each in self.told.get("parameters", [])]

    @property
    def is_public(self) -> bool:
        """Whether it is for anybody."""
        return not self.told.get("security")


@cache
def published() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((settings.REPOSITORY / "openapi.yaml").read_text("utf-8"))
    return told


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation, in the order of the file."""
    return tuple(
        Operation(told["operationId"], method, path.removeprefix("/api/v1"), told)
        for path, methods in published()["paths"].items()
        for method, told in methods.items()
        if method in _METHODS
    )


def operation_of(method: str, path: str) -> Operation | None:
    """Whose path this is; the more literal one where two fit."""
    found = [
        each
        for each in operations()
        if each.method == method.lower() and _fits(each.template).fullmatch(path)
    ]
    return min(found, key=lambda each: each.template.count("{"), default=None)


def complaints(operation: Operation, answer: Any) -> list[str]:
    """Where an answer is not what is published."""
    responses = operation.told["responses"]
    documented = responses.get(str(answer.status_code))
    if documented is None:
        return [f"{operation.name} answers {answer.status_code}, published: {sorted(responses)}"]
    media_type = answer.headers.get("Content-Type", "").partition(";")[0]
    content = documented.get("content", {})
    if media_type not in content:
        return [f"{operation.name} answers {media_type}, published: {sorted(content)}"]
    if not media_type.endswith("json"):
        return []
    schema = content[media_type]["schema"]
    body = answer.json()
    wrong = [
        f"{operation.name} {answer.status_code}: {error.json_path}: {error.message[:200]}"
        for error in _validator(_frozen(schema)).iter_errors(body)
    ]
    if media_type == "application/json":
        wrong += [f"{operation.name}: {each}" for each in _surplus(schema, body, "$")]
    return wrong


class CheckedApi(Api):
    """``Api`` that believes nothing: each answer is compared with what is published."""

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self._checked("get", path, super().get(path, headers, **query))

    def raw(self, path: str, sent: bytes, **more: Any) -> Any:
        return self._checked("post", path, super().raw(path, sent, **more))

    def put(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        return self._checked("put", path, super().put(path, body, headers))

    def delete(self, path: str) -> Any:
        return self._checked("delete", path, super().delete(path))

    def patch(self, path: str, body: Any) -> Any:
        answer = self.client.patch(
            f"/api/v1{path}", data=body, content_type="application/json", headers=self.headers
        )
        return self._checked("patch", path, answer)

    def _checked(self, method: str, path: str, answer: Any) -> Any:
        operation = operation_of(method, path)
        wrong = [] if operation is None else complaints(operation, answer)
        if wrong:
            raise AssertionError("\n".join(wrong))
        return answer


@cache
def _fits(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", template)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))


def _frozen(schema: dict[str, Any]) -> str:
    return yaml.safe_dump(schema)


@cache
def _validator(schema: str) -> Draft202012Validator:
    whole = yaml.safe_load(schema) | {"components": published()["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def _surplus(schema: dict[str, Any], value: Any, place: str) -> list[str]:
    """Members that nobody published; and those published that are not there."""
    schema = _resolved(schema)
    for choice in schema.get("oneOf", ()):
        if (value is None) is (choice.get("type") == "null"):
            return _surplus(choice, value, place)
    if isinstance(value, list):
        items = schema.get("items", {})
        return [each for item in value for each in _surplus(items, item, f"{place}[]")]
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    properties = schema["properties"]
    found = [f"{place}.{name} is not published" for name in value if name not in properties]
    found += [f"{place}.{name} is missing" for name in properties if name not in value]
    for name, inner in properties.items():
        found += _surplus(inner, value.get(name), f"{place}.{name}")
    return found


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = published()["components"]["schemas"][name]
    return schema
