"""用人单位: who employs, of what kind, insured in what, and at which work-injury rate."""
