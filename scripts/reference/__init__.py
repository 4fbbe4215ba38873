"""The generated pages of the documentation: each module makes one page from the program itself."""
