"""Tests of the demonstration's schemes of working people."""
