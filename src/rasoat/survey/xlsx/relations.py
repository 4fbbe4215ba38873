"""Relations of a part: which other parts it uses, by id and type."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from rasoat.survey.xlsx.safe_xml import local, root_of

NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. `target` is the name of a part (`xl/styles.xml`), or an address outside when `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type (`comments`), the same in both editions of the standard."""
        return self.type.rpartition("/")[2]


def relations_part(name: str) -> str:
    """The part that holds the relations of `name` (`""`: of the package)."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def read_relations(content: bytes, name: str) -> list[Relation]:
    """The relations written in `content`, which belongs to the part `name`."""
    found = []
    for node in root_of(content):
        if local(node.tag) != "Relationship":
            continue
        external = node.get("TargetMode") == "External"
        target = node.get("Target", "")
        found.append(
            Relation(
                id=node.get("Id", ""),
                type=node.get("Type", ""),
                target=target if external else _resolved(target, name),
                external=external,
            )
        )
    return found


def written_relations(relations: Iterable[Relation], name: str) -> bytes:
    """The relations of the part `name` as XML, their targets relative to it."""
    folder = posixpath.dirname(name)
    lines = []
    for relation in relations:
        target = relation.target if relation.external else _relative(relation.target, folder)
        mode = ' TargetMode="External"' if relation.external else ""
        id_, type_ = quoteattr(relation.id), quoteattr(relation.type)
        lines.append(f"<Relationship Id={id_} Type={type_} Target={quoteattr(target)}{mode}/>")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{NAMESPACE}">{"".join(lines)}</Relationships>'.encode()


def _resolved(target: str, name: str) -> str:
    """The name of the part; a link inside the workbook (`#Sheet!A1`) stays as it is."""
    if not target or target.startswith("#"):
        return target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")


def _relative(target: str, folder: str) -> str:
    return target if not target or target.startswith("#") else posixpath.relpath(f"/{target}", f"/{folder}")
