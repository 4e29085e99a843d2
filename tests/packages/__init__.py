"""The packages that are published beside the product."""
