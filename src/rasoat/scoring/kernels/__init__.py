"""Two kernels over one coded plan: `native` (Polars, gathers) and `portable` (Narwhals, any engine), equal in value."""
