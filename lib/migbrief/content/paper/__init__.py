"""What one section's report shows beyond the shared anatomy: one module a section."""
