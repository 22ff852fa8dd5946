"""Photograph every page: python docs/images/photograph.py http://127.0.0.1:7860 (a server of it).

Needs playwright and a Chromium. PAGE.png is Chinese on a screen, PAGE.phone.png English on a dark
phone; 64 colours, so that all of them weigh less than 2 MB.
"""

from __future__ import annotations

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent.parent / "tests")]

from serving import ADDRESSES  # noqa: E402  # an address of every page

MORE = {"opening": "/", "walk": "/graph?node=https://w3id.org/zhengtu/unit/汶上县/县工业和信息化局"}
DRAWN = "[data-questions], .zt-opening, #panel h2, #main"
COLOURS = 64


def main(address: str) -> None:
    """Photograph every page of a server of the first document."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for prefix, suffix, size, colours in (
            ("", "", (1366, 768), "light"),
            ("/en", ".phone", (390, 844), "dark"),
        ):
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, color_scheme=colours
            )
            page = context.new_page()
            for name, place in {**MORE, **ADDRESSES}.items():
                _photograph(page, f"{address}{prefix}{place}", HERE / f"{name}{suffix}.png")
        browser.close()


def _photograph(page: Any, address: str, file: Path) -> None:
    page.goto(address)
    page.wait_for_selector(DRAWN, state="attached")
    page.wait_for_timeout(500)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
