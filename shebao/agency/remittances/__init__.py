"""Money to bodies (对外划款): orders to employers, to other agencies and to other funds, paid on the bank's slip."""
