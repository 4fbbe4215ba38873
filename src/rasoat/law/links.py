"""What the files of a law book must agree on with each other: bases of overlays, documents, point tables, blocks."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rasoat.law.evidence_walk import evidence_of
from rasoat.law.faults import Fault
from rasoat.law.marks import Mark
from rasoat.law.origin import LinesOfLaw, written_path
from rasoat.law.point_table.model import PointTable
from rasoat.law.procedure import Procedure
from rasoat.law.standard import Standard

NO_DEFINITION = {Mark.MISSING, Mark.DRAFT}
"""Marks of a definition by which nobody may classify yet."""


def link_faults(
    standards: Mapping[str, Standard],
    procedures: Mapping[str, Procedure],
    point_tables: Mapping[str, PointTable],
    documents: Mapping[str, object],
    origin: Mapping[str, Path],
    unread: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """Faults between files. `unread` names the kinds of files that did not load whole (`standards`, `documents`):

    links into them are not judged, so that one broken file does not make sound files look wrong.
    """
    lines = LinesOfLaw(origin)
    for standard in standards.values():
        if "standards" not in unread:
            yield from _base(standard, standards, lines)
        if "documents" not in unread:
            yield from _documents(standard, documents, lines)
        yield from _block(standard, lines)
    for procedure in procedures.values():
        if "standards" not in unread:
            for number, name in enumerate(procedure.standards):
                if name not in standards:
                    yield lines.fault(procedure.id, ("standards", number), "law-standard-unknown", *_no_standard(name))
        if "documents" not in unread:
            yield from _documents(procedure, documents, lines)
    for table in point_tables.values():
        if "standards" not in unread and table.standard_id not in standards:
            words = _no_standard(table.standard_id)
            yield lines.fault(table.table_id, ("standard_id",), "law-standard-unknown", *words)


def _no_standard(name: str) -> tuple[str, str]:
    return f"không có chuẩn “{name}”", f"no standard “{name}”"


def _base(standard: Standard, standards: Mapping[str, Standard], lines: LinesOfLaw) -> Iterator[Fault]:
    base = standards.get(standard.overlay_of)
    if standard.overlay_of and base is None:
        known = ", ".join(sorted(name for name, item in standards.items() if not item.overlay_of))
        vi = f"không có chuẩn nền “{standard.overlay_of}”; có: {known}"
        en = f"no base standard “{standard.overlay_of}”; there are: {known}"
        yield lines.fault(standard.id, ("overlay_of",), "law-overlay-unknown", vi, en)
    elif base is not None and base.overlay_of:
        vi = f"chuẩn nền “{base.id}” lại nằm trên chuẩn khác; chỉ được đặt trên một chuẩn đứng riêng"
        en = f"the base “{base.id}” is itself an overlay; name a standard that stands by itself"
        yield lines.fault(standard.id, ("overlay_of",), "law-overlay-chain", vi, en)


def _documents(law: Standard | Procedure, documents: Mapping[str, object], lines: LinesOfLaw) -> Iterator[Fault]:
    asked = [(written_path(law, path), item.ask) for path, item in evidence_of(law)]
    asked += [(("gaps", number), gap.ask) for number, gap in enumerate(law.gaps)]
    for path, name in asked:
        if name and name not in documents:
            vi, en = f"tài liệu “{name}” không có trong documents.yaml", f"document “{name}” is not in documents.yaml"
            yield lines.fault(law.id, (*path, "ask"), "law-document-unknown", vi, en)


def _block(standard: Standard, lines: LinesOfLaw) -> Iterator[Fault]:
    if standard.blocked is not None:
        return
    for number, item in enumerate(standard.indicators):
        if item.definition.mark in NO_DEFINITION:
            vi = f"chỉ số “{item.code}” chưa có định nghĩa dùng được, chuẩn phải có mục `blocked` nêu lý do"
            en = f"indicator '{item.code}' has no usable definition: the standard must be `blocked`, with the reason"
            path = ("indicators", number, "definition", "mark")
            yield lines.fault(standard.id, path, "law-not-blocked", vi, en)
