"""Search of households."""
