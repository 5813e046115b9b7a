"""What a crawl shows while it runs: a live view on a terminal, else a line now and then.

`extensions/progress` chooses between them (DW_PROGRESS) and follows the crawl.

counts     what is counted: a snapshot of the crawl
screen     the live view of a snapshot, as lines of text
words      numbers and times in words, and one line of a snapshot, for a log
terminal   keeps these lines at the bottom of a terminal, and leaves it as it was
closing    the table at the end
command    the command line that goes on with the crawl
"""
