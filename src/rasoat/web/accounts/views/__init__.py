"""Pages of the app `accounts`."""
