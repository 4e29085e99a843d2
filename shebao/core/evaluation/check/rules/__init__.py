"""The rules of the checker: one file a check, found by walking this folder."""
