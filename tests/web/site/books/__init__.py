"""Books of addresses, one a room: `BOOK: dict[str, Address]`."""
