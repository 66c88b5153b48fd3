"""Would work, or another change of life, leave this household better off?"""
