"""One file a group of measures; each offers MEASURES: rows of (name, title, definition, unit, scope, function)."""
