"""Arrangements that run for a time after a case: retention, vouchers, searches, suspension."""
