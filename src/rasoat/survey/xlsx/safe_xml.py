"""Read the XML of a package safely: no document types, no entities of its own, UTF-8 only."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat


class UnsafeXmlError(ValueError):
    """The XML is broken, declares a document type or entities, or is not UTF-8."""


def xml_parser(*, namespaces: bool = False) -> expat.XMLParserType:
    """An expat parser that raises `UnsafeXmlError` at a document type; its index of bytes is that of UTF-8.

    With `namespaces`, names are `uri}local`; otherwise they stand as written, prefix included.
    """
    parser = expat.ParserCreate(namespace_separator="}") if namespaces else expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False

    def refuse(*_: object) -> None:
        raise UnsafeXmlError("document type or entity")

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in {"UTF-8", "US-ASCII", "ASCII"}:
            raise UnsafeXmlError(f"encoding {encoding}")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.XmlDeclHandler = declared
    return parser


def parse(parser: expat.XMLParserType, content: bytes) -> None:
    """Run the parser over a whole part. Raises `UnsafeXmlError` for XML that is broken or refused."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnsafeXmlError("encoding UTF-16")
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnsafeXmlError(str(error)) from error


def root_of(content: bytes) -> Element:
    """The tree of a (small) part; names are `{uri}local`. Raises `UnsafeXmlError`."""
    parser, builder = xml_parser(namespaces=True), TreeBuilder()

    def clark(name: str) -> str:
        return f"{{{name}" if "}" in name else name

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start(clark(name), {clark(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        builder.end(clark(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parse(parser, content)
    return builder.close()


def local(name: str) -> str:
    """The name without its namespace (`{uri}c`) or prefix (`x:c`)."""
    return name.rpartition("}")[2].rpartition(":")[2]
