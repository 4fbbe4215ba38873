"""Every address of the site, from its resolver and the docstrings of its views."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from reference.markdown import code, page, table
from reference.site_opened import open_site

_VARIES = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses_page() -> str:
    """Addresses with their names and what they show; those of the API have a page of their own."""
    open_site()
    rows = [
        (code("/" + _VARIES.sub(r"{\1}", path)), code(name), said)
        for path, name, said in sorted(_walk(get_resolver().url_patterns, "", ""))
        if not path.startswith("api/")
    ]
    return page(
        "Addresses of the site",
        "Name as given to `reverse`; parts in braces vary.",
        table(("Address", "Name", "What"), rows),
    )


def _walk(patterns: list[URLPattern | URLResolver], path: str, space: str) -> Iterator[tuple[str, str, str]]:
    for item in patterns:
        here = path + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = f"{space}{item.namespace}:" if item.namespace else space
            yield from _walk(item.url_patterns, here, inner)
        else:
            said = " ".join((item.callback.__doc__ or "").split("\n\n")[0].split())
            yield here, f"{space}{item.name}", said
