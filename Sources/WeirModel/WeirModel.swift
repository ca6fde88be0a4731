// WeirModel
