"""Line of work: who may act online, and finding who is entitled before they ask."""

TITLE, ORDER = "网上办事", 40
