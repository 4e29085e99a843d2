"""What the desk shares with every later door (portal, API): lists, forms, uploads, export, words, access."""
