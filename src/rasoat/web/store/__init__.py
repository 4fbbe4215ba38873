"""How rows reach the database in bulk; knows no table by name."""
