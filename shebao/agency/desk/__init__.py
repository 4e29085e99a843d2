"""柜台页面: the staff pages."""
