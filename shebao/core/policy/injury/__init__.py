"""工伤保险待遇 (工伤保险条例 国务院令第586号): grades, nursing, death, dependants, the end of employment."""
