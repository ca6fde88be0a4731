import WeirModel

extension Filter {
    /// u32 nodes are made by their number within a table; the root table's own number is the kernel's choice.
    var newHandle: UInt32 {
        guard let options = classifier.as(U32.self), options.divisor == nil else { return handle ?? 0 }
        return (options.table ?? 0) << 20 | place(options)
    }

    /// The filter's handle in the kernel. For a node in a root table only the live state has the table.
    var heldHandle: UInt32 {
        guard let options = classifier.as(U32.self), options.divisor == nil, handle != nil else { return handle ?? status?.handle ?? 0 }
        if let table = options.table { return table << 20 | place(options) }
        return status?.handle ?? place(options)
    }

    private func place(_ options: U32) -> UInt32 { (options.bucket ?? 0) << 12 | (handle ?? 0) & 0xfff }

    /// Whether the number of the table that holds the filter has yet to be found out.
    var needsRootTable: Bool {
        guard let options = classifier.as(U32.self) else { return false }
        return options.divisor == nil && options.table == nil && handle != nil && status == nil
    }
}
