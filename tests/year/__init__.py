"""The scripted year: every kind of matter by the real pages, and the modules of a county's work counted against what is done."""
