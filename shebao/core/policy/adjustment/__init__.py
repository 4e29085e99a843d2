"""年度调待 (每年人社部、财政部通知；省定办法): fixed amount, link to years and pension, tilt to age and area, back pay."""
