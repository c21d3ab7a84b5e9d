"""How frames of each kind are opened and given back."""
