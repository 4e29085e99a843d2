"""办件: the worklist, forms, lists, one matter and its scans; views, addresses and templates together."""
