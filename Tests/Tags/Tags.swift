package import Testing

/// What a suite needs. Each suite has one of these; `Tests/select TAG` prints the filter that selects its suites.
extension Tag {
    /// Neither root, nor a feature of the kernel, nor another program.
    @Tag package static var pure: Tag
    /// This machine: root, namespaces, nft, tc, or the toolchain.
    @Tag package static var kernel: Tag
    /// A virtual machine: it starts one, or has emulated cards to run on.
    @Tag package static var machine: Tag
}
