"""Every trick by which an address might lead our server to a machine that is nobody's business."""

from __future__ import annotations

import pytest

from adulis.webhooks.addresses import (
    IN_WORDS,
    LONGEST,
    AddressRefused,
    Target,
    Trouble,
    is_public,
    machines_of,
    target_of,
)

GOOD = "https://hooks.example.com/in"
TRICKS = {
    Trouble.NOT_HTTPS: [
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "gopher://hooks.example.com/_x",
        "dict://hooks.example.com/",
        "http://127.0.0.1:8000/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
    ],
    Trouble.HAS_CREDENTIALS: [
        "https://user@hooks.example.com/",
        "https://user:word@hooks.example.com/",
        "https://hooks.example.com@127.0.0.1/",
        "https://hooks.example.com:443@127.0.0.1/",
        "https://@hooks.example.com/",
    ],
    Trouble.HAS_FRAGMENT: ["https://hooks.example.com/#x", "https://hooks.example.com#@127.0.0.1/"],
    Trouble.NOT_A_NAME: [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://0/",
        "https://8.8.8.8/",
        "https://127.0.0.1./",
        "https://hooks.example.com./",
        "https://localhost/",
        "https://intranet/",
        "https://hooks..example.com/",
        "https://.example.com/",
        "https://-hooks.example.com/",
        "https://hooks%2eexample.com/",
        "https://hooks.example.com%00.org/",
        "https://hooks.example.1/",
        "https://hooks.example.0x7f/",
        "https://*.example.com/",
        "https:///path",
        f"https://{'a' * 64}.example.com/",
        f"https://{'a.' * 130}com/",
    ],
    Trouble.PORT_NOT_ALLOWED: [
        "https://hooks.example.com:22/",
        "https://hooks.example.com:80/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:5432/",
        "https://hooks.example.com:65979/",  # 443, to whoever counts in 16 bits
    ],
    Trouble.UNREADABLE: [
        "",
        "hooks.example.com",
        "//hooks.example.com/",
        "https:hooks.example.com",
        "https:/hooks.example.com",
        "https://hooks.example.com:/",
        "https://hooks.example.com:443:22/",
        "https://hooks.example.com:-1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://hooks.example.com\\@127.0.0.1/",
        "https://127.0.0.1\\hooks.example.com/",
        " https://hooks.example.com/",
        "https://hooks.example.com/\n",
        "https://hooks.example.com/\r\nHost: x",
        "https://hooks.example.com/\t",
        "https://hooks.example.com/ü",
        "https://①②⑦.⓪.⓪.①/",
        "https://hooks。example.com/",
        "https://hооks.example.com/",  # noqa: RUF001 - two of these letters are Cyrillic
    ],
    Trouble.TOO_LONG: [f"https://hooks.example.com/{'x' * LONGEST}"],
}


@pytest.mark.parametrize(
    ("trouble", "url"), [(trouble, url) for trouble, urls in TRICKS.items() for url in urls]
)
def test_an_address_that_is_none_of_ours_to_call_is_refused(trouble: Trouble, url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        target_of(url, may_be_local=False)
    assert refused.value.trouble is trouble


def test_every_trouble_is_in_words_and_all_but_the_resolved_one_in_the_table() -> None:
    assert set(IN_WORDS) == set(Trouble)
    assert set(TRICKS) == set(Trouble) - {Trouble.NOT_PUBLIC}


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        (GOOD, "hooks.example.com", 443, "/in"),
        ("https://hooks.example.com", "hooks.example.com", 443, "/"),
        ("HTTPS://Hooks.Example.COM:8443?to=a@b:c", "hooks.example.com", 8443, "/?to=a@b:c"),
        ("https://xn--bcher-kva.example/a/../b", "xn--bcher-kva.example", 443, "/a/../b"),
        ("https://my_hooks.example.co.in/%7e", "my_hooks.example.co.in", 443, "/%7e"),
    ],
)
def test_a_usual_address_passes(url: str, host: str, port: int, path: str) -> None:
    assert target_of(url, may_be_local=False) == Target("https", host, port, path, is_local=False)


def test_this_machine_may_be_called_where_people_develop_and_only_by_its_own_names() -> None:
    target = target_of("http://localhost:9000/in", may_be_local=True)
    assert target == Target("http", "localhost", 9000, "/in", is_local=True)
    assert machines_of(target, []) == ["127.0.0.1"]
    assert target_of("http://127.0.0.1", may_be_local=True).port == 80
    for url in ("http://127.0.0.2:9000/", "http://10.0.0.1/", "http://hooks.example.com/"):
        with pytest.raises(AddressRefused):
            target_of(url, may_be_local=True)


NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3",  # noqa: S104 - nothing is bound
    "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.8.8",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.31.196.1",
    "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::ffff:0:1.2.3.4",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::1",
    "2001:10::1", "2001:20::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1",
    "2620:4f:8000::1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "2606:4700::1%eth0",
    "", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "8.8.8.8 ", "8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_machine_that_is_not_in_the_public_internet_is_not_called(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "198.20.0.1", "223.255.0.1",
     "2606:4700:4700::1111", "2a00:1450:4001::200e", "2001:4860:4860::8888", "2403:300::1"],
)  # fmt: skip
def test_one_that_is_is(address: str) -> None:
    assert is_public(address)


def test_one_bad_answer_among_good_ones_spoils_them_all() -> None:
    target = target_of(GOOD, may_be_local=False)
    assert machines_of(target, ["8.8.8.8", "2606:4700::1", "8.8.8.8"]) == [
        "8.8.8.8", "2606:4700::1",
    ]  # fmt: skip
    for resolved in (["8.8.8.8", "10.0.0.1"], ["::1", "8.8.8.8"], []):
        with pytest.raises(AddressRefused) as refused:
            machines_of(target, resolved)
        assert refused.value.trouble is Trouble.NOT_PUBLIC


def test_the_connection_goes_to_the_machine_and_the_header_keeps_the_name() -> None:
    target = target_of("https://hooks.example.com:8443/in?a=b", may_be_local=False)
    assert target.authority == "hooks.example.com:8443"
    assert target.pinned_to("8.8.8.8") == "https://8.8.8.8:8443/in?a=b"
    assert target.pinned_to("2606:4700::1") == "https://[2606:4700::1]:8443/in?a=b"
    assert target_of(GOOD, may_be_local=False).authority == "hooks.example.com"
