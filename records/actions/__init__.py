"""Writing: rules, holds, deleting, exports."""
