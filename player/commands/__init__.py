"""The commands of ``moodlark``, one module each: its arguments, its run, its words.

Main thread, no window. Modules stay light at the top (``moodlark --help`` imports them all) and
import what works inside ``run``.
"""
