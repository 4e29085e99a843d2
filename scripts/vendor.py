"""Copies the front-end files the pages need from node_modules into shebao/site/static/vendor (which is not committed).

Icons are not copied one by one: those named in shebao/site/icons.txt become one sprite, used in a page as
`<svg class="icon"><use href="{% static 'vendor/icons.svg' %}#wallet"/></svg>`.
Standard library only, because the set-up runs it before anything else is certain.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "shebao" / "site" / "static" / "vendor"
ICON_LIST = ROOT / "shebao" / "site" / "icons.txt"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "LICENSE.htmx.txt",
    "echarts/dist/echarts.min.js": "echarts.min.js",
    "echarts/LICENSE": "LICENSE.echarts.txt",
    "@tabler/icons/LICENSE": "LICENSE.tabler.txt",
}
# Source maps are not copied, and a manifest of static files would stumble over a reference to one.
SOURCE_MAP = re.compile(rb"(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*$")


def icon_names() -> list[str]:
    """Names listed in icons.txt, one a line; text after # is a comment."""
    lines = (line.partition("#")[0].strip() for line in ICON_LIST.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line})


def icon_symbol(name: str) -> str:
    """One icon as a `<symbol>`; a name ending in "-filled" is taken from the filled set."""
    kind, stem = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    path = MODULES / "@tabler/icons/icons" / kind / f"{stem}.svg"
    if not path.is_file():
        sys.exit(f"图标“{name}”在 @tabler/icons 里没有，请改正 shebao/site/icons.txt。")
    body = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    assert body, path
    shapes = " ".join(body.group(1).split())
    paint = 'fill="currentColor"' if kind == "filled" else 'fill="none" stroke="currentColor"'
    stroke = 'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint} {stroke}>{shapes}</symbol>'


def main() -> None:
    """Fill the vendor folder afresh."""
    if not MODULES.is_dir():
        sys.exit("没有 node_modules，请先运行 make setup。")
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, target in FILES.items():
        content = (MODULES / source).read_bytes()
        (VENDOR / target).write_bytes(SOURCE_MAP.sub(b"", content))
    names = icon_names()
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(map(icon_symbol, names)) + "\n</svg>\n"
    (VENDOR / "icons.svg").write_text(sprite, encoding="utf-8")
    size = sum(path.stat().st_size for path in VENDOR.iterdir()) // 1024
    print(f"前端文件已就位：{len(FILES)} 个文件，{len(names)} 个图标，共 {size} KB。")


if __name__ == "__main__":
    main()
