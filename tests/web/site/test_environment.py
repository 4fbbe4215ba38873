"""Settings out of the environment: each documented, each told in words when it cannot be used."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rasoat
from rasoat.web.site.environment import database_settings, read_environment

HOUSE = Path(rasoat.__file__).parent
PAGE = Path(__file__).parents[3] / "docs" / "vi" / "tra-cuu" / "cai-dat.md"
NAME = re.compile(r"\bRASOAT_[A-Z][A-Z_]*[A-Z]\b")


def names_in_code() -> set[str]:
    return {name for path in HOUSE.rglob("*.py") for name in NAME.findall(path.read_text(encoding="utf-8"))}


def test_every_variable_is_documented_and_every_documented_one_exists() -> None:
    listed = set(re.findall(r"^\| `(RASOAT_\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert listed == names_in_code()


def test_without_variables_it_is_sqlite_on_this_machine() -> None:
    found = read_environment({})

    assert found.base_url == "http://127.0.0.1:8000"
    assert not found.https
    assert not found.demo
    assert str(database_settings(found)["NAME"]).endswith("rasoat-data/rasoat.sqlite3")


def test_an_empty_variable_is_none_at_all() -> None:
    """`RASOAT_DATA_DIR= rasoat serve` must not fill the folder where the command was typed."""
    assert read_environment(dict.fromkeys(sorted(names_in_code()), "")) == read_environment({})


def test_keys_lie_beside_the_data_unless_said_otherwise(tmp_path: Path) -> None:
    beside = read_environment({"RASOAT_DATA_DIR": str(tmp_path)})
    apart = read_environment({"RASOAT_DATA_DIR": str(tmp_path), "RASOAT_KEYS": "/media/usb/keys.json"})

    assert beside.keys == tmp_path / "keys.json"
    assert apart.keys == Path("/media/usb/keys.json")


def test_own_name_and_the_named_ones_are_let_in() -> None:
    found = read_environment({"RASOAT_BASE_URL": "https://rasoat.tinh.vn/", "RASOAT_HOSTS": "may-chu,,10.0.0.5"})

    assert found.hosts == ("rasoat.tinh.vn", "127.0.0.1", "localhost", "may-chu", "10.0.0.5")
    assert found.https
    assert found.base_url == "https://rasoat.tinh.vn"


@given(
    user=st.from_regex(r"[a-z]{1,12}", fullmatch=True), password=st.text(min_size=1, max_size=20),
    port=st.integers(1, 65535), name=st.from_regex(r"[a-z_]{1,20}", fullmatch=True),
)  # fmt: skip
def test_address_of_postgresql_there_and_back(user: str, password: str, port: int, name: str) -> None:
    from urllib.parse import quote

    url = f"postgresql://{user}:{quote(password, safe='')}@may:{port}/{name}"

    found = database_settings(read_environment({"RASOAT_DATABASE_URL": url}))

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        user, password, "may", str(port), name,
    )  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://a@b/c", "oracle:x", "http://may/ten"])
def test_other_databases_are_refused_in_words(url: str) -> None:
    with pytest.raises(ValueError, match="RASOAT_DATABASE_URL"):
        database_settings(read_environment({"RASOAT_DATABASE_URL": url}))
