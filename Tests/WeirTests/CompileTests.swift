import Commands
import Foundation
import Tags
import Testing

/// What must not compile, and what the author then reads.
@Suite(.tags(.kernel)) struct CompileTests {
    /// The compiler's words on a policy; empty where it has nothing to say.
    private func diagnose(_ policy: String) throws -> String {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("policy.swift")
        try Data("import Weir\n\(policy)\n".utf8).write(to: file)
        let modules = Products.folder.appendingPathComponent("Modules").path
        return try Command(script: "swiftc -swift-version 6 -typecheck -module-cache-path '\(folder.path)' -I '\(modules)' '\(file.path)'").run().output
    }

    private func inChain(_ rule: String) -> String {
        "Policy(\"p\") { Table(\"t\", .inet) { Chain(\"c\", .filter(.input)) {\n\(rule)\n} } }"
    }

    @Test func whatIsRightCompiles() throws {
        #expect(try diagnose(inChain("Rule(tcp.dport == 22, ct.state.hasAny(.new), .accept)")) == "")
    }

    @Test(arguments: [
        #"Rule(tcp.dport == "eth0")"#, "Rule(meta.iifname == 22)", "Rule(ip.saddr == 22)", "Rule(ct.state == .syn)", "Rule(tcp.flags == .established)",
        #"Rule(tcp.dport == NamedSet<Address>("s"))"#, "Rule(tcp.dport.hasAny(22))", "Rule(icmp.type == .ndNeighborSolicit)",
        "Rule(ip.saddr.vmap([22: .accept]))", "Rule(tcp.dport.vmap([22: .masquerade]))", #"Rule(meta.mark.set("eth0".count))"#,
        "Rule(meta.mark.set(tcp.dport))", #"Rule(.counter(Quota("q", 1)))"#, "Rule(concat(ip.saddr, tcp.dport) == [.of(22, 22)])",
        #"Rule(.jump(chain: 3))"#, #"Rule(meta.mark == AddressSet("a"))"#,
    ])
    func wrongValues(rule: String) throws {
        #expect(try diagnose(inChain(rule)).contains("error:"))
    }

    @Test(arguments: [
        ".nat(.forward)", ".nat(.ingress)", ".route(.input)", ".route(.prerouting)", ".filter(.nat)", ".nat(.output, offload: .required)",
    ])
    func wrongHooks(base: String) throws {
        #expect(try diagnose("let chain = Chain(\"c\", \(base))").contains("error:"))
    }

    @Test func portsHaveSixteenBits() throws {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("policy.swift")
        try Data("import Weir\nlet rule = Rule(tcp.dport == 70000)\n".utf8).write(to: file)
        let modules = Products.folder.appendingPathComponent("Modules").path
        let output = try Command(
            script: "swiftc -swift-version 6 -emit-sil -o /dev/null -module-cache-path '\(folder.path)' -I '\(modules)' '\(file.path)'"
        ).run().output
        #expect(output.contains("overflows when stored into 'Port'"))
    }

    @Test func slipsThatAreKnownSayWhatToDo() throws {
        #expect(try diagnose(inChain(".accept as Statement")).contains("a statement belongs in a rule"))
        #expect(try diagnose("Policy(\"p\") { Chain(\"c\") }").contains("a chain belongs in a table"))
        #expect(try diagnose("Policy(\"p\") { Table(\"t\", .inet) { Rule(.accept) } }").contains("a rule belongs in a chain"))
        #expect(
            try diagnose("Policy(\"p\") { Link(\"eth0\") { Accept(\"no-rate\", on: \"eth0\", because: \"x\") } }").contains("an acceptance belongs beside the link"))
    }
}
