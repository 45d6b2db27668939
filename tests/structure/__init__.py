"""How the tree is built."""
