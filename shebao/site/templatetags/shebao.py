"""Filters and tags of every page: amounts, months, words for codes, icons, addresses with changed filters.

They are built into the template engine (settings), so that no template has to load them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shebao.agency.pages import words
from shebao.agency.pages.clock import shown
from shebao.base import identity, money, months

register = template.Library()
MINUS = "\N{MINUS SIGN}"


@register.simple_tag(takes_context=True)
def extra(context: template.Context, spot: str) -> SafeString:
    """What this installation adds at a spot of a page (`settings.EXTRAS`); nothing where it adds nothing."""
    name = settings.EXTRAS.get(spot)
    if not name:
        return SafeString()
    assert context.template is not None, spot
    return context.template.engine.get_template(name).render(context)


@register.filter
def yuan(fen: Any) -> str:
    """Amount in yuan with thousands and two decimals: 123450 → 1,234.50; nothing for None."""
    return "" if fen is None or fen == "" else money.grouped(int(fen)).replace("-", MINUS)


@register.filter
def readable(text: str) -> str:
    """An exact amount of a sheet, or a text that holds some, with separators."""
    return money.separated(text)


@register.filter
def fen_text(value: str) -> str:
    """An exact amount kept as decimal text of fen, in yuan; as it is where it is no whole fen."""
    return yuan(value) if str(value).lstrip("-").isdigit() else str(value)


@register.filter
def signed(fen: Any) -> str:
    """`yuan` with a plus sign where the amount is an increase."""
    return ("+" if fen and int(fen) > 0 else "") + yuan(fen)


@register.filter
def wan(fen: Any) -> str:
    """Amount in 万元 with thousands and two decimals: 734200000000 → 734,200.00."""
    if fen is None or fen == "":
        return ""
    whole, _, part = money.wan_text(int(fen)).lstrip("-").partition(".")
    return f"{MINUS if int(fen) < 0 else ''}{int(whole):,}.{part}"


@register.filter
def amount(fen: Any, unit: str) -> str:
    """Amount in the unit of the page: "wan" for 万元, anything else for yuan."""
    return wan(fen) if unit == "wan" else yuan(fen)


@register.filter
def uppercase(fen: Any) -> str:
    """Amount in bank capitals (大写)."""
    return money.uppercase(int(fen))


@register.filter
def count(number: Any) -> str:
    """Whole number with thousands."""
    return "" if number is None or number == "" else f"{int(number):,}".replace("-", MINUS)


@register.filter
def without_sign(number: Any) -> int:
    """The size of a number, where the words around it say that it is late or less."""
    return abs(int(number))


@register.filter
def month(value: Any) -> str:
    """202305 → 2023-05; nothing for None or 0."""
    return months.month_text(int(value)) if value else ""


@register.filter
def month_title(value: Any) -> str:
    """202305 → 2023年5月."""
    return months.month_title(int(value)) if value else ""


@register.filter
def day(value: Any) -> str:
    """A date as 2023-05-31."""
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else str(value or "")


@register.filter
def moment(value: Any) -> str:
    """A time as 2023-05-31 09:30 at this agency's clock; takes a datetime or ISO text."""
    return shown(value)


@register.filter
def word(code: Any, group: str) -> str:
    """The Chinese word of a code: {{ run.scheme|word:"scheme" }}."""
    return words.word(code, words.GROUPS[group]) if code not in (None, "") else ""


@register.filter
def state_word(code: Any, group: str) -> str:
    """The word of a state, without its colour."""
    return words.state(code, words.STATE_GROUPS[group])[0]


@register.filter
def state_tone(code: Any, group: str) -> str:
    """The tone of a state: done, waiting, attention, stopped or nothing."""
    return words.state(code, words.STATE_GROUPS[group])[1]


@register.filter
def mask_name(name: str) -> str:
    """A name with all but its first character hidden."""
    return identity.mask_name(name)


@register.filter
def percent_of(part: Any, whole: Any) -> str:
    """part ÷ whole as per cent with two decimals, exact; a dash where there is no whole."""
    if not whole:
        return "—"
    return money.scaled_text(money.half_up(int(part) * 10_000, int(whole)), 2) + "%"


@register.filter
def short_digest(digest: str) -> str:
    """The first and last eight characters of a digest, enough to compare by eye."""
    return f"{digest[:8]}…{digest[-8:]}" if digest and len(digest) > 20 else digest or ""


@register.filter
def groups_of_four(digest: str) -> str:
    """A digest in groups of eight, so that it can be read aloud."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest or ""), 8))


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """mapping[key], or None."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """One icon of the sprite; with a title it is announced, without one it is decoration."""
    label = format_html(' role="img" aria-label="{}"', title) if title else SafeString(' aria-hidden="true"')
    return format_html('<svg class="icon"{}><use href="{}#{}"></use></svg>', label, static("vendor/icons.svg"), name)


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], **changes: Any) -> str:
    """The present address with some of its filters changed; an empty value removes one. Paging starts over."""
    query = context["request"].GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()
