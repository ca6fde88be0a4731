import Ethtool
import FoundationEssentials
import OffloadCheck
import WeirModel

/// `--nic NAME=FILE`, given as often as there are links and hosts.
struct NICProfiles {
    /// The profiles of one host, and its name.
    struct Host {
        var name: String
        var profiles: [NICProfile]
    }
    var hosts: [Host] = []

    /// A name given several times is several hosts; a name given once is the same on all of them.
    init(_ arguments: [String]) throws {
        var files: [(link: String, files: [(name: String, profile: NICProfile)])] = []
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
                throw trouble("`--nic \(argument)` names no link", help: "write `--nic NAME=FILE`, such as `--nic eth0=eth0.json`")
            }
            let link = String(argument[..<equals])
            let (file, facts) = try Self.file(argument[argument.index(after: equals)...])
            var profile = try Self.profile(of: link, in: file)
            if let driver = facts["driver"] { profile.driver = .value(.init(name: driver)) }
            if let kernel = facts["kernel"] { profile.kernel = .value(kernel) }
            let entry = (file, profile)
            if let index = files.firstIndex(where: { $0.link == link }) {
                files[index].files.append(entry)
            } else {
                files.append((link, [entry]))
            }
        }
        let count = files.map(\.files.count).max() ?? 0
        if let odd = files.first(where: { $0.files.count != count && $0.files.count != 1 }) {
            throw trouble(
                "`\(odd.link)` has \(odd.files.count) profiles and another link has \(count)",
                help: "give each link one profile, or one for each host")
        }
        hosts = (0..<count).map { index in
            let mine = files.map { $0.files.count == 1 ? $0.files[0] : $0.files[index] }
            let own = files.filter { $0.files.count > 1 }.map { $0.files[index].name }
            return Host(name: (own.isEmpty ? mine.map(\.name) : own).joined(separator: " "), profiles: mine.map(\.profile))
        }
    }

    /// The links of this host that the check asks for; one that is absent has no profile.
    init(live check: OffloadCheck) throws {
        let profiles = try reportingTrouble { () throws(NICError) in
            let reader = try NICReader()
            let links = try reader.links()
            let present = Set(links.names)
            var profiles: [NICProfile] = []
            for name in check.links where present.contains(name) {
                do throws(NICError) {
                    profiles.append(try reader.read(name, among: links))
                } catch {
                    // One that went away meanwhile: nothing is decided about it.
                    guard error.isOfAbsentLink else { throw error }
                    profiles.append(NICProfile(name: name, unread: "the link went away while it was read"))
                }
            }
            return profiles
        }
        hosts = [Host(name: "this host", profiles: profiles)]
    }

    /// Whether the checks could decide about an acceptance: findings about a card need its profile on each host.
    func decide(_ acceptance: Acceptance, in findings: [Diagnostic]) -> Bool {
        guard let rule = DiagnosticRegistry.rule(named: acceptance.finding), rule.inputs != [.policy] else { return true }
        let isKnown =
            !hosts.isEmpty
            && hosts.allSatisfy { host in
                host.profiles.contains { acceptance.on == $0.name || acceptance.on.hasPrefix($0.name + " ") }
            }
        return isKnown && !findings.contains { $0.id.rawValue == acceptance.finding && $0.severity == .undecided }
    }

    /// `FILE,driver=igc,kernel=6.1`: the file, and what it does not show.
    private static func file(_ argument: Substring) throws -> (String, [String: String]) {
        var facts: [String: String] = [:]
        var file = argument
        while let comma = file.lastIndex(of: ","), let equals = file[comma...].firstIndex(of: "=") {
            let (word, value) = (file[comma..<equals].dropFirst(), file[file.index(after: equals)...])
            guard word == "driver" || word == "kernel" else {
                throw trouble("`--nic` knows no `\(word)`", help: "what a file does not show is `driver=NAME` and `kernel=VERSION`")
            }
            if word == "kernel", KernelVersion(release: String(value)) == nil {
                throw trouble("`\(value)` is not a version of the kernel", help: "write it as `6.1`, or as `uname -r` prints it")
            }
            facts[String(word)] = String(value)
            file = file[..<comma]
        }
        return (String(file), facts)
    }

    /// The profile under the policy's name for the link: on its host it may have another.
    private static func profile(of link: String, in file: String) throws -> NICProfile {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: file))
        } catch {
            throw trouble("cannot read the profile `\(file)`", help: "write it with `weir nic \(link) -o \(file)`")
        }
        let profiles = try reportingTrouble { () throws(ProfileError) in try ProfileDocument.profiles(in: data, from: file) }
        guard var profile = profiles.first(where: { $0.name == link }) ?? (profiles.count == 1 ? profiles.first : nil) else {
            throw trouble(
                "`\(file)` has no profile of `\(link)`", help: "it has \(profiles.map { "`\($0.name)`" }.joined(separator: ", "))")
        }
        profile.name = link
        return profile
    }
}
