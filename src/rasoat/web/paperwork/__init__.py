"""Templates of the office and the papers of a round."""
