"""Readers of gazetteer formats: each streams checked ``PlaceRow``s and sets faults aside.

``faults`` what was set aside and why; ``lp_tsv`` Linked Places TSV; ``geonames``
GeoNames dumps; ``linked_places`` Linked Places JSON; ``tables`` CSV with a column
mapping; ``vector`` GeoJSON, GeoPackage and OpenStreetMap extracts.
"""
