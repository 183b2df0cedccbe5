"""The chat page in Gradio, a module a part: an adapter over `assistant` and `index`.

What it shows is made of HTML by pure functions (`reply`, `cards`, `index_html`, `article_table`,
`reading_view`, `coverage_plot`); the other modules lay out controls and tell what they do. `app.py`
serves it.
"""

from assistant.page.loading import load_gradio

load_gradio()
