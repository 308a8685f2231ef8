"""Objects: loose, packed, borrowed, broken, and far too large."""

from __future__ import annotations

import hashlib
import os
import random
import struct
import zlib
from pathlib import Path

import pytest
from dulwich.objects import ObjectID

from mockint.defence.objects import BLOB, COMMIT, TREE, Objects, UnreadableError
from tests.helpers.repositories import FILE, Repository, git, needs_git

ROOMY = 1 << 20


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "project")


def reason(objects: Objects, sha: ObjectID | str, kind: int = BLOB, limit: int = ROOMY) -> str:
    with pytest.raises(UnreadableError) as refusal:
        objects.read(sha if isinstance(sha, str) else sha.decode(), kind, limit)
    return refusal.value.reason


def test_reads_what_is_there_up_to_the_limit(repository: Repository) -> None:
    sha = repository.blob(b"twelve bytes")
    with Objects(repository.git / "objects") as objects:
        assert objects.read(sha.decode(), BLOB, 12) == b"twelve bytes"
        assert reason(objects, sha, limit=11) == "large"
        assert reason(objects, sha, kind=TREE) == "broken"
        assert reason(objects, "ab" * 20) == "missing"


def test_a_listing_keeps_names_as_they_are(repository: Repository) -> None:
    blob = repository.blob(b"x")
    tree = repository.tree([(b"new\nline", FILE, blob), (b"\xff\xfe", FILE, blob)])
    with Objects(repository.git / "objects") as objects:
        found = [(entry.name, entry.sha) for entry in objects.entries(tree.decode(), ROOMY)]
    assert found == [(b"new\nline", blob.decode()), (b"\xff\xfe", blob.decode())]


def test_a_bomb_is_not_unpacked(repository: Repository) -> None:
    sha = repository.blob(b"\0" * (64 << 20))
    lying = repository.blob(b"small")
    # A header that promises five bytes before sixty-four million.
    repository.file_of(lying).write_bytes(zlib.compress(b"blob 5\0" + b"\0" * (64 << 20)))
    with Objects(repository.git / "objects") as objects:
        assert reason(objects, sha) == "large"
        assert reason(objects, lying) == "broken"


@pytest.mark.parametrize(
    "content", [b"", b"garbage", zlib.compress(b"blob"), zlib.compress(b"blob x\0"), zlib.compress(b"odd 1\0x")]
)
def test_a_broken_object_is_told(repository: Repository, content: bytes) -> None:
    sha = repository.blob(b"x")
    repository.file_of(sha).write_bytes(content)
    with Objects(repository.git / "objects") as objects:
        assert reason(objects, sha) == "broken"


def test_a_pipe_for_an_object_is_not_waited_for(repository: Repository) -> None:
    sha = repository.blob(b"x")
    repository.file_of(sha).unlink()
    os.mkfifo(repository.file_of(sha))
    os.mkfifo(repository.git / "objects/pack/pack-1.pack")
    os.mkfifo(repository.git / "objects/pack/pack-1.idx")
    with Objects(repository.git / "objects") as objects:
        assert reason(objects, sha) == "missing"


def test_objects_may_be_borrowed_from_another_repository(repository: Repository, tmp_path: Path) -> None:
    lender = Repository(tmp_path / "lender")
    sha = lender.blob(b"lent")
    (repository.git / "objects/info").mkdir()
    (repository.git / "objects/info/alternates").write_text(f"# lent\n{lender.git}/objects\n/nowhere\n")
    with Objects(repository.git / "objects") as objects:
        assert objects.read(sha.decode(), BLOB, ROOMY) == b"lent"


def test_repositories_that_borrow_from_each_other_come_to_an_end(repository: Repository) -> None:
    (repository.git / "objects/info").mkdir()
    (repository.git / "objects/info/alternates").write_text(f"{repository.git}/objects\n./\n../objects\n")
    with Objects(repository.git / "objects") as objects:
        assert reason(objects, "ab" * 20) == "missing"


