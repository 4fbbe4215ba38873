"""An archive is written whole or not at all, and no damage to a part goes unseen."""
# ruff: noqa: PT012, PT017

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rasoat.web.backup.parts import MANIFEST, new_archive, opened_archive
from rasoat.web.look.refusals import RefusedError

PARTS = {"tables/a.jsonl": b'[1,"x"]\n' * 50, "files/1": bytes(range(256)), "files/2": b""}


def made(path: Path, passphrase: str = "") -> Path:
    with new_archive(path, {"program": "thử"}, passphrase=passphrase) as archive:
        for name, content in PARTS.items():
            archive.put(name, [content[:10], content[10:]], packed=name.startswith("tables/"))
    return path


def test_parts_come_back(tmp_path: Path) -> None:
    with opened_archive(made(tmp_path / "a.zip")) as archive:
        archive.check()

        assert {name: b"".join(archive.pieces(name)) for name in archive.names} == PARTS
        assert archive.manifest["program"] == "thử"
    assert (tmp_path / "a.zip").stat().st_mode & 0o077 == 0


def test_a_failure_leaves_the_earlier_archive(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    path = made(room / "a.zip")
    before = path.read_bytes()

    with pytest.raises(ZeroDivisionError), new_archive(path, {}) as archive:
        archive.put("x", [b"y"], packed=False)
        raise ZeroDivisionError

    assert path.read_bytes() == before
    assert list(room.iterdir()) == [path]


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_harmless(tmp_path: Path, at: int, bit: int) -> None:
    content = bytearray(made(tmp_path / "a.zip").read_bytes())
    content[at % len(content)] ^= 1 << bit
    bad = tmp_path / "b.zip"
    bad.write_bytes(content)

    try:
        with opened_archive(bad) as archive:
            archive.check()
            found = {name: b"".join(archive.pieces(name)) for name in archive.names}
    except RefusedError as error:
        assert error.remedy
    else:
        assert found == PARTS


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 0.999))
def test_a_cut_archive_is_refused(tmp_path: Path, share: float) -> None:
    content = made(tmp_path / "a.zip").read_bytes()
    bad = tmp_path / "b.zip"
    bad.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(RefusedError), opened_archive(bad) as archive:
        archive.check()


@pytest.mark.parametrize("change", ["added", "missing", "later", "outside"])
def test_a_changed_list_of_parts_is_refused(tmp_path: Path, change: str) -> None:
    bad = tmp_path / "b.zip"
    with zipfile.ZipFile(made(tmp_path / "a.zip")) as source, zipfile.ZipFile(bad, "w") as out:
        manifest = json.loads(source.read(MANIFEST))
        for name in PARTS:
            if change != "missing" or name != "files/1":
                out.writestr(name, source.read(name))
        if change == "added":
            out.writestr("files/3", b"x")
        if change == "outside":
            out.writestr("../x", b"")
            manifest["parts"]["../x"] = {
                "size": 0,
                "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            }
        if change == "later":
            manifest["rasoat_backup"] = 2
        out.writestr(MANIFEST, json.dumps(manifest))

    with pytest.raises(RefusedError), opened_archive(bad) as archive:
        archive.check()


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="Không có tệp"), opened_archive(tmp_path / "không-có.zip"):
        pass
