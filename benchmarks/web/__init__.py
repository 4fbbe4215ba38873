"""The site under load: hundreds of thousands of households, many officers at once who think between pages."""
