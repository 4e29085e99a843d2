"""What tests stand on: a throwaway database server, a served site, a browser."""
