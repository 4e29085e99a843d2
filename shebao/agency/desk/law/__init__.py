"""政策规则: calculations, standards with their documents, the estimate; views, addresses and templates together."""
