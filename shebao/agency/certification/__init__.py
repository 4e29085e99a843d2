"""资格认证: proof of life and its validity."""
