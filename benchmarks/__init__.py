"""What is measured, how, and the last figures with their machine."""
