"""What every page looks like: base templates, components, icons, style sheets, forms, language and theme."""
