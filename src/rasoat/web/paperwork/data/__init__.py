"""What the papers say, as plain data for the templates: names in English, words in Vietnamese."""
