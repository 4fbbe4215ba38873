"""Keys: kept, backed up on file and paper, rotated without a gap, retired, and the day they are lost."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rasoat.web.vault.key_backup import BackupUnreadableError, PassphraseWrongError, unwrap_ring, wrap_ring
from rasoat.web.vault.key_sheet import write_sheet
from rasoat.web.vault.keyring import KeyRing, KeysMissingError, new_ring, read_ring, ring_from_text, write_ring
from rasoat.web.vault.paper import PaperError, from_lines, to_lines
from rasoat.web.vault.sealing import SealBrokenError, blind_index, blind_indexes, digest, digest_matches, seal, unseal

PASSPHRASE = "bốn từ không liên quan"


def test_the_ring_file_is_private_and_comes_back(tmp_path: Path) -> None:
    ring = new_ring().with_new("seal")

    write_ring(tmp_path / "k.json", ring)

    assert read_ring(tmp_path / "k.json") == ring
    assert (tmp_path / "k.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"rasoat_keys": 1}', '{"rasoat_keys": 1, "seal": {"1": "AA=="}, "blind": {}, "digest": {}}'],
)
def test_a_damaged_ring_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "k.json").write_text(text)

    with pytest.raises(KeysMissingError, match="hỏng"):
        read_ring(tmp_path / "k.json")


def test_an_absent_ring_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeysMissingError, match="rasoat init"):
        read_ring(tmp_path / "k.json")


def test_a_rotation_reaches_a_running_process(settings) -> None:
    ring = read_ring(settings.KEYS_PATH)
    assert seal(b"x", bound_to="r")[:2] == b"\x00\x01"
    newer = ring.with_new("seal")
    settings.KEYS_PATH.write_text(newer.text())

    sealed_elsewhere = _sealed_by(newer, b"y", "r")

    assert unseal(sealed_elsewhere, bound_to="r") == b"y"
    assert seal(b"x", bound_to="r")[:2] == b"\x00\x02"


def _sealed_by(ring: KeyRing, plain: bytes, bond: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    version = ring.current("seal")
    head, nonce = version.to_bytes(2, "big"), os.urandom(12)
    return head + nonce + AESGCM(ring.key("seal", version)).encrypt(nonce, plain, head + bond.encode())


@hypothesis_settings(max_examples=60, deadline=None)
@given(plain=st.binary(max_size=60), bond=st.text(max_size=20), at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_sealed_value_opens_only_whole_and_where_it_belongs(plain: bytes, bond: str, at: int, bit: int) -> None:
    from django.conf import settings as live

    write_ring(live.KEYS_PATH, new_ring()) if not live.KEYS_PATH.exists() else None
    bond = bond.encode("utf-8", "ignore").decode()
    sealed = seal(plain, bound_to=bond)

    assert unseal(sealed, bound_to=bond) == plain
    with pytest.raises(SealBrokenError):
        unseal(sealed, bound_to=bond + "x")
    changed = bytearray(sealed)
    changed[at % len(sealed)] ^= 1 << bit
    with pytest.raises((SealBrokenError, KeysMissingError)):
        unseal(bytes(changed), bound_to=bond)
    with pytest.raises((SealBrokenError, KeysMissingError)):
        unseal(sealed[:-1], bound_to=bond)


def test_old_digests_are_still_checked_after_a_rotation(settings) -> None:
    old = digest({"a": 1})
    write_ring(settings.KEYS_PATH, read_ring(settings.KEYS_PATH).with_new("digest"))

    assert digest({"a": 1}) != old
    assert digest_matches({"a": 1}, old)
    assert not digest_matches({"a": 2}, old)
    assert not digest_matches({"a": 1}, old[:-1])
    assert not digest_matches({"a": 1}, b"")


def test_look_ups_find_indexes_of_every_version(settings) -> None:
    old = blind_index("024", purpose="identity")
    write_ring(settings.KEYS_PATH, read_ring(settings.KEYS_PATH).with_new("blind"))

    assert blind_indexes("024", purpose="identity") == [blind_index("024", purpose="identity"), old]


@hypothesis_settings(max_examples=60)
@given(content=st.binary(min_size=1, max_size=300))
def test_paper_lines_come_back(content: bytes) -> None:
    lines = to_lines(content)

    typed = (
        "\n".join(reversed(lines)).lower().replace("0", "o").replace("1", "l")
        if len(lines) < 2
        else "\n".join(reversed(lines)).lower()
    )

    assert from_lines("chữ khác\n" + "\n".join(lines)) == content
    if len(lines) > 1:
        assert from_lines(typed) == content


@hypothesis_settings(max_examples=60)
@given(content=st.binary(min_size=20, max_size=120), data=st.data())
def test_a_mistyped_line_is_named(content: bytes, data: st.DataObject) -> None:
    lines = to_lines(content)
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.sampled_from([i for i, letter in enumerate(lines[number]) if i > 3 and letter not in " -"]))
    wrong = data.draw(
        st.sampled_from([letter for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if letter != lines[number][at]])
    )
    lines[number] = lines[number][:at] + wrong + lines[number][at + 1 :]

    with pytest.raises(PaperError, match=f"Dòng {number + 1:02}"):
        from_lines("\n".join(lines))


def test_a_missing_line_is_named() -> None:
    lines = to_lines(bytes(60))

    with pytest.raises(PaperError, match="Thiếu dòng 02"):
        from_lines("\n".join([lines[0], *lines[2:]]))


def test_a_backup_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    ring = new_ring().with_new("seal").with_new("blind")

    text = wrap_ring(ring, PASSPHRASE, on=date(2026, 11, 26))

    assert unwrap_ring(text, PASSPHRASE) == ring
    with pytest.raises(PassphraseWrongError):
        unwrap_ring(text, "mật khẩu khác hẳn")
    with pytest.raises(BackupUnreadableError):
        unwrap_ring("không phải khóa", PASSPHRASE)
    with pytest.raises((BackupUnreadableError, PassphraseWrongError)):
        unwrap_ring("\n".join(text.splitlines()[:-1]), PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(ValueError, match="12 ký tự"):
        wrap_ring(new_ring(), "ngắn", on=date(2026, 1, 1))


def test_the_paper_sheet_holds_every_line(tmp_path: Path) -> None:
    from pypdf import PdfReader

    ring = new_ring()
    text = wrap_ring(ring, PASSPHRASE, on=date(2026, 11, 26))

    write_sheet(text, ring.mark(), date(2026, 11, 26), tmp_path / "khoa.pdf")

    reader = PdfReader(tmp_path / "khoa.pdf")
    shown = "\n".join(page.extract_text() for page in reader.pages)
    assert unwrap_ring(shown, PASSPHRASE) == ring
    assert len(reader.pages) == 1


def test_a_ring_names_no_version_twice() -> None:
    ring = new_ring().with_new("seal", above=7)

    assert ring.current("seal") == 8
    with pytest.raises(ValueError, match="stays"):
        ring.without("seal", 8)
    assert ring_from_text(ring.without("seal", 1).text()).versions("seal") == [8]
