"""Imports and exports of workbooks, and the settling of opening lists."""
