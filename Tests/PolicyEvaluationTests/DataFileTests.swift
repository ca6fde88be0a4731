import Glibc
import Tags
import Testing

@testable import PolicyEvaluation

@Suite("Data files", .tags(.pure)) struct DataFileTests {
    private func entries(_ text: String) -> [String] {
        var found: [String] = []
        DataFile(name: "", path: "", bytes: Array(text.utf8)).forEachEntry { line, entry in
            found.append("\(line) \(String(decoding: entry, as: UTF8.self))")
        }
        return found
    }

    @Test("one entry a line, with comments, blank lines, either kind of line end, and a byte order mark")
    func lines() {
        #expect(entries("") == [])
        #expect(entries("a") == ["1 a"])
        #expect(entries("a\n\nb\n") == ["1 a", "3 b"])
        #expect(entries("\u{feff}10.0.0.0/8\r\n# all of it\r\n\t 192.0.2.1 # one\r\n#\r\n") == ["1 10.0.0.0/8", "3 192.0.2.1"])
        #expect(entries("a b#c#d\n#\n \t \nlast") == ["1 a b", "4 last"])
    }

    @Test("the file lies below the policy's folder: no `..`, no absolute path, no link out; a link within is fine")
    func below() throws {
        let scratch = try Scratch()
        try scratch.write("outside.txt", "secret")
        try scratch.write("policy/lists/a.txt", "a\nb\n")
        let place = PolicyPlace(folder: scratch.path + "/policy")
        symlink("../outside.txt", place.folder + "/out.txt")
        symlink("/etc", place.folder + "/etc")
        symlink("lists/a.txt", place.folder + "/in.txt")
        mkfifo(place.folder + "/fifo", 0o600)

        var files = DataFiles(below: place)
        #expect(try files.file(named: "lists/a.txt").bytes == Array("a\nb\n".utf8))
        #expect(try files.file(named: "in.txt").path == place.folder + "/in.txt")
        func reason(_ name: String) -> DataFileError.Reason? {
            do throws(DataFileError) {
                _ = try files.file(named: name)
                return nil
            } catch { return error.reason }
        }
        #expect(reason("../outside.txt") == .outside)
        #expect(reason("out.txt") == .outside)
        #expect(reason("etc/passwd") == .outside)
        #expect(reason(place.folder + "/lists/a.txt") == .outside)
        #expect(reason("none.txt") == .absent)
        #expect(reason("lists") == .notAFile)
        #expect(reason("fifo") == .notAFile)
        #expect(reason("") != nil)
    }

    @Test("a file is read once, by whatever names; what the sets of a policy take has a limit")
    func onceByAnyName() throws {
        let scratch = try Scratch()
        try scratch.write("list.txt", "a")
        var files = DataFiles(below: PolicyPlace(folder: scratch.path))
        #expect(try files.file(named: "list.txt").bytes == [0x61])
        // The same file, with other bytes in it.
        let list = open(scratch.path + "/list.txt", O_WRONLY)
        #expect(write(list, "b", 1) == 1)
        close(list)
        #expect(try files.file(named: "./list.txt").bytes == [0x61])

        try scratch.write("large.txt", "")
        truncate(scratch.path + "/large.txt", 250 << 20)
        for name in ["large.txt", "./large.txt", ".//large.txt", "././large.txt"] { _ = try files.file(named: name) }
        #expect(throws: DataFileError(path: scratch.path + "/large.txt", reason: .tooMuch(bytes: 1 << 30))) {
            try files.file(named: "large.txt")
        }
    }

    @Test("a million lines")
    func large() throws {
        var bytes: [UInt8] = []
        for index in 0..<1_000_000 { bytes += Array("\(index >> 16).\(index >> 8 & 0xff).\(index & 0xff).0/24\n".utf8) }
        let file = DataFile(name: "", path: "", bytes: bytes)
        var lines = 0
        var sum = 0
        let clock = ContinuousClock.now
        file.forEachEntry { line, entry in
            lines = line
            sum += entry.count
        }
        #expect(lines == 1_000_000)
        #expect(sum == bytes.count - 1_000_000)
        #expect(ContinuousClock.now - clock < .seconds(10))
    }
}