@needs_git
def test_packed_objects_are_what_git_says(tmp_path: Path) -> None:
    drawn = random.Random(3)
    text = [str(drawn.random()) for _ in range(3_000)]
    git(tmp_path, "init", "-q", "-b", "main")
    for number in range(5):
        text[drawn.randrange(3_000)] = "changed"
        (tmp_path / "grows.txt").write_text("\n".join(text))
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", str(number))
    git(tmp_path, "gc", "-q")
    listed = git(tmp_path, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    kinds = {"commit": COMMIT, "tree": TREE, "blob": BLOB}
    chains = git(tmp_path, "verify-pack", "-v", *map(str, (tmp_path / ".git/objects/pack").glob("*.idx")))
    assert "chain length = 2" in chains
    with Objects(tmp_path / ".git/objects") as objects:
        for line in listed:
            sha, kind, size = line.split()
            content = objects.read(sha, kinds[kind], ROOMY)
            assert len(content) == int(size)
            assert reason(objects, sha, kinds[kind], limit=int(size) - 1) == "large"


@needs_git
def test_a_change_with_a_large_code_table_is_read(tmp_path: Path) -> None:
    # The table that a compressed change begins with grows with the kinds of bytes in it, to some 350 bytes.
    drawn = random.Random(3)
    weights = [drawn.random() ** 4 for _ in range(256)]
    base = bytes(drawn.choices(range(256), weights, k=60_000))
    git(tmp_path, "init", "-q", "-b", "main")
    for number in range(3):
        changed = bytes(drawn.choices(range(256), weights, k=20_000))
        (tmp_path / "data").write_bytes(base + changed * (number > 0))
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", str(number))
    git(tmp_path, "gc", "-q")
    assert "chain length = 1" in git(tmp_path, "verify-pack", "-v", *map(str, tmp_path.glob(".git/objects/pack/*.idx")))
    with Objects(tmp_path / ".git/objects") as objects:
        for line in git(tmp_path, "rev-list", "--objects", "HEAD").splitlines():
            sha, _, name = line.partition(" ")
            if name:
                assert len(objects.read(sha, BLOB, ROOMY)) in {60_000, 80_000}


@needs_git
def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "zeros").write_bytes(b"\0" * (32 << 20))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "zeros")
    git(tmp_path, "gc", "-q")
    sha = git(tmp_path, "rev-parse", "HEAD:zeros")
    with Objects(tmp_path / ".git/objects") as objects:
        assert reason(objects, sha) == "large"


@needs_git
def test_a_broken_pack_takes_nothing_from_the_others(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "a").write_text("packed")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "a")
    git(tmp_path, "gc", "-q")
    packs = tmp_path / ".git/objects/pack"
    (packs / "pack-0.pack").write_bytes(b"PACK")
    (packs / "pack-0.idx").write_bytes(b"broken")
    (packs / "pack-1.pack").write_bytes(b"PACK")
    with Objects(tmp_path / ".git/objects") as objects:
        assert objects.read(git(tmp_path, "rev-parse", "HEAD:a"), BLOB, ROOMY) == b"packed"


def test_a_chain_of_changes_that_is_far_larger_together_is_not_unpacked(repository: Repository) -> None:
    # Forty changes, each within the limit, that would be in memory at once.
    limit, grown = 100_000, 90_000
    insert = b"\x7f" + b"x" * 127
    change = _varint(grown) + _varint(grown) + insert * (grown // 127) + bytes([grown % 127]) + b"x" * (grown % 127)
    contents = [(3, b"y" * grown), *[(6, change)] * 40]
    pack = bytearray(b"PACK" + struct.pack(">LL", 2, len(contents)))
    offsets: list[int] = []
    for kind, content in contents:
        at = len(pack)
        head = bytearray([kind << 4 | len(content) & 15 | 0x80])
        head += _varint(len(content) >> 4)
        pack += bytes(head)
        if kind == 6:
            pack += _distance(at - offsets[-1])
        pack += zlib.compress(content)
        offsets.append(at)
    pack += hashlib.sha1(pack).digest()
    names = [bytes([number]) * 20 for number in range(1, len(offsets) + 1)]
    index = b"\xfftOc" + struct.pack(">L", 2)
    index += b"".join(struct.pack(">L", sum(name[0] <= first for name in names)) for first in range(256))
    index += b"".join(names) + b"\0" * 4 * len(names) + b"".join(struct.pack(">L", at) for at in offsets) + pack[-20:]
    folder = repository.git / "objects/pack"
    (folder / "pack-1.pack").write_bytes(pack)
    (folder / "pack-1.idx").write_bytes(index + hashlib.sha1(index).digest())
    with Objects(repository.git / "objects") as objects:
        assert len(objects.read(names[0].hex(), BLOB, limit)) == grown
        assert len(objects.read(names[3].hex(), BLOB, limit)) == grown
        assert reason(objects, names[-1].hex(), limit=limit) == "large"


def _varint(number: int) -> bytes:
    digits = bytearray()
    while number > 0x7F:
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*digits, number])


def _distance(number: int) -> bytes:
    digits = bytearray([number & 0x7F])
    while number := number >> 7:
        number -= 1
        digits.insert(0, number & 0x7F | 0x80)
    return bytes(digits)
