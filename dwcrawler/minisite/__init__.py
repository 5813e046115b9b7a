"""A miniature dw.com: deterministic, of any size, in every generation of the site's pages.

world      which stories there are, and how they are linked
truth      what is true of a story; `composer` writes it, `told` says what its pages leave out
words      the words that its texts are made of (our own); `dates` and `signatures` as editions write
body       a story's body as HTML
entities   a story as the content objects of an embedded state
rendered   a story or listing as the page that a browser shows
classic    a story in the layout of before mid-2023
faults     how it misbehaves on request
server     all of it over HTTP; `process` starts that in another process
"""
