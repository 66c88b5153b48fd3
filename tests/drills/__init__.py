"""The platform with a part of it dead or frozen: nothing that was acknowledged is lost or doubled."""
