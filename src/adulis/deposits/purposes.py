"""Why money comes into India: purpose codes of the Reserve Bank. Pure.

From the list for inward remittances ("P" codes) that banks report to FETERS, RBI A.P. (DIR Series)
circulars 50 of 2012 and 23 of 2014. Ours are those that payment for goods, services and transfers
to a merchant can have; there is none for capital.
"""

from __future__ import annotations

PURPOSES = {
    "P0101": "Value of export bills negotiated, purchased or discounted",
    "P0102": "Realisation of export bills sent on collection",
    "P0103": "Advance receipts against export contracts",
    "P0104": "Receipts against export of goods not covered by the GR or SDF procedure",
    "P0107": "Realisation of overdue export bills",
    "P0108": "Goods sold under merchanting",
    "P0301": "Purchases towards travel",
    "P0302": "Business travel",
    "P0308": "Freight on exports",
    "P0501": "Construction of projects in India",
    "P0601": "Life insurance premium",
    "P0701": "Financial intermediation except investment banking",
    "P0801": "Hardware consultancy",
    "P0802": "Software implementation and consultancy",
    "P0803": "Data base and data processing charges",
    "P0804": "Repair and maintenance of computers and software",
    "P0805": "News agency services",
    "P0806": "Other information services",
    "P0807": "Off-site software exports",
    "P0901": "Franchises services",
    "P0902": "Receipts for use of licensed rights",
    "P1002": "Trade related services: commission on exports and imports",
    "P1003": "Operational leasing services",
    "P1004": "Legal services",
    "P1005": "Accounting, auditing, book keeping and tax consulting",
    "P1006": "Business and management consultancy and public relations",
    "P1007": "Advertising, trade fair, market research and public opinion polling",
    "P1008": "Research and development services",
    "P1009": "Architectural, engineering and other technical services",
    "P1010": "Agricultural, mining and on-site processing services",
    "P1014": "Engineering services",
    "P1019": "Other services not included elsewhere",
    "P1101": "Audio-visual and related services",
    "P1301": "Inward remittance from Indian non-residents for family maintenance and savings",
    "P1302": "Personal gifts and donations",
    "P1303": "Donations to religious and charitable institutions in India",
    "P1401": "Compensation of employees",
    "P1501": "Refunds or rebates on account of imports",
    "P1590": "Receipts below 10,000 US dollars, whatever they are for",
}
