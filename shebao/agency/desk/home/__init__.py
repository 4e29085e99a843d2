"""首页: the first page, the search field and the page of keys and words; views, addresses and templates together."""
