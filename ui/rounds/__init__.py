"""The screens of rounds: one window-filling screen a type, made of panes that know nothing of one another."""
