"""Names are resolved in threads that cannot be stopped: nobody is kept from theirs by them."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any
from uuid import UUID

import pytest

from adulis.webhooks.names import OF_ONE_MERCHANT, Names

ASHA, BINU = UUID(int=1), UUID(int=2)


class Resolver:
    """Hangs at names in ``hang.example`` until it is let go; knows every other one."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host.endswith("hang.example"):
            self.go.wait(30)
        if host.startswith("odd"):
            raise ValueError(host)
        if host.startswith("unknown"):
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return [f"8.8.8.{port}"]


def run(what: Callable[[Names, Resolver], Coroutine[Any, Any, None]]) -> None:
    resolver = Resolver()

    async def all_of_it() -> None:
        try:
            await what(Names(resolver), resolver)
        finally:
            resolver.go.set()

    asyncio.run(all_of_it())


async def asked(names: Names, host: str, *, whose: UUID = ASHA, is_doubtful: bool = True) -> Any:
    return await names(host, 8, whose=whose, is_doubtful=is_doubtful)


async def hangs(names: Names, host: str, **more: Any) -> None:
    """Whoever asks gives up soon."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await asked(names, host, **more)


def test_one_thread_for_a_name_however_many_ask() -> None:
    async def ask(names: Names, resolver: Resolver) -> None:
        await asyncio.gather(*(hangs(names, "a.hang.example") for _ in range(50)))
        await hangs(names, "a.hang.example")
        assert resolver.asked == ["a.hang.example"]
        resolver.go.set()
        assert await names("a.hang.example", 8, whose=ASHA, is_doubtful=True) == ["8.8.8.8"]

    run(ask)


def test_whoever_gives_up_leaves_the_question_to_the_others() -> None:
    async def ask(names: Names, resolver: Resolver) -> None:
        patient = asyncio.create_task(names("a.hang.example", 8, whose=ASHA, is_doubtful=True))
        await hangs(names, "a.hang.example")
        resolver.go.set()
        assert await patient == ["8.8.8.8"]

    run(ask)


def test_a_merchant_whose_names_hang_has_so_many_threads_and_no_more() -> None:
    async def ask(names: Names, resolver: Resolver) -> None:
        every = [hangs(names, f"{number}.hang.example") for number in range(OF_ONE_MERCHANT + 5)]
        await asyncio.gather(*every)
        assert len(resolver.asked) == OF_ONE_MERCHANT
        # Nor does it wait for one of them; others, and those of its own that work, are not kept.
        with pytest.raises(TimeoutError):
            await asked(names, "good.example")
        assert await asked(names, "good.example", whose=BINU) == ["8.8.8.8"]
        assert await asked(names, "good.example", is_doubtful=False) == ["8.8.8.8"]
        resolver.go.set()
        for number in range(OF_ONE_MERCHANT):
            await names(f"{number}.hang.example", 8, whose=ASHA, is_doubtful=True)
        assert await asked(names, "good.example") == ["8.8.8.8"]

    run(ask)


def test_when_the_places_of_those_that_fail_are_taken_those_that_work_have_theirs() -> None:
    async def ask(names: Names, resolver: Resolver) -> None:
        crowd = [
            hangs(names, f"{number}.{whose}.hang.example", whose=UUID(int=whose))
            for whose in range(40)
            for number in range(OF_ONE_MERCHANT)
        ]
        await asyncio.gather(*crowd)
        await hangs(names, "good.example", whose=UUID(int=99))
        found = await asked(names, "good.example", whose=UUID(int=99), is_doubtful=False)
        assert found == ["8.8.8.8"]

    run(ask)


def test_what_is_unknown_is_told_to_everybody_who_asked() -> None:
    async def ask(names: Names, resolver: Resolver) -> None:
        both = (asked(names, "unknown.example") for _ in range(2))
        found = await asyncio.gather(*both, return_exceptions=True)
        assert [type(each) for each in found] == [socket.gaierror] * 2
        assert len(resolver.asked) == 1

    run(ask)


def test_whatever_goes_wrong_is_told_and_takes_no_place_for_ever() -> None:
    async def ask(names: Names, resolver: Resolver) -> None:
        for number in range(OF_ONE_MERCHANT + 1):
            with pytest.raises(ValueError, match="odd"):
                await asked(names, "odd.example")
            assert len(resolver.asked) == number + 1
        assert await asked(names, "good.example") == ["8.8.8.8"]

    run(ask)


def test_nobody_waits_at_the_end_for_what_hangs() -> None:
    resolver = Resolver()
    with asyncio.Runner() as runner:
        runner.run(hangs(Names(resolver), "a.hang.example"))
    # Whoever is told after the end is told nothing, and does not mind.
    resolver.go.set()
    for thread in threading.enumerate():
        if thread.name == "resolve a.hang.example":
            thread.join()
