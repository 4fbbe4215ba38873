"""An encrypted archive opens with its passphrase only, and no change to it goes unseen."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rasoat.web.backup import sealed_archive
from rasoat.web.backup.parts import is_encrypted, new_archive, opened_archive
from rasoat.web.backup.sealed_archive import CHUNK, HEAD, TAG, OpeningStream, SealingStream
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.key_backup import PassphraseWrongError

PASSPHRASE = "trâu đen nằm bờ tre"
PARTS = {"tables/a.jsonl": "Lò Thị Mai\n".encode() * 50, "files/1": bytes(range(256)) * 3000, "files/2": b""}
SLOW = [HealthCheck.function_scoped_fixture]


@pytest.fixture(autouse=True)
def cheap_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least cost that is accepted."""
    monkeypatch.setattr(sealed_archive, "_COST", (14, 8, 1))


def made(path: Path) -> Path:
    with new_archive(path, {"program": "thử"}, passphrase=PASSPHRASE) as archive:
        for name, content in PARTS.items():
            archive.put(name, [content[:10], content[10:]], packed=name.startswith("tables/"))
    return path


def read(path: Path, passphrase: str = PASSPHRASE) -> dict[str, bytes]:
    with opened_archive(path, passphrase=lambda: passphrase) as archive:
        archive.check()
        return {name: b"".join(archive.pieces(name)) for name in archive.names}


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    stream = SealingStream(target, PASSPHRASE)
    stream.write(content)
    stream.finish()
    return target.getvalue()


def test_parts_come_back_and_nothing_can_be_read_without(tmp_path: Path) -> None:
    path = made(tmp_path / "a.rsb")

    assert read(path) == PARTS
    assert is_encrypted(path)
    assert path.stat().st_mode & 0o077 == 0
    assert not zipfile.is_zipfile(path)
    assert "Lò Thị Mai".encode() not in path.read_bytes()
    assert b"manifest" not in path.read_bytes()


def test_a_wrong_passphrase_is_told(tmp_path: Path) -> None:
    with pytest.raises(PassphraseWrongError, match="Mật khẩu của bản sao lưu không đúng"):
        read(made(tmp_path / "a.rsb"), "trâu đen nằm bờ dậu")


def test_a_short_passphrase_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ít nhất 12 ký tự"), new_archive(tmp_path / "a.rsb", {}, passphrase="ngắn"):
        pass

    assert list(tmp_path.glob("a.rsb")) == []


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(tmp_path: Path, at: int, bit: int) -> None:
    content = bytearray(made(tmp_path / "a.rsb").read_bytes())
    content[at % len(content)] ^= 1 << bit
    bad = tmp_path / "b.rsb"
    bad.write_bytes(content)

    with pytest.raises((RefusedError, PassphraseWrongError)):
        read(bad)


@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(share=st.floats(0, 0.999999))
def test_a_cut_archive_is_refused(tmp_path: Path, share: float) -> None:
    content = made(tmp_path / "a.rsb").read_bytes()
    bad = tmp_path / "b.rsb"
    bad.write_bytes(content[: int(len(content) * share)])

    with pytest.raises((RefusedError, PassphraseWrongError)):
        read(bad)


def _chunks(content: bytes) -> list[bytes]:
    body = content[HEAD:]
    return [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]


@pytest.mark.parametrize("change", ["swapped", "repeated", "dropped", "cut after a chunk", "gone on", "another's"])
def test_chunks_in_another_order_are_refused(change: str) -> None:
    content = bytes(range(256)) * (CHUNK * 3 // 256 + 5)
    whole = sealed(content)
    chunks = _chunks(whole)
    order = {
        "swapped": [1, 0, 2, 3], "repeated": [0, 0, 1, 2, 3], "dropped": [0, 2, 3], "cut after a chunk": [0, 1, 2],
        "gone on": [0, 1, 2, 3, 3], "another's": [0, 1, 2, 3],
    }[change]  # fmt: skip
    if change == "another's":
        chunks[1] = _chunks(sealed(content))[1]

    with pytest.raises(OSError, match="chunk"):
        io.BufferedReader(
            OpeningStream(io.BytesIO(whole[:HEAD] + b"".join(chunks[at] for at in order)), PASSPHRASE)
        ).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_every_size_comes_back(size: int) -> None:
    content = b"x" * size
    stream = io.BufferedReader(OpeningStream(io.BytesIO(sealed(content)), PASSPHRASE))

    assert stream.read() == content
    assert stream.seek(0, io.SEEK_END) == size


@pytest.mark.parametrize("cost", [(31, 8, 1), (17, 255, 1), (17, 8, 99), (0, 8, 1), (17, 0, 1)])
def test_a_cost_that_would_take_the_memory_is_refused(cost: tuple[int, int, int]) -> None:
    content = bytearray(sealed(b"x"))
    content[4:7] = bytes(cost)

    with pytest.raises(OSError, match="another form"):
        OpeningStream(io.BytesIO(content), PASSPHRASE)


def test_two_archives_of_the_same_content_share_no_chunk() -> None:
    assert sealed(b"x" * 100)[HEAD:] != sealed(b"x" * 100)[HEAD:]
