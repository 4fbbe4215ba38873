"""Small pieces of Markdown."""

from collections.abc import Iterable, Sequence

GENERATED = (
    "<!-- Trang này do scripts/make_docs.py sinh ra từ chương trình. Đừng sửa tay. / Generated, do not edit. -->"
)


def page(title: str, *parts: str) -> str:
    """A whole generated page, with one newline at its end."""
    return "\n\n".join([GENERATED, f"# {title}", *(part for part in parts if part)]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A pipe table; empty when there is no row."""
    lines = ["| " + " | ".join(cell(item) for item in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads), *lines])


def cell(value: object) -> str:
    """One cell: on one line, pipes and angle brackets as text."""
    text = " ".join(str(value).split())
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


def code(value: object) -> str:
    """Code words; nothing for an empty value."""
    return f"`{value}`" if value else ""
