"""Tables as files: always the same text, read back equal, never half written, never over a signed one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.loading import load_or_refuse
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.store import table_path, table_text, write_table
from rasoat.law.whole_file import write_whole
from rasoat.law.yaml_nodes import read_yaml
from rasoat.law.yaml_text import yaml_text

keys = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.dates() | st.text(max_size=30)
nested = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=20
)


@settings(deadline=None)
@given(st.dictionaries(keys, nested, min_size=1, max_size=5))
def test_yaml_text_is_read_back_equal(content: dict[str, object]) -> None:
    document = read_yaml(yaml_text(content, heading="Đầu tệp\nhai dòng"), "x.yaml")

    assert (document.faults, document.data) == ([], content)


@pytest.mark.parametrize(
    "text", ["no", "yes", "null", "~", "2024-01-01", "007", "1_000", "a: b", "# x", "\x85\u2028", ""]
)
def test_texts_that_look_like_something_else_stay_texts(text: str) -> None:
    assert read_yaml(yaml_text({"value": text, text or "k": "v"}), "x.yaml").data["value"] == text


def test_written_table_is_read_back_equal(law_dir: Path, shipped: LawBook, official: PointTable) -> None:
    path = write_table(official, law_dir, shipped)

    assert path == table_path(law_dir, official.table_id)
    assert load_or_refuse(path, PointTable) == official
    assert LawBook.load(law_dir).point_table(official.table_id) == official


def test_same_table_gives_the_same_text(illustrative: PointTable) -> None:
    assert table_text(illustrative) == table_text(illustrative.model_copy(deep=True))


def test_unsigned_table_may_be_written_again(law_dir: Path, shipped: LawBook, official: PointTable) -> None:
    write_table(official, law_dir, shipped)
    newer = official.model_copy(update={"page": "8"})

    write_table(newer, law_dir, LawBook.load(law_dir))

    assert LawBook.load(law_dir).point_table(official.table_id).page == "8"


def test_the_id_of_a_shipped_table_cannot_be_taken(law_dir: Path, shipped: LawBook, illustrative: PointTable) -> None:
    with pytest.raises(FaultsFoundError, match="point-table-id-taken") as caught:
        write_table(illustrative, law_dir, shipped)

    (fault,) = caught.value.faults
    owner = shipped.origin[illustrative.table_id]
    assert owner.name in fault.vi
    assert str(owner.parent) not in fault.text_vi() + fault.text_en()
    assert list(law_dir.iterdir()) == []


def test_a_failed_write_leaves_the_earlier_file(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    write_whole(target, b"before")

    with pytest.raises(TypeError):
        write_whole(target, "not bytes")  # type: ignore[arg-type]

    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
