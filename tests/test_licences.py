"""The default install takes no GPL or AGPL part."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
FORBIDDEN = re.compile(r"(?<![A-Za-z])A?GPL|GNU (Affero )?General Public", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)


def installed_parts() -> dict[str, Distribution]:
    """`rasoat` and everything it needs by default, with all that those need."""
    found: dict[str, Distribution] = {}
    waiting = ["rasoat"]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        found[name] = distribution(name)
        for text in found[name].requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def licence_of(part: Distribution) -> str:
    meta = part.metadata
    classifiers = [text for text in meta.get_all("Classifier") or [] if text.startswith("License")]
    return " | ".join([meta.get("License-Expression") or "", (meta.get("License") or "")[:200], *classifiers])


def test_default_install_has_no_gpl() -> None:
    parts = installed_parts()

    offending = {
        name: text
        for name, part in parts.items()
        if FORBIDDEN.search(text := licence_of(part)) and not LESSER.search(text)
    }

    assert len(parts) > 10
    assert offending == {}


def test_every_part_names_a_licence() -> None:
    unnamed = [name for name, part in installed_parts().items() if not licence_of(part).strip(" |")]

    assert unnamed == []


def test_the_pattern_finds_gpl() -> None:
    assert FORBIDDEN.search("GPL-3.0-or-later")
    assert FORBIDDEN.search("GNU Affero General Public License v3")
    assert not FORBIDDEN.search("Apache-2.0")


def test_our_own_licence_is_apache() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert distribution("rasoat").metadata["License-Expression"] == "Apache-2.0"
