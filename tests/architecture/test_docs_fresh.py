"""What is written from the source says what the source says now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from adulis.kernel.errors import Refusal, all_refusals
from adulis.ops.documents import library
from adulis.ops.documents.problems import status_of
from adulis.ops.documents.rooms import facts, first_paragraph, modules
from tests.architecture.source import REPOSITORY

LINK = re.compile(r"\[[^\]]+\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)]*))?\)")


@pytest.mark.parametrize("page", library.shelf())
def test_the_page_is_fresh(page: str) -> None:
    assert library.place(page).is_file(), f"{page} is missing; run ./adulis write_docs"
    # Compared as a flag: a diff of two thousand lines tells less than the command that mends it.
    assert not library.is_stale(page), f"{page} is stale; run ./adulis write_docs"


def test_a_stale_page_is_noticed(settings: Settings, tmp_path: Path) -> None:
    settings.REPOSITORY = tmp_path
    page = library.place("docs/lifecycles.md")
    page.parent.mkdir()
    page.write_text(library.fresh("docs/lifecycles.md"), "utf-8")
    assert not library.is_stale("docs/lifecycles.md")
    page.write_text(page.read_text("utf-8").replace("in_doubt", "failed", 1), "utf-8")
    assert library.is_stale("docs/lifecycles.md")


def written_pages() -> Iterator[Path]:
    yield from sorted((REPOSITORY / "docs").rglob("*.md"))
    yield from (path for path in sorted(REPOSITORY.glob("*.md")))


@pytest.mark.parametrize(
    "page", list(written_pages()), ids=lambda page: page.relative_to(REPOSITORY).as_posix()
)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    dead = [f"{to}#{anchor}" for to, anchor in LINK.findall(text) if not leads(page, to, anchor)]
    assert dead == []


def leads(page: Path, to: str, anchor: str) -> bool:
    """Whether ``to`` exists, seen from ``page``, and has the heading that ``anchor`` names."""
    target = (page.parent / to) if to else page
    if not target.exists() or not anchor:
        return target.exists()
    headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n\n## 1. The `way`\n", "utf-8")
    assert leads(page, "", "1-the-way")
    assert leads(page, "page.md", "")
    assert not leads(page, "", "the-other-way")
    assert not leads(page, "gone.md", "")


def test_every_refusal_is_in_the_problems_page() -> None:
    page = library.place("docs/problems.md").read_text("utf-8")
    listed = set(re.findall(r"^### `(\w+)`$", page, re.MULTILINE))
    assert listed == {each.code for each in refusals_of_the_house()}


def test_every_refusal_is_in_the_openapi_enum() -> None:
    page = library.place("openapi.yaml").read_text("utf-8")
    enums = [
        set(re.findall(r"- (\w+)", each)) for each in re.findall(r"enum:\n((?:\s+- .+\n)+)", page)
    ]
    wanted = {each.code for each in refusals_of_the_house()}
    assert any(wanted <= enum for enum in enums), "openapi.yaml has no enum of every problem code"


def test_every_refusal_is_a_sentence_and_has_a_status() -> None:
    for each in refusals_of_the_house():
        assert each.title.endswith("."), f"{each.__name__}: its title is a sentence"
        assert 400 <= status_of(each) < 600


def test_codes_are_not_shared() -> None:
    """Two classes of one name would hide one another in every list of codes."""
    seen: dict[str, str] = {}
    for _, module in modules("errors"):
        for name, each in vars(module).items():
            if isinstance(each, type) and hasattr(each, "code"):
                assert seen.setdefault(each.code, each.__module__) == each.__module__, name


def test_every_fact_says_what_it_means() -> None:
    silent = [each.__name__ for _, each in facts() if not first_paragraph(each)]
    assert silent == []


def test_every_fact_has_a_type_of_its_own_in_the_past_tense() -> None:
    types = [each.type for _, each in facts()]
    assert len(types) == len(set(types))
    wrong = [each for each in types if not re.fullmatch(r"[a-z_]+\.[a-z_]+", each)]
    assert wrong == []


def refusals_of_the_house() -> list[type[Refusal]]:
    for _ in modules("errors"):
        pass
    return all_refusals()


DECISIONS = sorted((REPOSITORY / "docs" / "adr").glob("[0-9]*.md"))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_five_parts(page: Path) -> None:
    text = page.read_text("utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
    assert text.startswith(f"# {int(page.stem[:4])}. ")


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    assert [int(page.stem[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    found = LINK.findall((REPOSITORY / "docs" / "adr" / "README.md").read_text("utf-8"))
    assert [to for to, _ in found] == [page.name for page in DECISIONS]
