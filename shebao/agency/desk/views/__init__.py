"""The pages of the desk, one file a counter; each view asks questions and shows the answers, nothing more."""
