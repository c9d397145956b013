"""A product's rules as one value."""

from domain.decider import Decider
from domain.product.commands import ProductCommand
from domain.product.decide import decide
from domain.product.evolve import evolve
from domain.product.state import Product

PRODUCT: Decider[Product, ProductCommand] = Decider(kind="product", decide=decide, evolve=evolve)
