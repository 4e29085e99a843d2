"""This installation: for which county it works. It needs no table and no counter, so everybody above may ask it."""
