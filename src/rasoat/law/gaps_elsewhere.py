"""Gaps outside the standards: in the frame of the point tables and in the legal register."""

from collections.abc import Iterator

from rasoat.law.book import LawBook
from rasoat.law.cited import Text
from rasoat.law.evidence_walk import Path, evidence_of
from rasoat.law.gap_entry import GapEntry, alike, dotted
from rasoat.law.point_table.shape import TableShape
from rasoat.law.register import Document, Instrument

POINT_TABLES = "point_table_shape"
REGISTER = "register"
_ISSUER = "cơ quan ban hành văn bản"


def shape_gaps(book: LawBook) -> Iterator[GapEntry]:
    """Weak parts of the frame that every point table must fill."""
    weak = [(path, item) for path, item in evidence_of(book.table_shape) if item.mark.needs_office]
    for places in alike(weak, lambda path, _: (str(path[0]),)):
        paths = [path for path, _ in places]
        labels = [_shape_name(book.table_shape, path) for path in paths]
        yield GapEntry(
            where=POINT_TABLES,
            paths=dotted(paths),
            what=Text(
                vi="khung bảng điểm: " + "; ".join(label.vi for label in labels),
                en="frame of the point tables: " + "; ".join(label.en for label in labels),
            ),
            mark=places[0][1].mark,
            blocks=Text(vi="kiểm tra bảng điểm chính thức đủ mục", en="checking that an official table is complete"),
            document=_document(book, places[0][1].ask),
        )


def register_gaps(book: LawBook) -> Iterator[GapEntry]:
    """Instruments of the register that were not read, or on which the sources disagree."""
    for item in book.instruments.values():
        if item.mark.needs_office:
            yield GapEntry(
                where=REGISTER,
                paths=(item.id,),
                what=Text(vi=f"{item.id}: {item.subject}", en=f"instrument {item.id}"),
                mark=item.mark,
                blocks=_REGISTER_BLOCKS[item.group],
                document=_itself(item),
                note=item.relation,
            )


def _itself(item: Instrument) -> Document:
    return Document(id=item.id, name=Text(vi=item.id, en=item.id), holder=_ISSUER)


_REGISTER_BLOCKS = {
    "standard": Text(vi="căn cứ của chuẩn nghèo", en="legal basis of a standard"),
    "procedure": Text(vi="căn cứ của quy trình rà soát", en="legal basis of the review procedure"),
    "programme": Text(vi="căn cứ thực hiện chương trình giảm nghèo", en="legal basis of the programme"),
    "finance": Text(vi="căn cứ phân bổ, chi kinh phí", en="legal basis of allocation and spending"),
    "entitlement": Text(vi="căn cứ của chính sách hỗ trợ", en="legal basis of entitlements"),
    "local": Text(vi="căn cứ của quy định địa phương", en="legal basis of local rules"),
}


def _shape_name(shape: TableShape, path: Path) -> Text:
    found = shape.family(str(path[1])) if path[0] == "families" else shape.area(str(path[1]))
    return found.name if found is not None else Text(vi=str(path[1]), en=str(path[1]))


def _document(book: LawBook, name: str) -> Document:
    unnamed = Document(id=name, name=Text(vi=name, en=name), holder=_ISSUER)
    return book.documents.get(name, unnamed)
