internal import CNl
func probe() { _ = nl_socket_alloc() ; _ = TCA_KIND}
