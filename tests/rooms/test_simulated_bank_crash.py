"""The simulated bank as a process: it is killed anywhere, and what it answered is still true."""

from __future__ import annotations

import signal
import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from simulators.bank.crash import POINTS
from simulators.ground.server import listen
from tests.simulated_bank import BankProcess, Receiver, bank_process, running_bank

CUT_OFF = (httpx2.RemoteProtocolError, httpx2.ReadError)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture
def process(tmp_path: Path, receiver: Receiver) -> Iterator[BankProcess]:
    with bank_process(tmp_path, "--virtual-clock", "--callback-url", receiver.url) as made:
        yield made


@pytest.mark.parametrize("point", POINTS)
def test_after_a_crash_at_any_point_it_is_paid_once_and_called_back(
    process: BankProcess, receiver: Receiver, point: str
) -> None:
    bank = process.start()
    bank.sim("POST", "crash", {"point": point})
    died = False
    try:
        bank.pay("P1")
        bank.advance(60)
    except (*CUT_OFF, httpx2.ConnectError):
        died = True
    assert (died, process.wait()) == (True, 137)
    bank.http.close()
    process.stop()

    bank = process.start()
    again = bank.pay("P1")
    assert again.status_code == (202 if point == "before_accept" else 200)
    bank.advance(60)
    bank.advance(60)
    told = bank.truth("P1")
    assert (told["payments"], told["credited_paise"]) == (1, 50_000)
    # At least once: after a delivery that was not written down it comes again, the same.
    times = 2 if point == "after_callback" else 1
    assert receiver.types == ["payment.completed"] * times
    assert len({each.body for each in receiver.got}) == 1
    bank.http.close()


@pytest.mark.parametrize(
    ("behaviour", "accepted"), [("crash_before", 0), ("crash_after", 1), ("crash_later", 1)]
)
def test_a_crash_can_be_asked_for_like_any_other_behaviour(
    process: BankProcess, behaviour: str, accepted: int
) -> None:
    bank = process.start()
    bank.scenario(behaviour)
    if behaviour == "crash_later":
        assert bank.pay("P1").status_code == 202
    else:
        with pytest.raises(CUT_OFF):
            bank.pay("P1")
    assert process.wait() == 137
    bank.http.close()
    process.stop()

    bank = process.start()
    assert bank.truth("P1")["accepted"] == accepted
    # The scenario is used up: the bank does not die of it again.
    assert bank.pay("P1").status_code == (200 if accepted else 202)
    bank.http.close()


def test_in_real_time_what_fell_due_meanwhile_is_done_after_a_restart(
    tmp_path: Path, receiver: Receiver
) -> None:
    with bank_process(tmp_path, "--callback-url", receiver.url) as process:
        bank = process.start()
        bank.sim("POST", "crash", {"point": "after_accept"})
        with pytest.raises(CUT_OFF):
            bank.pay("P1")
        assert process.wait() == 137
        bank.http.close()
        process.stop()
        bank = process.start()
        assert receiver.wait().said["data"]["client_reference"] == "P1"
        assert bank.truth("P1")["payments"] == 1
        bank.http.close()


def test_a_crash_at_once(process: BankProcess) -> None:
    bank = process.start()
    bank.pay("P1")
    assert bank.http.post("/_sim/crash").status_code == 202
    assert process.wait() == 137
    bank.http.close()


def test_time_switches_and_scenarios_survive_a_kill(process: BankProcess) -> None:
    bank = process.start()
    bank.advance(1_000)
    bank.switch(charge_paise=7)
    bank.scenario("reject")
    before = bank.sim("GET", "clock")["now"]
    assert process.process is not None
    process.process.send_signal(signal.SIGKILL)
    process.wait()
    bank.http.close()
    process.stop()

    bank = process.start()
    assert bank.sim("GET", "clock")["now"] == before
    assert bank.sim("GET", "faults")["charge_paise"] == 7
    assert bank.pay("P1").status_code == 422
    bank.http.close()


def test_the_books_of_a_killed_bank_can_be_read(process: BankProcess, tmp_path: Path) -> None:
    bank = process.start()
    bank.pay("P1")
    bank.advance(1)
    bank.http.post("/_sim/crash")
    process.wait()
    bank.http.close()
    books = sqlite3.connect(tmp_path / "bank.sqlite3")
    rows = books.execute("SELECT client_reference, payments, net_paise FROM truth").fetchall()
    books.close()
    assert rows == [("P1", 1, 50_000)]


def test_it_stops_cleanly_although_an_answer_is_held(process: BankProcess) -> None:
    bank = process.start()
    bank.scenario("timeout_after")
    failures: list[httpx2.HTTPError] = []

    def wait_for_an_answer() -> None:
        try:
            bank.pay("P1")
        except httpx2.HTTPError as wrong:
            failures.append(wrong)

    thread = threading.Thread(target=wait_for_an_answer)
    thread.start()
    with httpx2.Client(base_url=bank.http.base_url, trust_env=False) as other:
        while other.get("/_sim/truth?client_reference=P1").json()["accepted"] == 0:
            pass
    assert process.process is not None
    process.process.terminate()
    assert process.process.wait(timeout=60) == 0
    thread.join()
    bank.http.close()
    assert [type(each) for each in failures] == [httpx2.RemoteProtocolError]


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with bank_process(tmp_path, "--port", str(port)) as process:
            with pytest.raises(AssertionError, match="Address already in use"):
                process.start()
            assert process.wait() == 2


def test_two_banks_do_not_keep_the_same_books(tmp_path: Path) -> None:
    with running_bank(tmp_path), bank_process(tmp_path) as second:
        with pytest.raises(AssertionError, match="another bank keeps its books in"):
            second.start()
        assert second.wait() == 2


@pytest.mark.parametrize(
    ("environ", "complaint"),
    [
        ({"BANK_SECRET": ""}, "BANK_SECRET is not set"),
        ({"BANK_CALLBACK_SECRET": "secret"}, "begins with whsec_"),
        ({"BANK_PROFILE": "dream"}, "BANK_PROFILE is one of demo, npci"),
        ({"BANK_CONTROL_NETWORKS": "home"}, "does not appear to be"),
    ],
)
def test_a_setting_that_cannot_be_is_one_clear_line(
    tmp_path: Path, environ: dict[str, str], complaint: str
) -> None:
    with bank_process(tmp_path, **environ) as process:
        with pytest.raises(AssertionError, match=complaint):
            process.start()
        assert process.wait() == 2


def test_a_file_that_is_no_store_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "bank.sqlite3").write_text("these are not the books of a bank, but a note")
    with bank_process(tmp_path) as process:
        with pytest.raises(AssertionError, match="file is not a database"):
            process.start()
        assert process.wait() == 2


def test_answers_do_not_wait_for_acknowledgements() -> None:
    # asyncio switches Nagle's algorithm off only for sockets that name their protocol.
    with listen("127.0.0.1", 0) as line:
        assert line.proto == socket.IPPROTO_TCP
