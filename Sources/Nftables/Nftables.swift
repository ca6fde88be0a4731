internal import CNftnl
func probe() { _ = nftnl_expr_alloc("cmp"); _ = NFTA_RULE_EXPRESSIONS }
