"""编码校验 (GB 11643-1999；GB 32100-2015): check characters of citizen numbers and unified credit codes."""
