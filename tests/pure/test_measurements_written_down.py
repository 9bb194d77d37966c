"""What was measured anew stands where it stood, and leaves alone what was not."""

from __future__ import annotations

from bench.report import Table, into_page

HEAD = "# Performance\n\nHow it was measured.\n"
POSTS = Table("Posts", ("clients", "a second"), [("1", "108")], note="Aim: many.")
BIDS = Table("Bids", ("auctions", "a second"), [("one", "145")])


def page() -> str:
    first = into_page("", HEAD, POSTS.markdown("`./adulis bench creation`, a Thursday"))
    return into_page(first, HEAD, BIDS.markdown("`./adulis bench bids`, a Thursday"))


def test_a_table_says_by_what_it_was_measured() -> None:
    assert page() == (
        "# Performance\n\nHow it was measured.\n\n"
        "### Posts\n\n| clients | a second |\n|---|---|\n| 1 | 108 |\n\nAim: many.\n\n"
        "<sub>`./adulis bench creation`, a Thursday</sub>\n\n"
        "### Bids\n\n| auctions | a second |\n|---|---|\n| one | 145 |\n\n"
        "<sub>`./adulis bench bids`, a Thursday</sub>\n"
    )


def test_what_was_measured_anew_replaces_what_stood_there() -> None:
    anew = Table("Posts", ("clients", "a second"), [("1", "99")]).markdown("on Friday")
    assert into_page(page(), HEAD, anew) == (
        "# Performance\n\nHow it was measured.\n\n"
        "### Posts\n\n| clients | a second |\n|---|---|\n| 1 | 99 |\n\n<sub>on Friday</sub>\n\n"
        "### Bids\n\n| auctions | a second |\n|---|---|\n| one | 145 |\n\n"
        "<sub>`./adulis bench bids`, a Thursday</sub>\n"
    )
