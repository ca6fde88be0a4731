internal import Glibc

/// The module `Weir` that policies are compiled against: the one that this `weir` was built or installed with.
package struct PolicyLibrary: Sendable, Hashable {
    /// The modules that an author's `import Weir` needs.
    static let modules = ["Weir", "WeirModel", "Documents"]
    /// The part of the policy's program that isn't imported.
    private static let start = "CPolicyStart.build/start.c.o"

    /// Holds `Weir.swiftmodule`.
    var moduleFolder: String
    /// All of these go into the policy's program. No archive is among them: a conformance is looked up when the policy runs, and an archive's
    /// member would be left out for lack of a reference.
    var objects: [String]

    /// Looks beside the program at that path (by default this one) for a build folder, `Modules/Weir.swiftmodule` and the modules' objects,
    /// and then for an installation, `../lib/weir/Weir.swiftmodule` and `../lib/weir/Weir.o`.
    package static func find(besideExecutable executable: String = "/proc/self/exe") throws(EvaluationError) -> PolicyLibrary {
        let folder = Files.resolve(executable).flatMap(Files.folder) ?? "/"
        let built = folder + "/Modules"
        if Files.exists(built + "/Weir.swiftmodule"), let objects = try? modules.flatMap({ try builtObjects(of: $0, in: folder) }) {
            return PolicyLibrary(moduleFolder: built, objects: objects + ["\(folder)/\(start)"])
        }
        let installed = Files.join(Files.folder(of: folder) ?? "/", "lib/weir")
        if Files.exists(installed + "/Weir.swiftmodule"), Files.exists(installed + "/Weir.o") {
            return PolicyLibrary(moduleFolder: installed, objects: [installed + "/Weir.o"])
        }
        throw EvaluationError(.noLibrary(searched: [built, installed]), policy: "")
    }

    /// `Weir.build/sources` lists the module's sources. A folder's objects alone would not do: those of removed files stay there.
    private static func builtObjects(of module: String, in folder: String) throws(SystemFailure) -> [String] {
        let build = "\(folder)/\(module).build"
        let sources = String(decoding: try Files.read(build + "/sources"), as: UTF8.self).split(separator: "\n")
        return sources.map { "\(build)/\(Files.name(of: String($0).trimmingQuotes)).o" }
    }

    /// Changes whenever the library does.
    var identity: String {
        get throws(SystemFailure) {
            var words: [String] = []
            for path in Self.modules.map({ "\(moduleFolder)/\($0).swiftmodule" }) + objects {
                let status = try Files.status(path)
                words.append("\(path) \(status.size) \(status.modified)")
            }
            return words.joined(separator: "\n")
        }
    }

    /// The parts of the library that a compiler and a linker see.
    struct Layout {
        /// The folder that holds the modules, and no others.
        var modules: String
        var objects: [String]
        /// All paths that are read.
        var reads: [String]
    }

    /// Makes the modules visible in a folder. Files that only the caller can read are copied, as the tools run as `nobody` when the caller
    /// is root; with `copying`, all of them, since a folder further up may keep `nobody` out.
    func lay(into folder: String, copying: Bool) throws(SystemFailure) -> Layout {
        var layout = Layout(modules: folder, objects: [], reads: [folder])
        for module in Self.modules {
            let name = module + ".swiftmodule"
            let path = Files.join(moduleFolder, name)
            if !copying, try Files.status(path).isForAll {
                guard symlink(path, Files.join(folder, name)) == 0 else { throw SystemFailure() }
                layout.reads.append(path)
            } else {
                try Files.create(Files.join(folder, name), mode: 0o644, try Files.read(path))
            }
        }
        for (index, object) in objects.enumerated() {
            let above = Files.folder(of: object) ?? "/"
            if !copying, try Files.status(object).isForAll, try Files.status(above).isForAll {
                layout.objects.append(object)
                if layout.reads.last != above { layout.reads.append(above) }
            } else {
                let copy = Files.join(folder, "\(index).o")
                try Files.create(copy, mode: 0o644, try Files.read(object))
                layout.objects.append(copy)
            }
        }
        return layout
    }
}

extension String {
    /// SwiftPM quotes paths that hold spaces.
    fileprivate var trimmingQuotes: String {
        guard let quote = first, quote == "'" || quote == "\"", last == quote, count > 1 else { return self }
        return String(dropFirst().dropLast())
    }
}
