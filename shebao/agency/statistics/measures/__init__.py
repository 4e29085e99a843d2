"""One file a group of measures; each offers MEASURES: a `Definition` a measure, with the function that reads it."""
