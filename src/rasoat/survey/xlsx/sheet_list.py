"""The tabs of a workbook, in their order: title, part, kind, state."""

from dataclasses import dataclass

from rasoat.survey.xlsx.package import Package, broken
from rasoat.survey.xlsx.safe_xml import local, root_of


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One tab. `kind` is `worksheet`, `chartsheet`, ...; `state` is `visible`, `hidden` or `veryHidden`."""

    title: str
    part: str
    state: str
    kind: str
    sheet_id: int
    relation_id: str


def workbook_part(package: Package) -> str:
    """The name of the part of the workbook itself. Raises `FaultsFoundError` when there is none."""
    for relation in package.relations(""):
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    raise broken(package.path, "xl/workbook.xml")


def sheet_parts(package: Package) -> list[SheetPart]:
    """Every tab whose part is there, in the order of the tabs. Raises `FaultsFoundError` for a broken workbook."""
    workbook = workbook_part(package)
    relations = {relation.id: relation for relation in package.relations(workbook)}
    found = []
    for node in root_of(package.tree_source(workbook)).iter():
        if local(node.tag) != "sheet":
            continue
        id_ = next((value for name, value in node.items() if name != "id" and local(name) == "id"), "")
        relation = relations.get(id_)
        if relation is None or relation.target not in package:
            continue
        found.append(
            SheetPart(
                title=node.get("name", ""),
                part=relation.target,
                state=node.get("state", "visible"),
                kind=relation.kind,
                sheet_id=int(node.get("sheetId", "0")),
                relation_id=id_,
            )
        )
    return found
