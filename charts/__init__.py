"""What is shown beside the map: sentences, pictures, tables and downloads. Pure; no web framework.

A chart is a function from a Context to a Chart. The same Chart is drawn in the page, printed and
written as a file, so a picture, its sentence and its table cannot disagree.
"""
