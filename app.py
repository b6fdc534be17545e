"""The page list: ``streamlit run app.py``; ``convoy-map app`` adds the guards."""

from convoy_map.app import screens

screens.run()
