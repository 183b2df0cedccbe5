"""Texts that attack whoever shows them: as HTML, SVG, an address, an attribute, or Markdown.

What runs sets `window.hacked`; what loads goes to `elsewhere.example`; what is made of them has the
class or id `made`. Each is to be seen as it stands here, wherever an article's text is shown.
"""

from __future__ import annotations

PAYLOADS: tuple[str, ...] = (
    # Elements that run, or load, as soon as they are there.
    "<script>window.hacked=1</script>",
    "<script src=https://elsewhere.example/made.js></script>",
    "</script><script>window.hacked=2</script>",
    "<img src=x onerror=window.hacked=3>",
    '<img src="https://elsewhere.example/made.png" alt="seen">',
    "<svg/onload=window.hacked=4>",
    "<svg><script>window.hacked=5</script></svg>",
    '<svg><animate onbegin="window.hacked=6" attributeName=x dur=1s></animate></svg>',
    "<svg><a xlink:href=javascript:window.hacked=7><text>made</text></a></svg>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title='--><img src onerror=hacked=8>'>",
    "<iframe src=https://elsewhere.example/made></iframe>",
    '<iframe srcdoc="<script>parent.hacked=9</script>"></iframe>',
    "<object data=javascript:window.hacked=10></object>",
    "<embed src=javascript:window.hacked=11>",
    "<video><source onerror=window.hacked=12></video>",
    "<audio src=x onerror=window.hacked=13></audio>",
    "<input autofocus onfocus=window.hacked=14>",
    "<details open ontoggle=window.hacked=15>made</details>",
    "<body onload=window.hacked=16>",
    '<marquee onstart="window.hacked=17">made</marquee>',
    '<p class="made" onmouseover="window.hacked=18">made</p>',
    # Elements that change the page around them.
    "<style>* {display: none}</style>",
    '<link rel="stylesheet" href="https://elsewhere.example/made.css">',
    '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">',
    "<base href=https://elsewhere.example/>",
    '<form action="https://elsewhere.example/"><button id="made">Sign in again</button></form>',
    "</p></div></blockquote></article></details></main><h1 id=made>made</h1>",
    "<!-- a comment that nobody closes",
    "<![CDATA[<script>window.hacked=19</script>]]>",
    "<textarea><title><template><noscript><plaintext>",
    # Attributes left by a quotation mark.
    '" autofocus onfocus="window.hacked=20" x="',
    "' onmouseover='window.hacked=21' x='",
    '"><img src=x onerror=window.hacked=22><a title="',
    "` onclick=window.hacked=23 `",
    # Written as entities once already, or twice.
    "&lt;script&gt;window.hacked=24&lt;/script&gt;",
    "&amp;lt;img src=x onerror=window.hacked=25&amp;gt;",
    "&#60;script&#62;window.hacked=26&#60;/script&#62; &#x3c;b&#x3e;",
    # Markdown, whole and broken.
    "[the bill](javascript:window.hacked=27) [it](data:text/html,<script>hacked=28</script>)",
    "[a](https://elsewhere.example/made) ![b](https://elsewhere.example/made.png)",
    "[the bill][made] and ![the picture][made] \\[made]: https://elsewhere.example/made",
    "<https://elsewhere.example/made> and <javascript:window.hacked=29>",
    "https://elsewhere.example/made and www.elsewhere.example/made and made@elsewhere.example",
    "**bold *broken __it [ ]( ``` ` ~~ | a | b | <b",
    "[1] [2][3] 【1†source】 [^1] \\[1\\] [1](javascript:window.hacked=30)",
    "$$\\href{javascript:window.hacked=31}{made}$$ \\(\\unicode{x3c}\\)",
    # Templates and scripts' own quotation.
    "{{constructor.constructor('window.hacked=32')()}} ${window.hacked=33} <%= 7*7 %>",
    "\\x3cscript\\x3ewindow.hacked=34\\x3c/script\\x3e \\u003cimg src onerror=hacked=35\\u003e",
    "javascript:window.hacked=36",
)
"""None has a line break, or white space at an end, or two spaces in a row."""
