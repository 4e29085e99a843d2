"""Forms of the desk that belong to no matter: the door and small purposes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Name and password; one sentence for every kind of failure, so that nothing is given away."""

    error_messages = {
        "invalid_login": "登录名或密码不对，请核对后再试。连续输错 5 次，账号会锁定 15 分钟。",
        "inactive": "登录名或密码不对，请核对后再试。连续输错 5 次，账号会锁定 15 分钟。",
    }
    username = forms.CharField(label="登录名", max_length=32, error_messages={"required": "请填写登录名。"})
    password = forms.CharField(label="密码", widget=forms.PasswordInput, strip=False, error_messages={"required": "请填写密码。"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """After a mistake the hand goes to the password, which is empty; the name stays."""
        super().__init__(*args, **kwargs)
        if self.data.get("username"):
            self.fields["username"].widget.attrs.pop("autofocus", None)
            self.fields["password"].widget.attrs["autofocus"] = True
