"""A page that is empty until a script fills it: what only a browser can read.

Head and body come a moment after the page. A click on "show more" opens Explore more, which takes its
time, and another closes it again, as on the captured page. The page also asks for a picture, a font
and a tracker, which nobody who only reads needs, and for what robots.txt forbids.
"""

from __future__ import annotations

import json
import re
from typing import Final

from dwcrawler.minisite.rendered import more_teasers
from dwcrawler.minisite.truth import Truth

SCRIPT_PATH: Final = "/shell/app.js"
DATA_PATH: Final = re.compile(r"/shell/([0-9]{1,9})\.json\Z")
JSON: Final = "application/json"
SCRIPT: Final = b"""
const shell = document.currentScript.dataset;
new Image().src = "https://tracker.example.org/count?page=" + shell.story;
new Image().src = "https://static.dw.com/image/1_607.jpg";
fetch("/search/en?shown=" + shell.story).catch(() => {});
setTimeout(async () => {
  const told = await (await fetch("/shell/" + shell.story + ".json")).json();
  document.head.insertAdjacentHTML("beforeend", told.head);
  document.getElementById("root").innerHTML = told.body;
  const button = document.querySelector("[data-tracking-name=show-more]");
  if (!button) return;
  const [box, row] = [button.parentElement, button.parentElement.querySelector(".row")];
  const few = row.innerHTML;
  button.addEventListener("click", () => {
    const opens = box.classList.replace("closed", "opened");
    if (!opens) box.classList.replace("opened", "closed");
    setTimeout(() => row.innerHTML = opens ? few + told.more : few, 600);
  });
}, 200);
"""
# What a browser does not come to an end with.
HANGING: Final = (
    b'<!doctype html><html><head></head><body><div id="root"></div>'
    b"<script>setTimeout(() => { for (;;); }, 50)</script></body></html>"
)


def page(n: int) -> bytes:
    return (
        '<!doctype html><html><head><meta charset="utf-8"/><title>DW</title><style>@font-face '
        "{font-family:x;src:url(https://static.dw.com/font.woff2)} body{font-family:x}</style>"
        f'</head><body><div id="root"></div><script src="{SCRIPT_PATH}" data-story="{n}"></script>'
        "</body></html>"
    ).encode()


def data(truth: Truth, rendered: bytes) -> bytes:
    """The parts of a story's rendered page."""
    text = rendered.decode()
    head = text.partition("<head>")[2].partition("<style>")[0]
    body = text.partition('<div id="root">')[2].partition("</body>")[0]
    return json.dumps({"head": head, "body": body, "more": more_teasers(truth)}).encode()
