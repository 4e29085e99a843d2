"""Harnesses that try what must never happen, often and by seed, and write down what came of it."""
