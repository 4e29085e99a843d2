"""The modules of each line of work, done once and reversed once: WORLD (a fixture) and MODULES (key, story, key of what reverses it)."""
