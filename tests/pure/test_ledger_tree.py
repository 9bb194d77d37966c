"""The Merkle tree: the vectors of Certificate Transparency, and every path of every small tree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    Nodes,
    consistency_path,
    inclusion_path,
    is_consistent,
    leaf_hash,
    node_hash,
    reduce_nodes,
    root_by_inclusion,
)

# From the reference implementation (google/certificate-transparency, merkle_tree_test.cc): eight
# leaves, and the root over the first of them, the first two, and so on.
INPUTS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    bytes.fromhex(each)
    for each in (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
LEAVES = [leaf_hash(each) for each in INPUTS]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The definition, word for word (RFC 6962, 2.1): what everything else is compared with."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    def nodes(level: int, index: int) -> bytes:
        found = leaves[index << level : (index + 1) << level]
        assert len(found) == 1 << level, "an incomplete subtree was asked for"
        return reduce_nodes(found)

    return nodes


def some_leaves(count: int, salt: bytes = b"") -> list[bytes]:
    return [leaf_hash(salt + number.to_bytes(4, "big")) for number in range(count)]


def test_the_roots_are_those_of_the_reference_implementation() -> None:
    edge = Frontier()
    assert edge.root() == EMPTY_ROOT == hashlib.sha256(b"").digest()
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        list(edge.append(leaf))
        assert edge.root() == root
        assert root_of(LEAVES[: edge.size]) == root


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1,
            5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_the_inclusion_paths_are_those_of_the_reference_implementation(
    index: int, size: int, path: list[str]
) -> None:
    found = inclusion_path(index, size, nodes_of(LEAVES[:size]))
    assert [each.hex() for each in found] == path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_the_consistency_paths_are_those_of_the_reference_implementation(
    old: int, new: int, path: list[str]
) -> None:
    found = consistency_path(old, new, nodes_of(LEAVES[:new]))
    assert [each.hex() for each in found] == path


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_of_every_small_tree_is_shown_to_be_in_it(size: int) -> None:
    leaves = some_leaves(size)
    root = root_of(leaves)
    for index in range(size):
        path = inclusion_path(index, size, nodes_of(leaves))
        assert root_by_inclusion(index, size, leaves[index], path) == root
        # Nothing else is: not at another place, not another leaf, not by another path.
        assert root_by_inclusion(index, size, leaf_hash(b"other"), path) != root
        assert size == 1 or root_by_inclusion((index + 1) % size, size, leaves[index], path) != root
        for wrong in (path[:-1], [*path, EMPTY_ROOT]):
            assert wrong == path or root_by_inclusion(index, size, leaves[index], wrong) is None


@pytest.mark.parametrize("new", range(34))
def test_every_small_tree_is_shown_to_begin_with_every_smaller_one(new: int) -> None:
    leaves = some_leaves(new)
    for old in range(new + 1):
        path = consistency_path(old, new, nodes_of(leaves))
        was, now = root_of(leaves[:old]), root_of(leaves)
        assert is_consistent(old, was, new, now, path)
        assert not is_consistent(old, leaf_hash(b"other"), new, now, path)
        assert old == 0 or not is_consistent(old, was, new, leaf_hash(b"other"), path)
        assert not is_consistent(old, was, new, now, [*path, EMPTY_ROOT])
        if path:
            assert not is_consistent(old, was, new, now, path[:-1])
            assert not is_consistent(old, was, new, now, path[1:])


@given(st.integers(0, 700), st.integers(0, 60))
def test_an_edge_taken_up_again_goes_on_as_if_it_had_never_been_put_down(
    before: int, more: int
) -> None:
    leaves = some_leaves(before + more)
    edge = Frontier.of(before, nodes_of(leaves[:before]))
    for number, leaf in enumerate(leaves[before:], start=before):
        for level, index, completed in edge.append(leaf):
            assert (index + 1) << level == number + 1
            assert completed == nodes_of(leaves)(level, index)
    assert (edge.size, edge.root()) == (before + more, root_of(leaves))


@given(st.data())
def test_paths_of_larger_trees_lead_to_their_roots(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1_500))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    leaves = some_leaves(size)
    nodes, root = nodes_of(leaves), root_of(leaves)
    path = inclusion_path(index, size, nodes)
    assert len(path) <= (size - 1).bit_length()
    assert root_by_inclusion(index, size, leaves[index], path) == root
    assert is_consistent(old, root_of(leaves[:old]), size, root, consistency_path(old, size, nodes))


@given(st.data())
def test_a_tree_that_was_rewritten_is_not_shown_to_begin_with_the_old_one(
    data: st.DataObject,
) -> None:
    """Whoever changes a leaf has no path left: not the honest one, and not one of the new tree."""
    new = data.draw(st.integers(2, 300))
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    leaves = some_leaves(new)
    rewritten = [*leaves[:changed], leaf_hash(b"rewritten"), *leaves[changed + 1 :]]
    was, now = root_of(leaves[:old]), root_of(rewritten)
    for each in (leaves, rewritten):
        assert not is_consistent(old, was, new, now, consistency_path(old, new, nodes_of(each)))


def test_what_is_not_in_a_tree_has_no_path() -> None:
    for index, size in ((0, 0), (3, 3), (-1, 3)):
        with pytest.raises(ValueError, match="there is no leaf"):
            inclusion_path(index, size, nodes_of(some_leaves(3)))
        assert root_by_inclusion(index, size, LEAVES[0], []) is None
    with pytest.raises(ValueError, match="does not begin with 4"):
        consistency_path(4, 3, nodes_of(some_leaves(3)))
    assert not is_consistent(4, LEAVES[0], 3, LEAVES[0], [])
