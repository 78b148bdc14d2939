"""Answers to questions of facts as tables and pictures that can be shown to others.

Logs become a frame of answers (`frame`), the frame becomes rates (`rates`), rates become tables
(`errors`, `outcomes`, `facts`, `swaps`) and pictures (`pictures`), and those a folder (`folder`).
"""
