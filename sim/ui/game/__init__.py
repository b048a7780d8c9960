"""The game's own routes: joining, opening, the line to every browser, downloads."""
