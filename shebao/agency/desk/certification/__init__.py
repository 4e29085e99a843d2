"""领取资格认证: the overview of life certification; views, addresses and templates together."""
