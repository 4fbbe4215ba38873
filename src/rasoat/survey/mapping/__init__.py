"""Any workbook: find out what its columns mean, keep that as a profile, read with it.

proposal = propose(Path("so-cua-xa.xlsx"))
data = read_mapped(Path("so-cua-xa.xlsx"), proposal.profile)
"""
