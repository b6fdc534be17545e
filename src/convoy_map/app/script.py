"""The script that Streamlit runs for every session; ``app.py`` is the same, for developers."""

from convoy_map.app.screens import run

if __name__ == "__main__":
    run()
