"""Logs: one JSON object a line, or colours for people, and no secret in either.

Every line passes ``mask``, those of libraries and their tracebacks too. Masking by name catches
what is called a secret; masking by form catches what is none by name: a key inside a URL, an
account number inside a message.
"""

from __future__ import annotations

import json
import logging.config
import re
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any

import orjson
import structlog

MASK = "***"

_SECRET_NAMES = re.compile(
    r"password|passwd|secret|token|authorization|api_?key|cookie|pepper|private|credential"
    r"|account_number|aadhaar|(?:^|_)(?:vpa|pan)(?:_|$)",
    re.IGNORECASE,
)
# Numbers are names of things too: these say what may stay.
_HARMLESS_NAMES = frozenset(("idempotency_key", "api_key_id", "token_type"))
# What the networks call a payment: a number of twelve digits that no account has, and that its
# payer and its payee are given to find it by.
_UTR = re.compile(r"[0-9A-Za-z]{8,35}")
_FORMS = (
    # API keys and webhook secrets keep the part that names them.
    (re.compile(r"\b(sk_(?:test|live)_[0-9A-Za-z]{8})_[0-9A-Za-z]+"), rf"\1_{MASK}"),
    (re.compile(r"\bwhsec_[0-9A-Za-z+/=_-]+"), f"whsec_{MASK}"),
    # JSON Web Tokens.
    (re.compile(r"\beyJ[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+\.[0-9A-Za-z_-]*"), f"eyJ{MASK}"),
    # Credentials in a URL.
    (re.compile(r"://([^:/@\s]*):[^@/\s]+@"), rf"://\1:{MASK}@"),
    # Indian account numbers have 9 to 18 digits (RBI); the last four say which one.
    (re.compile(r"(?<![0-9A-Za-z.-])[0-9]{5,14}([0-9]{4})(?![0-9A-Za-z-]|\.[0-9])"), rf"{MASK}\1"),
)
# Every form above contains one of these. One look at a text that has none is all most texts cost.
_SUSPICIOUS = re.compile(r"sk_|whsec_|eyJ|://|[0-9]{9}")

Event = MutableMapping[str, Any]


def mask(_logger: Any, _method: str, event: Event) -> Event:
    """The last processor before rendering: no secret leaves, by name or by form."""
    for name in event:
        event[name] = _masked(name, event[name])
    return event


def mask_text(text: str) -> str:
    """``text`` without anything that has the form of a secret."""
    if _SUSPICIOUS.search(text) is None:
        return text
    for form, shown in _FORMS:
        text = form.sub(shown, text)
    return text


def masked(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` without anything that is a secret by its name or has the form of one."""
    return {name: _masked(name, value) for name, value in values.items()}


def logging_config(*, as_json: bool, level: str) -> dict[str, Any]:
    """For ``settings.LOGGING``: everything, ours and the libraries', through one formatter."""
    renderer: Any = (
        structlog.processors.JSONRenderer(serializer=_dump)
        if as_json
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    rendering = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        mask,
        renderer,
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": rendering,
                "foreign_pre_chain": _shared(),
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Our own line per request says more.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "WARNING"},
            # A line for each call to the bank would drown what became of it.
            "httpx2": {"level": "WARNING"},
            # A collector that is away is counted (adulis_trace_spans_lost), and nobody's trouble.
            "opentelemetry": {"level": "CRITICAL"},
        },
    }


def configure(config: dict[str, Any]) -> None:
    """``settings.LOGGING_CONFIG``: the library's handlers, and structlog writing through them."""
    logging.config.dictConfig(config)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _dump(event: Event, **options: Any) -> str:
    try:
        return orjson.dumps(event, default=options.get("default")).decode()
    except TypeError:  # an integer beyond 64 bits, a key that is no text
        return json.dumps(event, **options)


@lru_cache(maxsize=1_000)
def _is_secret(name: str) -> bool:
    return name not in _HARMLESS_NAMES and _SECRET_NAMES.search(name) is not None


def _masked(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if _is_secret(name):
        return MASK
    if isinstance(value, str):
        return value if name == "utr" and _UTR.fullmatch(value) else mask_text(value)
    if isinstance(value, Mapping):
        return {key: _masked(str(key), member) for key, member in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(name, member) for member in value]
    if isinstance(value, int | float):
        return value
    return mask_text(str(value))
