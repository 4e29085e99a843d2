"""地方代发: what the county's government pays to groups of its own choosing through the agency, with money that is no fund's."""
