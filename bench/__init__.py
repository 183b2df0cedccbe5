"""Evaluation: quality and speed on measuring data, side by side with a plain LangChain pipeline.

`python -m bench` lists what there is.
"""
