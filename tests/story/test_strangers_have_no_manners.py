"""Slow lines, endless bodies, two lengths, ten thousand brackets: through the deployed proxy.

Whatever is sent, the answer is a 4xx or silence, others are served meanwhile, and the book holds.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.bank import broken_promises
from tests.containers import Deployment, deployed
from tests.strangers import (
    a_line,
    answered,
    from_address,
    hears,
    last_words,
    says,
    slow_lines,
    statuses,
)
from tests.world import Shop, a_shop

pytestmark = pytest.mark.timeout(900)
HOST = b"Host: %s\r\n"
POST = b"POST /api/v1/auth/token/ HTTP/1.1\r\n"
JSON = b"Content-Type: application/json\r\n"
# A second request, hidden in what may be taken for the first one's body.
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
MEGABYTE = 1 << 20
# What is refused without being read: the web may hang up before the proxy has said all of it.
UNHEARD = {502}
APP = b"<title>The web app</title>"


@pytest.fixture
def deployment(fresh_database: Any, tmp_path: Path) -> Iterator[Deployment]:
    built = tmp_path / "web-dist"
    built.mkdir()
    (built / "index.html").write_bytes(APP)
    settings = {"PUBLIC_URL": "https://adulis.example", "WEB_DIST": str(built)}
    with deployed(tmp_path, fresh_database, set(), **settings) as running:
        yield running


def test_strangers_have_no_manners_and_others_are_served(deployment: Deployment) -> None:
    shop = a_shop(paise=100_000)
    running = {
        name: [program.pid for program in programs if program.is_running]
        for name, programs in deployment.programs.items()
    }
    _slow_ones(deployment, shop)
    _two_lengths_of_one_body(deployment)
    _headers(deployment)
    _hosts(deployment)
    _paths(deployment, shop)
    _bodies(deployment, shop)
    _honest(deployment, shop)
    for name, programs in deployment.programs.items():
        assert [each.pid for each in programs if each.is_running] == running[name]
        assert '"status":500' not in "".join(each.said for each in programs)
    assert broken_promises() == []
    assert shop.available == 100_000


def _honest(deployment: Deployment, shop: Shop) -> None:
    headers = {"Authorization": f"Bearer {shop.api_key('read')}"}
    with from_address(deployment, "127.78.0.1", headers=headers) as somebody:
        answer = somebody.get("/api/v1/balance/")
        assert (answer.status_code, answer.json()["available_paise"]) == (200, 100_000)


def _slow_ones(deployment: Deployment, shop: Shop) -> None:
    """More than two hundred at once, of three kinds; the honest one is answered before they end."""
    host = HOST % deployment.addresses["nginx"][0].encode()
    body = POST + host + JSON + b"Content-Length: 100000\r\n\r\n{"
    page = b"GET /api/v1/schema/ HTTP/1.1\r\n" + host + b"\r\n"
    with ExitStack() as stack:
        bodies = stack.enter_context(
            slow_lines(deployment, body, address="127.78.1.1", count=101, drip=b" ")
        )
        # Above a hundred lines of one address, the next one is told so at once.
        refused, told = answered(bodies)
        bodies.remove(refused)
        refused.close()
        assert told.startswith(b"HTTP/1.1 429 Too Many Requests")
        assert b'"code":"too_many_requests"' in told
        _honest(deployment, shop)
        headers = stack.enter_context(
            slow_lines(deployment, POST + b"X-Slow: ", address="127.78.1.2", count=100)
        )
        readers = stack.enter_context(
            slow_lines(deployment, page, address="127.78.1.3", count=20, takes_bytes=2_048)
        )
        _honest(deployment, shop)
        for line in headers + bodies:
            assert last_words(line).partition(b"\r\n")[0] in {b"", b"HTTP/1.1 408 Request Time-out"}
        for line in readers:
            # Hung up on in the middle of it.
            assert len(last_words(line)) < MEGABYTE
        _honest(deployment, shop)


def _two_lengths_of_one_body(deployment: Deployment) -> None:
    """Request smuggling: what two servers could take for two requests is none."""
    start = POST + HOST % deployment.addresses["nginx"][0].encode() + JSON
    for headers in (
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"Content-Length: 4\r\nContent-Length: 40\r\n",
        b"Content-Length: +4\r\n",
        b"Content-Length: 4, 4\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding: \x0bchunked\r\n",
    ):
        assert says(deployment, start + headers + b"\r\n0\r\n\r\n" + HIDDEN) == [400], headers
    for chunks in (
        b"-1\r\n{}\r\n0\r\n\r\n",
        b"0x2\r\n{}\r\n0\r\n\r\n",
        b"zz\r\n",
        b"f" * 40 + b"\r\n",
    ):
        told = says(deployment, start + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + HIDDEN)
        assert told == [400], chunks


def _headers(deployment: Deployment) -> None:
    start = b"GET /api/v1/deals/ HTTP/1.1\r\n" + HOST % deployment.addresses["nginx"][0].encode()
    for more in (
        b"X-Long: " + b"x" * 70_000 + b"\r\n",
        b"".join(b"X-%d: %s\r\n" % (number, b"x" * 900) for number in range(100)),
        b"X-Nul: a\0b\r\n",
        b"X Space: a\r\n",
        b"No colon\r\n",
        HOST % b"evil.example",
    ):
        assert says(deployment, start + more + b"\r\n") == [400], more[:60]
    for line in (
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n",
        b"GET\r\n",
        b"GET / HTTP/9.9\r\n",
        b"\0\0\0\r\n",
    ):
        assert set(says(deployment, line + b"Host: x\r\n\r\n")) <= {400, 505}, line[:40]
    # In the words of the API, with a name to ask us about.
    with from_address(deployment, "127.78.2.1") as stranger:
        answer = stranger.get("/", headers={"X-Long": "x" * 70_000})
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def _hosts(deployment: Deployment) -> None:
    """Whoever says another name, or says it comes from elsewhere, is not believed."""
    with from_address(deployment, "127.78.3.1") as stranger:
        for path in ("/api/v1/deals/", "/admin/login/", "/", "/problems/"):
            answer = stranger.get(path, headers={"Host": "evil.example"})
            assert (answer.status_code, "evil.example" in answer.text) == (400, False), path
        for name in ("X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL", "X-Rewrite-URL"):
            answer = stranger.get("/api/v1/deals/", headers={name: "evil.example"})
            assert (answer.status_code, "evil.example" in answer.text) == (401, False), name
        # Absolute form, and a method that nobody has.
        assert stranger.request("BREW", "/api/v1/deals/").status_code in {400, 401, 405}
        assert stranger.request("TRACE", "/api/v1/deals/").status_code == 405
    # Where nothing is encrypted they are sent home, and never where they say they are.
    with httpx2.Client(base_url=deployment.plain_url, trust_env=False, timeout=60) as stranger:
        for name in ("evil.example", "adulis.example.evil.example", "adulis.example@evil.example"):
            moved = stranger.get("/deals/?next=x", headers={"Host": name})
            assert moved.status_code in {301, 400}, name
            location = moved.headers.get("location", "https://adulis.example/deals/?next=x")
            assert location == "https://adulis.example/deals/?next=x", name
        elsewhere = stranger.get(f"{deployment.plain_url}//evil.example/")
        assert elsewhere.headers["location"] == "https://adulis.example//evil.example/"
    absolute = b"GET http://evil.example/api/v1/deals/ HTTP/1.1\r\nHost: evil.example\r\n"
    assert says(deployment, absolute + b"Connection: close\r\n\r\n") == [400]


def _paths(deployment: Deployment, shop: Shop) -> None:
    """No spelling of a path leads where the plain one does not."""
    start = HOST % deployment.addresses["nginx"][0].encode() + b"Connection: close\r\n\r\n"
    for path in (
        b"/metrics", b"//metrics", b"/./metrics", b"/x/../metrics", b"/%6detrics", b"/%2e/metrics",
        b"/api/v1/%2e%2e/%2e%2e/metrics", b"/metrics/", b"/metrics;x", b"/metrics%00",
        b"/static/../settings.py", b"/static/..%2f..%2fsettings.py", b"/static/%2e%2e/%2e%2e/x.py",
        b"/static/..%c0%af..%c0%afsettings.py", b"/..%252f..%252fetc/passwd",
        b"/static//etc/passwd",
        b"/api/v1/deals/%00", b"/api/v1/deals/\xc0\xae\xc0\xae/", b"/api/v1//deals/%ff%fe/",
        b"/\\..\\..\\settings.py", b"/%5c..%5csettings.py", b"/../../../../etc/passwd",
        b"/assets/..%2f..%2f..%2fetc%2fpasswd", b"/gateway/checkout/../../metrics",
    ):  # fmt: skip
        told = hears(deployment, b"GET " + path + b" HTTP/1.1\r\n" + start)
        (status,) = statuses(told)
        # What is nobody's and no file's name is the web app's, which says so itself.
        assert status in {400, 401, 404} or (status == 200 and APP in told), path
    with from_address(deployment, "127.78.4.1") as stranger:
        for place in ("//admin/", "/admin//", "/%61dmin/", "/admin/%2e%2e/admin/"):
            answer = stranger.get(f"{deployment.url}{place}")
            assert answer.status_code in {302, 404}, place
            assert "login" in answer.headers.get("location", "login")


def _bodies(deployment: Deployment, shop: Shop) -> None:
    key = {"Authorization": f"Bearer {shop.api_key()}", "Content-Type": "application/json"}
    deep, bomb = b"[" * 100_000 + b"]" * 100_000, gzip.compress(b"[" + b"0," * 8 * MEGABYTE)
    many = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="../../%d"\r\n\r\ny\r\n'
        % (n, n)
        for n in range(10_000)
    )
    as_form = {"Content-Type": "multipart/form-data; boundary=x"}
    with from_address(deployment, "127.78.5.1", headers=key) as somebody:
        for body, more, status in (
            (deep, {}, 400),
            (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, {}, 400),
            (b'{"amount_paise": ' + b"9" * 900_000 + b"}", {}, 400),
            (b'{"amount_paise": 1, "amount_paise": 2}', {}, 400),
            (b'{"amount_paise": 1e999}', {}, 400),
            (b'{"note": "' + b"\xf0\x9f\x92\xa9" * 200_000 + b'"}', {}, 400),
            (b'{"note": "\xc0\x80"}', {}, 400),
            (b'{"note": "\\u0000"}', {}, 400),
            (bomb, {"Content-Encoding": "gzip"}, 400),
            (bomb, {"Content-Encoding": "gzip", "Content-Type": "text/plain"}, 415),
            (many + b"--x--\r\n", as_form, 415),
            (b"x" * 13 * MEGABYTE, {}, 413),
        ):
            told = {"Idempotency-Key": "the-same-for-all-of-them", **more}
            answer = somebody.post("/api/v1/payouts/", content=body, headers=told)
            assert answer.headers["content-type"] == "application/problem+json", answer.text[:300]
            assert answer.status_code in {status, *UNHEARD}, (body[:40], answer.text[:300])
            assert len(answer.content) < 4_000
        # Forms are the back office's: Django counts their parts.
        answer = somebody.post("/admin/login/", content=many + b"--x--\r\n", headers=as_form)
        assert answer.status_code in {400, 403, *UNHEARD}
        answer = somebody.post(
            "/admin/login/", content=b"&".join(b"a%d=1" % n for n in range(50_000)),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert answer.status_code in {400, 403, *UNHEARD}
    _a_body_without_end(deployment)


def _a_body_without_end(deployment: Deployment) -> None:
    """In pieces, and never said how long: it is cut off where it is too long."""
    start = POST + HOST % deployment.addresses["nginx"][0].encode() + JSON
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with a_line(deployment, "127.78.5.2") as line:
        line.sendall(start + b"Transfer-Encoding: chunked\r\n\r\n")
        # More than may be; what comes after the answer is heard and thrown away for a while.
        with suppress(OSError):
            for _ in range(14 * MEGABYTE // 0x10000):
                line.sendall(piece)
        assert last_words(line).startswith(b"HTTP/1.1 413 Request Entity Too Large")
