"""Names of files."""

from rasoat.survey.text import fold
from rasoat.web.paperwork.catalogue import Kind


def file_name(kind: Kind, more: str = "") -> str:
    """A name without tones that every system takes.

    >>> from rasoat.web.paperwork.catalogue import KINDS
    >>> file_name(KINDS["giay-moi"], "Thôn Gốc Đa")
    'giay-moi-thon-goc-da'
    """
    words = "".join(letter if letter.isalnum() else " " for letter in fold(more)).split()
    return "-".join([kind.key, *words])
