internal import Glibc
internal import Netlink
internal import WeirModel

/// Facts about the host: the kernel, whether it is a guest, and the settings that affect a policy.
enum HostFiles {
    static func kernelRelease() -> Reading<String> {
        var name = utsname()
        guard uname(&name) == 0 else { return .unknown("uname: \(KernelError.words(errno))") }
        let text = withUnsafeBytes(of: name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return .value(text)
    }

    /// `%` stands for the link.
    private static let sysctls = [
        "net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding", "net.ipv4.conf.%.forwarding", "net.ipv6.conf.%.forwarding",
        "net.netfilter.nf_conntrack_checksum", "net.netfilter.nf_conntrack_acct", "net.netfilter.nf_conntrack_tcp_be_liberal",
        "net.bridge.bridge-nf-call-iptables", "net.bridge.bridge-nf-call-ip6tables", "net.core.rps_sock_flow_entries",
    ]

    static func facts(link: String) -> NICProfile.HostFacts {
        let online = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        var facts = NICProfile.HostFacts(cpus: UInt32(clamping: max(online, 1)))
        for name in sysctls {
            // A link's name may hold dots, so the path is not made from the name.
            let path = name.split(separator: ".").joined(separator: "/").replacing("%", with: link)
            let key = name.replacing("%", with: "link")
            let reading = SmallFile.read("/proc/sys/\(path)")
            facts.sysctl[key] = reading.map { Int($0) ?? 0 }
            if case .value(let text) = reading, Int(text) == nil { facts.sysctl[key] = .unknown("`\(text.excerpt())` is not a number") }
        }
        return facts
    }

    /// Drivers of a hypervisor's cards.
    private static let paravirtual: Set<String> = ["virtio_net", "vmxnet3", "hv_netvsc", "vif", "xennet", "ena", "gve"]
    private static let virtualFunctions: Set<String> = ["iavf", "ixgbevf", "igbvf", "enetc_vf", "hinic_vf", "mana"]

    static func placement(driver: String?, parent: String?) -> NICProfile.Placement {
        let vendor = ["/sys/class/dmi/id/sys_vendor", "/sys/hypervisor/type"].compactMap { SmallFile.read($0).value }.first { !$0.isEmpty }
        let guest = isGuest()
        let kind: NICProfile.Placement.Kind =
            if let driver, paravirtual.contains(driver) {
                .paravirtual
            } else if let driver, virtualFunctions.contains(driver) || driver.hasSuffix("vf") {
                .virtualFunction
            } else if parent == nil {
                .software
            } else if guest, let driver, ["e1000", "e1000e", "igb", "8139cp", "8139too", "pcnet32", "ne2k-pci", "r8169"].contains(driver) {
                .emulated
            } else {
                .hardware
            }
        return .init(kind: kind, guest: guest, vendor: guest ? vendor : nil)
    }

    /// The processor's own word for it, which every hypervisor sets on x86.
    private static func isGuest() -> Bool {
        SmallFile.exists("/sys/hypervisor/type")
            || SmallFile.read("/proc/cpuinfo").value?.contains("hypervisor") == true
    }
}
