"""Settlement reports: read whole or not at all."""

from __future__ import annotations

import pytest

from adulis.deposits.errors import SettlementMalformed
from adulis.deposits.report import COLUMNS, parse
from adulis.kernel.money import rupees

HEAD = ",".join(COLUMNS)
GOOD = f"""{HEAD}
pay_1/capture,payment,2026-11-20T10:00:00Z,pay_1,pay_1,D1,INR,100000,2000,360,97640,setl_1,UTR1
rfnd_1/refund,refund,2026-11-20T11:00:00Z,pay_1,rfnd_1,R1,INR,-40000,0,0,-40000,setl_1,UTR1
dp_1/chargeback_fee,fee,2026-11-20T11:00:00Z,pay_1,dp_1,,INR,0,500,0,-500,setl_1,UTR1
setl_1/total,total,2026-11-20T12:00:00Z,,setl_1,,INR,60000,2500,360,57140,setl_1,UTR1
"""


def test_a_report_is_payouts_of_lines() -> None:
    [payout] = parse(GOOD.encode())
    assert (payout.payout_id, payout.utr, payout.net) == ("setl_1", "UTR1", rupees(57_140))
    assert [(line.kind, line.gross.minor, line.charge.minor) for line in payout.lines] == [
        ("payment", 100_000, 2_360),
        ("refund", -40_000, 0),
        ("fee", 0, 500),
    ]


def test_a_day_without_payouts_is_a_report_too() -> None:
    assert parse(f"{HEAD}\n".encode()) == ()


@pytest.mark.parametrize(
    ("was", "told"),
    [
        ("100000,2000,360,97640", "100000,2000,360,97641"),
        ("60000,2500,360,57140", "60000,2500,360,57141"),
        ("60000,2500,360,57140", "60001,2500,360,57141"),
        ("payment,2026", "gift,2026"),
        ("INR,100000", "JPY,100000"),
        ("INR,100000", "USD,100000"),
        ("100000,2000", "1e5,2000"),
        ("100000,2000", "100000.0,2000"),
        ("rfnd_1/refund", "pay_1/capture"),
        ("57140,setl_1,UTR1", "57140,setl_1,"),
        ("57140,setl_1,UTR1", "57140,,UTR1"),
        (HEAD, HEAD.replace("net_minor", "nett")),
        (GOOD[GOOD.index("setl_1/total") :], ""),
        ("UTR1\nrfnd", "UTR1,extra\nrfnd"),
    ],
)
def test_what_does_not_add_up_is_not_read(was: str, told: str) -> None:
    assert was in GOOD
    with pytest.raises(SettlementMalformed):
        parse(GOOD.replace(was, told, 1).encode())


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"<html>", b"a,b\n1,2\n"])
def test_what_is_no_report_is_refused(body: bytes) -> None:
    with pytest.raises(SettlementMalformed):
        parse(body)
