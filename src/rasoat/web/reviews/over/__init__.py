"""The open work of a commune that has ended goes over to the communes where its villages stand now."""
