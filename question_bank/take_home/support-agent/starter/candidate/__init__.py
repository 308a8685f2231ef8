"""The loop around the model of a support desk."""
