"""机关事业单位养老保险 (国发〔2015〕2号；人社部发〔2015〕28号): new and old standard, ten-year comparison, annuity, clearing."""
