"""Starting and ending what runs on a clock."""
