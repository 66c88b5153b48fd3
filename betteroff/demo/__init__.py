"""Two fictional councils and the people of their demo, all made by the real actions."""
