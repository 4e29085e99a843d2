"""The demonstration county: an invented population of a real agency's published size, living one year through the real counters."""
