"""Coming in, going out, and the size of the letters."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.staff import second_factor

from . import attempts, factor
from .carryover import offered_again
from .forms import LoginForm


@method_decorator([login_not_required, never_cache], name="dispatch")
class Login(auth.LoginView):
    """The door."""

    template_name = "desk/office/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Nothing is tried where too much was tried already."""
        return attempts.refusal(request, request.POST.get("username", "")[:255]) or super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the member in, or ask for the code of their telephone first; a form that was on its way when the login ran out is
        offered again."""
        member_id = form.get_user().pk
        if second_factor.has_factor(member_id):
            return factor.ask(self.request, member_id)
        inside = super().form_valid(form)
        return attempts.remember(self.request, offered_again(self.request) or inside, member_id)


class Logout(auth.LogoutView):
    """Ends the session and asks the browser to forget what it kept."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Log out and clear the browser's storage of this site."""
        response = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Switch between ordinary and large letters; a plain cookie, so that the choice outlives the session."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.COOKIES.get("large") == "1":
        response.delete_cookie("large")
    else:
        response.set_cookie("large", "1", max_age=365 * 86400, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
