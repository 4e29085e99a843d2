"""居民事项: the registers that only residents have: the tier chosen for a year, land-lost subsidies, who was told of coming of age."""
