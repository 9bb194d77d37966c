"""The shape of what comes in: checked strictly, and cheaply.

A ``Shape`` is a DRF serializer, so the schema generator understands it. It is built once per class,
not once per request: fields keep no state between calls, and copying nine of them costs more than
checking them. Unknown members are refused; a misspelt option must not be silently dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from adulis.kernel.errors import Malformed


class Shape(serializers.Serializer[Any]):
    """Members of a JSON object, or of a query string."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, Mapping):
            unknown = {
                str(key): [ErrorDetail("There is no such member here.", code="unknown")]
                for key in data
                if key not in self.fields
            }
            if unknown:
                raise ValidationError(unknown)
        return super().run_validation(data)


class QueryError(ValidationError):
    """The same for what stood behind the question mark."""

    is_about_query = True


def read_body(request: Request, shape: type[Shape]) -> dict[str, Any]:
    """The body as ``shape`` says it is. Raises Malformed, ValidationError: both are 400."""
    data = request.data
    if not isinstance(data, dict):
        # DRF hands over an empty form where there is no body at all.
        if isinstance(data, Mapping) and not data:
            data = {}
        else:
            raise Malformed("The body must be a JSON object.", pointer="")
    return checked(shape, data)


def read_query(request: Request, shape: type[Shape]) -> dict[str, Any]:
    """The query string as ``shape`` says it is; a parameter given twice is refused."""
    given: dict[str, Any] = {}
    for name, values in request.query_params.lists():
        if len(values) > 1:
            raise Malformed(f"{name[:40]} is given twice.", pointer=f"query:{name[:40]}")
        given[name] = values[0]
    try:
        return checked(shape, given)
    except ValidationError as error:
        raise QueryError(error.detail) from error


def checked(shape: type[Shape], data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` as ``shape`` says it is. Raises ValidationError."""
    found: dict[str, Any] = _only(shape).run_validation(data)
    return found


@cache
def _only(shape: type[Shape]) -> Shape:
    """The one instance of a shape; its fields are made here, before threads share it."""
    instance = shape()
    _ = instance.fields
    return instance
