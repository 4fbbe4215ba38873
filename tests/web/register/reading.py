"""How tests ask for a page of the register."""

from django.urls import reverse


def page(client, name: str, *args: object, **query: str):
    return client.get(reverse(f"register:{name}", args=args), query)
