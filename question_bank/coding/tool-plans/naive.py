from itertools import product


def plans(steps, conflicts, uses=None, needs=None, costs=None, budget=None, limit=None):
    """Right, but builds every combination and looks at the rules afterwards."""
    uses, needs, costs = uses or {}, needs or {}, costs or {}

    def keeps_the_rules(plan):
        return (
            not any(one in plan and other in plan for one, other in conflicts)
            and all(plan.count(tool) <= most for tool, most in uses.items())
            and all(earlier in plan[:at] for at, tool in enumerate(plan) for earlier in needs.get(tool, ()))
            and (budget is None or sum(costs.get(tool, 0) for tool in plan) <= budget)
        )

    return [list(plan) for plan in product(*steps) if keeps_the_rules(plan)][:limit]
