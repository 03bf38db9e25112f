"""How much the product costs, beside what Django itself costs: `script/bench`, described in docs/speed.md."""
