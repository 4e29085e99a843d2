"""Line of work: petitions, reports, enquiries, disputes, disclosure of information."""

TITLE, ORDER = "信访投诉和争议", 31
