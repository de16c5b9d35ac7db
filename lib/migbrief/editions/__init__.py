"""Editions of papers: tables, checks, plans, drafts and the text check."""
