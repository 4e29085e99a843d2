"""待遇发放: runs, their rows and files, releases of held rows; views, addresses and templates together."""
