"""What reports on papers, countries and regions share."""
