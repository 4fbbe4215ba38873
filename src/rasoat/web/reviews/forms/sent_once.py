"""A form that tells a repeated request: the browser sends its key, and what was typed goes into it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

CLIENT_KEY = "client_key"
_NOT_TYPED = frozenset({CLIENT_KEY, "csrfmiddlewaretoken", "khoa", "chi-ghi", "khoa-du-vay"})
"""Neither the key itself nor the buttons of a form: which one was pressed changes no answer."""


class SentOnceForm(forms.Form):
    """The same form with the same content sent again is the same request; changed content is another one."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[CLIENT_KEY].initial = uuid.uuid4

    def once_key(self) -> uuid.UUID | None:
        """The key of this request; None when the page sent none."""
        sent = self.cleaned_data.get(CLIENT_KEY)
        return key_of(sent, self.data, self.files) if sent else None


def key_of(sent: uuid.UUID, data: Mapping[str, Any], files: Mapping[str, Any]) -> uuid.UUID:
    """The key of a request: that of its page together with everything typed, and names and sizes of files."""
    typed = sorted((name, _values(data, name)) for name in data if name not in _NOT_TYPED)
    sizes = sorted((name, files[name].name, files[name].size) for name in files)
    return uuid.uuid5(sent, repr((typed, sizes)))


def posted_key(data: Mapping[str, Any]) -> uuid.UUID | None:
    """The key of a button without a form of its own; None for none."""
    try:
        sent = uuid.UUID(str(data.get(CLIENT_KEY, "")))
    except ValueError:
        return None
    return key_of(sent, data, {})


def _values(data: Mapping[str, Any], name: str) -> list[str]:
    return data.getlist(name) if isinstance(data, MultiValueDict) else [str(data[name])]
