"""工作人员与登录: sign-in, the size of the letters, passwords, members of staff; views, addresses and templates together."""
