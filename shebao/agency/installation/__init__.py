"""This installation: its county, its name, its business day. It needs no table and no counter, so everybody above may ask it."""
