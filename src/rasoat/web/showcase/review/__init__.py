"""The round of the demonstration, half way: by the actions of people, village by village."""
