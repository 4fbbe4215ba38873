"""The pages hold together: links lead somewhere, pictures are small, no words of one machine or of a registry."""

import re
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FORBIDDEN = re.compile(
    r"TODO|FIXME|lorem ipsum|pypi\.org|pythonhosted|test\.pypi|anaconda\.org|crates\.io|npmjs|img\.shields\.io"
    r"|file://|(?<![\w.`~])/(?:work|home|root|tmp|Users)/|[A-Z]:\\",
    re.IGNORECASE,
)
MOST_BYTES = 200_000


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(path: Path) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def broken(path: Path, page: str) -> list[str]:
    """Relative links of a page that lead to no file."""
    targets = [link.split("#")[0] for link in LINK.findall(page) if "://" not in link]
    return [target for target in targets if target and not (path.parent / target).exists()]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_relative_links_lead_to_files(path: Path) -> None:
    assert broken(path, prose(path)) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_forbidden_words(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_one_title(path: Path) -> None:
    titles = [line for line in prose(path).splitlines() if line.startswith("# ")]

    assert len(titles) == 1


def test_pictures_are_small_and_all_used() -> None:
    pictures = sorted(path for path in (ROOT / "docs" / "images").rglob("*") if path.is_file())
    shown = {
        (path.parent / link).resolve() for path in PAGES for link in LINK.findall(prose(path)) if "images/" in link
    }

    assert {path.resolve() for path in pictures} == shown
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES] == []


def test_readmes_name_the_two_commands_and_show_one_picture() -> None:
    for readme in (ROOT / "README.md", ROOT / "README.vi.md"):
        page = readme.read_text(encoding="utf-8")

        assert {"make demo", "make test"} <= set(re.findall(r"make \w+", page))
        assert page.count("![") == 1


def test_every_page_is_in_the_menu() -> None:
    menu = YAML(typ="safe").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    listed = set(re.findall(r"[\w/.-]+\.md", str(menu)))

    assert listed == {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}


def test_change_log_names_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_checks_find_faults(tmp_path: Path) -> None:
    assert broken(tmp_path / "a.md", "see [b](b.md) and [web](https://example.org)") == ["b.md"]
    assert FORBIDDEN.search("saved in /home/nam/x")
    assert FORBIDDEN.search("todo: write this")
    assert not FORBIDDEN.search("docs/home/x và demo-out/tmp")
