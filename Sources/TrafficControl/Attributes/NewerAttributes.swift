internal import Glibc
internal import Netlink
import WeirModel

/// Numbers of attributes that kernels after 6.1 brought, which the headers that Weir is built with may lack.
enum NewerAttribute {
    static let fqPriorityMap = 16
    static let fqWeights = 17
    static let fqOffloadHorizon = 18
    static let netemSeed = 14
    static let flowerL2Miss = 106
    static let flowerCFM = 107
    static let flowerSPI = (value: 108, mask: 109)
    static let flowerTunnelFlags = (value: 110, mask: 111)
    static let tunnelOptionsPFCP = 5
    static let ctHelper = (name: 16, family: 17, protocol: 18)
    static let mirredBlock = 4
    static let tunnelKeyNoFragment = 14
    static let mqprioEntry = 5
    /// Within the entry of a traffic class.
    static let framePreemption = (mqprio: 2, taprio: 3)
}

/// The kernel that this process runs on.
enum RunningKernel {
    static let version: KernelVersion? = {
        var name = utsname()
        guard uname(&name) == 0 else { return nil }
        let release = withUnsafeBytes(of: &name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return KernelVersion(release: release)
    }()

    /// Why it can't hold an option; `nil` if it can. An older kernel would ignore the attribute.
    static func refusal(of word: String, since version: KernelVersion) -> String? {
        guard let running = Self.version, running < version else { return nil }
        return "`\(word)` needs Linux \(version), and this host runs \(running)"
    }
}

extension AttributeField {
    /// The same, refused by a kernel that is older than the option.
    ///
    /// - Parameter isDefault: whether the option is as in an older kernel, which is not sent it then.
    func since(
        _ major: Int, _ minor: Int, _ word: String, unless isDefault: @escaping @Sendable (Root) -> Bool = { _ in false }
    ) -> AttributeField {
        guard let write else { return self }
        let refusal = RunningKernel.refusal(of: word, since: KernelVersion(major, minor))
        guard let refusal else { return self }
        return AttributeField(
            type: type, absence: absence,
            write: { root, writer in
                if isDefault(root.pointee) { return }
                let start = writer.count
                write(root, writer)
                if writer.count > start { writer.fail(refusal, isUnsupported: true) }
            }, decode: decode)
    }
}
