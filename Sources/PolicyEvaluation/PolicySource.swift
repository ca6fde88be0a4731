/// The files of a policy, as they were when they were read: these bytes are compiled, whatever happens to the files meanwhile.
struct PolicySource {
    struct File {
        /// Relative to the policy's folder.
        var name: String
        var bytes: [UInt8]
    }

    /// As the author wrote it.
    var path: String
    var place: PolicyPlace
    /// In order of their names.
    var files: [File]

    /// More than any policy that a compiler can take.
    static let largest = 64 << 20

    init(path: String) throws(EvaluationError) {
        self.path = path
        func unreadable(_ path: String, _ failure: SystemFailure) -> EvaluationError {
            EvaluationError(.unreadable(reason: failure.description), policy: path)
        }
        do throws(SystemFailure) {
            if try Files.status(path).isFolder {
                place = PolicyPlace(folder: path)
            } else {
                place = PolicyPlace(folder: Files.folder(of: path) ?? "")
                files = [File(name: Files.name(of: path), bytes: try Files.read(path))]
                return
            }
        } catch { throw unreadable(path, error) }

        files = []
        var total = 0
        for name in try Self.swiftFiles(below: path, "") {
            let file = Files.join(path, name)
            do throws(SystemFailure) {
                files.append(File(name: name, bytes: try Files.read(file)))
            } catch { throw unreadable(file, error) }
            total += files.last?.bytes.count ?? 0
            guard total <= Self.largest else { throw EvaluationError(.tooLarge(bytes: Self.largest), policy: path) }
        }
        guard !files.isEmpty else { throw EvaluationError(.noSwiftFile, policy: path) }
        guard files.count == 1 || files.contains(where: { $0.name == "main.swift" }) else { throw EvaluationError(.noMain, policy: path) }
    }

    private static func swiftFiles(below path: String, _ prefix: String) throws(EvaluationError) -> [String] {
        var found: [String] = []
        let names: [String]
        do throws(SystemFailure) {
            names = try Files.list(path)
        } catch { throw EvaluationError(.unreadable(reason: error.description), policy: path) }
        for name in names where !name.hasPrefix(".") {
            let inside = Files.join(path, name)
            guard let status = try? Files.status(inside) else { continue }
            if status.isFolder {
                // A link could lead round in a circle.
                if Files.resolve(inside) == Files.resolve(path).map({ Files.join($0, name) }) {
                    found += try swiftFiles(below: inside, prefix + name + "/")
                }
            } else if name.hasSuffix(".swift") {
                found.append(prefix + name)
            }
        }
        return found
    }
}

/// Where a policy lies. Locations in its document are relative to it.
public struct PolicyPlace: Sendable, Hashable {
    /// The folder that holds the policy's files, as the author named it; empty for the current one.
    public var folder: String

    public init(folder: String) { self.folder = folder }

    /// The path by which the author knows a file of the policy.
    public func path(of file: String) -> String { file.hasPrefix("/") ? file : Files.join(folder, file) }
}
