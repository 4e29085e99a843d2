"""城乡居民基本养老保险 (国发〔2014〕8号): contribution, account, eligibility, monthly pension, death."""
