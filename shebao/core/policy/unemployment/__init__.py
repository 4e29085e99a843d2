"""失业保险待遇 (社会保险法 第五章；失业保险条例 国务院令第258号): months, amounts, and what the fund pays besides."""
