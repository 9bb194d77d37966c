"""Which segments follow a base without a gap, through all lives that led to one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from adulis.ops.reach import (
    Gap,
    Line,
    Log,
    Start,
    history_of,
    lives_from,
    log_of,
    position,
    reach,
    start_of,
)

SIZE = 16 * 1_048_576
BEGAN = datetime(2026, 11, 27, 6, tzinfo=UTC)


def name(number: int, timeline: int = 1) -> str:
    return f"{timeline:08X}{number // 256:08X}{number % 256:08X}"


def at(number: int) -> datetime:
    """Each segment is put there a minute after the one before."""
    return BEGAN + timedelta(minutes=number)


def kept(
    numbers: Iterable[int], timeline: int = 1, partial: int | None = None
) -> dict[str, datetime]:
    found = {name(each, timeline): at(each) for each in numbers}
    if partial is not None:
        found[f"{name(partial, timeline)}.partial"] = at(partial)
    return found


def log(*parts: dict[str, datetime], lives: dict[int, tuple[Line, ...]] | None = None) -> Log:
    together = {name: at for part in parts for name, at in part.items()}
    return log_of(together, lives or {})


def test_a_log_without_a_gap_leads_to_its_last_segment_also_where_it_is_not_full() -> None:
    found = reach(start_of(name(3)), log(kept(range(1, 300), partial=300)))
    assert (found.last, found.until, found.gaps) == (name(300), at(300), ())


def test_each_gap_is_named_and_the_first_ends_it() -> None:
    there = [each for each in range(1, 300) if each not in {7, 254, 255, 256, 257}]
    found = reach(start_of(name(3)), log(kept(there)))
    assert found.gaps == (Gap(name(7), name(7), 1), Gap(name(254), name(257), 4))
    assert (found.last, found.until) == (name(6), at(6))
    assert found.missing == f"{name(7)}, {name(254)} to {name(257)} (4 segments)"


def test_many_gaps_are_counted() -> None:
    found = reach(start_of(name(1)), log(kept(range(1, 20, 2))))
    assert found.missing == f"{name(2)}, {name(4)}, {name(6)}, and 6 more gaps"


def test_what_is_before_the_base_may_lack_and_so_may_all_of_it() -> None:
    assert reach(start_of(name(5)), log(kept([2, 5, 6]))).gaps == ()
    nothing = reach(start_of(name(5)), log(kept([2])))
    assert (nothing.last, nothing.until, nothing.gaps) == (None, None, ())


def test_the_first_segment_that_is_needed_may_lack() -> None:
    found = reach(start_of(name(5)), log(kept([6, 7])))
    assert (found.last, found.gaps) == (None, (Gap(name(5), name(5), 1),))


def test_a_part_in_the_midst_is_a_gap() -> None:
    found = reach(start_of(name(1)), log(kept([1, 3], partial=2)))
    assert found.gaps == (Gap(name(2), name(2), 1),)


HISTORY = "1\t0/5000100\tno recovery target specified\n\n2\t0/8000000\tat restore point # so\n"


def test_a_history_is_read() -> None:
    assert position("16/B374D848") == 0x16_B374_D848
    assert history_of(3, HISTORY) == (Line(1), Line(2, 0x500_0100), Line(3, 0x800_0000))
    for nonsense in ("16", "x/y"):
        with pytest.raises(ValueError, match="no position"):
            position(nonsense)


def test_a_life_goes_on_where_it_branched_off_whatever_the_one_before_did_then() -> None:
    lives = {2: history_of(2, "1\t0/5000100\tx\n")}
    there = log(kept([1, 2, 3, 4, 5, 6, 9]), kept([5, 6, 7], 2), lives=lives)
    assert reach(start_of(name(2)), there).gaps == ()
    assert reach(start_of(name(2)), there).last == name(7, 2)
    first = reach(start_of(name(2)), there, timeline=1)
    assert (first.last, first.gaps) == (name(6), (Gap(name(7), name(8), 2),))


def test_a_gap_before_the_branch_is_one_in_the_life_before() -> None:
    lives = {2: history_of(2, "1\t0/5000100\tx\n")}
    there = log(kept([1, 2, 3, 5]), kept([5, 6], 2), lives=lives)
    assert reach(start_of(name(2)), there).gaps == (Gap(name(4), name(4), 1),)
    there = log(kept([1, 2, 3, 4, 5]), kept([6], 2), lives=lives)
    assert reach(start_of(name(2)), there).gaps == (Gap(name(5, 2), name(5, 2), 1),)


def test_a_life_that_has_shipped_nothing_yet_ends_with_the_one_before() -> None:
    lives = {2: history_of(2, "1\t0/5000100\tx\n")}
    found = reach(start_of(name(2)), log(kept([2, 3, 4], partial=5), lives=lives))
    assert (found.timeline, found.last, found.gaps) == (2, name(5), ())


def test_a_base_leads_to_no_life_that_branched_off_before_it() -> None:
    lives = {2: history_of(2, "1\t0/5000100\tx\n"), 3: history_of(3, "1\t0/9000000\tx\n")}
    there = log(kept(range(1, 10)), kept([5], 2), kept([9], 3), lives=lives)
    assert lives_from(Start(1, 0x100_0000), there) == [1, 2, 3]
    assert lives_from(Start(1, 0x500_0101), there) == [1, 3]
    assert lives_from(Start(1, 0x900_0001), there) == [1]
    assert lives_from(Start(2, 0x500_0200), there) == [2]


def test_where_nothing_is_told_a_life_follows_the_one_before_its_first_segment() -> None:
    there = log(kept([1, 2, 3, 4, 5]), kept([4, 5], 2), kept([5, 6], 3))
    assert [each.timeline for each in there.lives[3]] == [1, 2, 3]
    assert lives_from(start_of(name(2)), there) == [1, 2, 3]
    assert reach(start_of(name(2)), there).last == name(6, 3)


def test_a_life_follows_none_that_began_after_it_however_much_of_it_was_pruned() -> None:
    lives = {2: history_of(2, "1\t0/3C00000\tx\n")}
    there = log(kept([61, *range(63, 121)]), kept([60, 61], 2), lives=lives)
    assert [each.timeline for each in there.lives[1]] == [1]
    found = reach(start_of(name(100)), there, timeline=1)
    assert (found.last, found.gaps) == (name(120), ())
    assert reach(start_of(name(61)), there, timeline=1).gaps == (Gap(name(62), name(62), 1),)


def test_segments_of_another_size_are_counted_by_it() -> None:
    size = 64 * 1_048_576
    names = {f"{1:08X}{0:08X}{63:08X}": at(1), f"{1:08X}{1:08X}{0:08X}": at(2)}
    found = reach(start_of(f"{1:08X}{0:08X}{63:08X}", size), log_of(names, {}, size))
    assert (found.last, found.gaps) == (f"{1:08X}{1:08X}{0:08X}", ())
