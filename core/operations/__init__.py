"""Operations of migrations."""
