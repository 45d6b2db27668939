"""Published cases of lung injury from thalidomide, lenalidomide and pomalidomide."""
