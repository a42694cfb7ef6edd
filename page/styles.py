"""The style elements that Dash and dash-leaflet insert into a page, by their hashes.

With these the page needs no 'unsafe-inline'. They belong to the versions that are pinned in
requirements.txt, less what `page/suite.py` leaves out: when a new one inserts another style,
tests/browser/test_policy.py says which.
"""

INSERTED_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # an element before it is filled
    "'sha256-mkUq8V0JCKD3JhMGzjS82E3hGn7gSYWMjEsubFsL1Fg='",  # Leaflet
    "'sha256-Do5Z9ZqsPvCQTUBQS9BnDm/2+on7omuzuLYk5sbA+2s='",  # Dash
    "'sha256-j1Z3vG9BYlqSP0PAgKRPVALn3N+OyHEXESbZCB9a3/Y='",  # leaflet-draw
)
