"""Pages of employers and of what is collected from them."""
