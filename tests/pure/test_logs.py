"""No secret reaches a log: a canary for each kind, through every way a line is written."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from adulis.identity import keys
from adulis.kernel import logs

CANARIES = {
    "password": "canary-Password-17",
    "api key": "sk_test_abcdefgh_CANARYcanaryCANARYcanaryCANARYcanaryCANARYc",
    "access token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5LXNpZ25hdHVyZQ",
    "account number": "50100123456789",
    "webhook secret": "whsec_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5",
    "database url": "postgres://adulis_app:canaryword@db.example/adulis",
    "redis url, which has no user": "redis://:canaryword@redis.example:6379/0",
}
SECRET_PARTS = {
    "password": "canary-Password-17",
    "api key": "CANARY",
    "access token": "eyJzdWIi",
    "account number": "5010012345",
    "webhook secret": "Y2FuYXJ5Y2Fu",
    "database url": "canaryword",
}
BY_FORM = [name for name in CANARIES if name != "password"]


@pytest.fixture(params=[True, False], ids=["json", "console"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the configured handler writes, in both spellings."""
    stream = io.StringIO()
    config = logs.logging_config(as_json=request.param, level="DEBUG")
    formatter = config["formatters"]["line"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
        )
    )
    logger = logging.getLogger("canary")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel("DEBUG")
    yield stream
    logger.handlers, logger.propagate = [], True
    structlog.contextvars.clear_contextvars()


def fail(text: str) -> None:
    raise ValueError(text)


def is_clean(text: str) -> None:
    assert text
    for name, secret in SECRET_PARTS.items():
        assert secret not in text, name


class TestByForm:
    @pytest.mark.parametrize("name", BY_FORM)
    def test_in_a_message_of_ours(self, written: io.StringIO, name: str) -> None:
        structlog.get_logger("canary").info(f"refused {CANARIES[name]} at the door")
        is_clean(written.getvalue())

    @pytest.mark.parametrize("name", BY_FORM)
    def test_in_a_message_of_a_library(self, written: io.StringIO, name: str) -> None:
        logging.getLogger("canary").warning("refused %s at the door", CANARIES[name])
        is_clean(written.getvalue())

    @pytest.mark.parametrize("name", BY_FORM)
    def test_in_a_traceback(self, written: io.StringIO, name: str) -> None:
        try:
            fail(CANARIES[name])
        except ValueError as error:
            structlog.get_logger("canary").error("bug", exc_info=error)
            logging.getLogger("canary").exception("bug")
        assert "Traceback" in written.getvalue()
        is_clean(written.getvalue())

    @pytest.mark.parametrize("name", BY_FORM)
    def test_deep_inside_a_field(self, written: io.StringIO, name: str) -> None:
        structlog.get_logger("canary").info("sent", body={"rows": [{"to": CANARIES[name]}]})
        is_clean(written.getvalue())

    def test_in_the_context(self, written: io.StringIO) -> None:
        structlog.contextvars.bind_contextvars(holder=CANARIES["api key"])
        structlog.get_logger("canary").info("asked")
        is_clean(written.getvalue())


class TestByName:
    @pytest.mark.parametrize(
        "name",
        [
            "password", "new_password", "access_token", "refresh_token", "api_key", "Authorization",
            "client_secret", "cookie", "account_number", "vpa", "payer_vpa", "pan", "pan_number",
        ],
    )  # fmt: skip
    def test_whatever_the_value(self, written: io.StringIO, name: str) -> None:
        structlog.get_logger("canary").info("asked", **{name: "canary-Password-17"})
        structlog.get_logger("canary").info("asked", body={name: ["canary-Password-17", 17]})
        is_clean(written.getvalue())
        assert logs.MASK in written.getvalue()


class TestWhatStays:
    @pytest.mark.parametrize(
        "text",
        [
            "payout/01930000-0000-7000-8000-123456789012 completed",
            "took 12345678 ns",
            "2026-11-21T04:30:00.123456Z",
            "expanse of pandas",
            "192.168.100.200:54321",
        ],
    )
    def test_is_readable(self, text: str) -> None:
        assert logs.mask_text(text) == text

    def test_names_the_key_and_the_account_by_what_may_be_seen(self) -> None:
        assert logs.mask_text(CANARIES["api key"]) == "sk_test_abcdefgh_***"
        assert logs.mask_text("to 50100123456789.") == "to ***6789."

    def test_numbers_stay_numbers(self, written: io.StringIO) -> None:
        event: Any = {"amount_paise": 123456789012, "ok": True, "none": None, "ratio": 0.5}
        assert logs.mask(None, "info", dict(event)) == event


def test_a_real_key_is_masked(written: io.StringIO) -> None:
    made = keys.make()
    logging.getLogger("canary").info("given %s", made.raw)
    assert made.raw.rpartition("_")[2] not in written.getvalue()
    assert made.prefix in written.getvalue()


def test_a_json_line_is_one_object(written: io.StringIO) -> None:
    structlog.contextvars.bind_contextvars(request_id="r-1")
    logging.getLogger("canary").info("from a library\nwith a second line")
    line = written.getvalue()
    if line.startswith("{"):
        assert line.count("\n") == 1
        found = json.loads(line)
        assert found["event"] == "from a library\nwith a second line"
        assert found["request_id"] == "r-1"
        assert found["level"] == "info"
        assert found["logger"] == "canary"
