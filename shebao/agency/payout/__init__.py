"""待遇发放: runs, approvals, bank files and returns."""
