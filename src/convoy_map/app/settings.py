"""The Streamlit settings that keep the app local and silent, in one place.

``.streamlit/config.toml`` says the same for ``streamlit run app.py``; a test
holds the two together. Every setting here has a reason:

* the address is pinned, because a server without one asks a service on the
  internet for its own address;
* ``serverAddress`` and ``allowedHosts`` are pinned, because a foreign ``Origin``
  or a rebound host name would otherwise be looked up or let in;
* no usage statistics, no links to search engines beside an error, no agent API;
* files are not watched, so that a case that changes on disk does not restart a
  page in which someone is typing.
"""

from __future__ import annotations

from typing import Final

ADDRESS: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8501
HOSTS: Final = ("127.0.0.1", "localhost")
MAX_UPLOAD_MB: Final = 50

PINNED: Final[dict[str, object]] = {
    "browser.gatherUsageStats": False,
    "browser.serverAddress": ADDRESS,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "server.address": ADDRESS,
    "server.allowedHosts": list(HOSTS),
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": MAX_UPLOAD_MB,
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
    "server.xsrfCookieSameSite": "strict",
    "theme.light.primaryColor": "#005A8C",
    "theme.light.linkColor": "#005A8C",
    "theme.light.backgroundColor": "#FBFAF7",
    "theme.light.secondaryBackgroundColor": "#EFEDE6",
    "theme.light.textColor": "#1F2428",
    "theme.dark.primaryColor": "#1F6FA8",
    "theme.dark.linkColor": "#7CC4F0",
    "theme.dark.backgroundColor": "#14181C",
    "theme.dark.secondaryBackgroundColor": "#20262C",
    "theme.dark.textColor": "#ECEAE4",
    "theme.font": "system-ui, 'Noto Sans', 'Noto Naskh Arabic', sans-serif",
    "theme.baseRadius": "small",
}
"""Setting name to value, as ``streamlit config show`` writes them."""
