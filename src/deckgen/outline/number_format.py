"""The few of Excel's number formats that an outline may name: digits, decimals, thousands, percent."""

from __future__ import annotations

import re

NUMBER_FORMAT = re.compile(r"(#,##)?0(?:\.(0{1,6}))?(%)?")
"""Groups: thousands apart, decimals, percent."""
