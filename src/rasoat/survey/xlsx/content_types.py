"""The content types of a package: one for each extension, others for single parts."""

from dataclasses import dataclass, replace
from typing import Final, Self
from xml.sax.saxutils import quoteattr

from rasoat.survey.xlsx.safe_xml import local, root_of

CONTENT_TYPES: Final = "[Content_Types].xml"
_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """`defaults`: extension -> type; `overrides`: part name without a leading slash -> type."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    @classmethod
    def read(cls, content: bytes) -> Self:
        """The types told by the part `[Content_Types].xml`."""
        defaults, overrides = {}, {}
        for node in root_of(content):
            type_ = node.get("ContentType", "")
            if local(node.tag) == "Default":
                defaults[node.get("Extension", "")] = type_
            elif local(node.tag) == "Override":
                overrides[node.get("PartName", "").lstrip("/")] = type_
        return cls(defaults, overrides)

    def of(self, name: str) -> str:
        """The type of a part; empty when none is told."""
        for known, type_ in self.overrides.items():
            if known.lower() == name.lower():
                return type_
        extension = name.rpartition(".")[2].lower()
        return next((type_ for known, type_ in self.defaults.items() if known.lower() == extension), "")

    def with_part(self, name: str, type_: str) -> Self:
        """With the type of one part; nothing changes when its extension says so already."""
        return self if self.of(name) == type_ else replace(self, overrides={**self.overrides, name: type_})

    def without_part(self, name: str) -> Self:
        """Without the type of one part."""
        kept = {known: type_ for known, type_ in self.overrides.items() if known.lower() != name.lower()}
        return replace(self, overrides=kept)

    def with_default(self, extension: str, type_: str) -> Self:
        """With the type of an extension, unless it has one."""
        if any(known.lower() == extension.lower() for known in self.defaults):
            return self
        return replace(self, defaults={**self.defaults, extension: type_})

    def written(self) -> bytes:
        """The part as XML."""
        lines = [
            *(f"<Default Extension={quoteattr(k)} ContentType={quoteattr(v)}/>" for k, v in self.defaults.items()),
            *(
                f"<Override PartName={quoteattr('/' + k)} ContentType={quoteattr(v)}/>"
                for k, v in self.overrides.items()
            ),
        ]
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<Types xmlns="{_NAMESPACE}">{"".join(lines)}</Types>'.encode()
