"""The style elements that Dash and dash-leaflet insert into a page, by their hashes.

With these the page needs no 'unsafe-inline'. They belong to the versions that are pinned in
requirements.txt: when a new one inserts another style, tests/browser/test_policy.py says which.
"""

INSERTED_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # an element before it is filled
    "'sha256-Su7lkWyrR39ozUimPZSARr9qtPsgwvk98P/VAGbG6v8='",
    "'sha256-ceeoylCL0ld4NwOaXf4vG0Z8pEknXXuzJ5ZV0Ir6ft4='",
    "'sha256-vEFWWSptvAnmTyDLqu3LdoYyHTq0QbynLLSzYwyFY4A='",
    "'sha256-BvJwtF3ZgG8gcdZQ022TX/OW+AK0Sm8Fw++80SG4tXU='",
    "'sha256-Do5Z9ZqsPvCQTUBQS9BnDm/2+on7omuzuLYk5sbA+2s='",
    "'sha256-j1Z3vG9BYlqSP0PAgKRPVALn3N+OyHEXESbZCB9a3/Y='",  # leaflet-draw
    "'sha256-zmLg9fAzhthkQar0HsYlPE8MMx315AMYJ5uAXv1DH+k='",
)
